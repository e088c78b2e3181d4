"""What a script does with connectpyse: members found, counted, paged, changed and made. Prints what came of it as JSON."""

import base64
import json
import sys

from connectpyse.system import info_api, members_api
from connectpyse.system.member import Member


def main():
    connection = json.loads(sys.stdin.readline())
    key = "{companyId}+{publicKey}:{privateKey}".format(**connection)
    access = {
        "url": f"https://{connection['host']}/v4_6_release/apis/3.0",
        "auth": {
            "Authorization": "Basic " + base64.b64encode(key.encode()).decode(),
            "clientId": connection["clientId"],
        },
    }
    members = members_api.MembersAPI(**access)
    everyone = members.get_members_count()
    members.conditions = 'identifier = "GPatel"'
    [found] = members.get_members()
    members.conditions = "inactiveFlag = false"
    members.orderBy = "identifier desc"
    members.page, members.pageSize = 2, 3
    page = [member.identifier for member in members.get_members()]
    changed = members.update_member(found.id, "title", "Engineer")
    again = members.update_member_multiple_keys(found.id, {"title": "Architect", "notes": "Seen"})
    made = members.create_member(
        Member(
            {
                "identifier": "Pyse",
                "licenseClass": "F",
                "firstName": "Py",
                "lastName": "Se",
                "hireDate": "2024-05-06T00:00:00Z",
                "defaultEmail": "Office",
                "defaultPhone": "Office",
                "securityRole": {"name": "Finance"},
            }
        )
    )
    outcome = {
        "version": info_api.InfoAPI(**access).get_info().version,
        "everyone": everyone,
        "page": page,
        "titles": [changed.title, again.title, members.get_member_by_id(found.id).title],
        "made": [made.identifier, made.securityRole["name"]],
    }
    print(json.dumps(outcome))


main()
