"""Calls pyconnectwise by method and path: a JSON request a line on stdin, a JSON answer a line on stdout."""

import importlib
import json
import sys

from pyconnectwise import ConnectWiseManageAPIClient
from pyconnectwise.exceptions import ConnectWiseException


def child(parent, segment):
    """The endpoint below `parent` for a path's segment: `securityRoles` is `security_roles` or `securityroles`."""
    for name in dir(parent):
        if name.replace("_", "").lower() == segment.lower():
            return getattr(parent, name)
    return unregistered(parent, segment)


def unregistered(parent, segment):
    """An endpoint that the package has, without telling the one above it: that of a security role's settings."""
    name = type(parent).__name__.removesuffix("Endpoint") + segment.capitalize() + "Endpoint"
    try:
        module = importlib.import_module(f"pyconnectwise.endpoints.manage.{name}")
    except ModuleNotFoundError as missing:
        raise LookupError(segment) from missing
    return getattr(module, name)(parent.client, parent_endpoint=parent)


def endpoint(client, path, ids):
    """`/system/securityroles/{id}` is `client.system.security_roles.id(…)`."""
    found = client
    for segment in path.strip("/").split("/"):
        if not segment.startswith("{"):
            found = child(found, segment)
        elif hasattr(found, "id"):
            found = found.id(ids[segment[1:-1]])
        else:
            raise LookupError(segment)
    return found


def offers(client, path, method, ids):
    try:
        return hasattr(endpoint(client, path, ids), method)
    except LookupError:
        return False


def dumped(model):
    if isinstance(model, list):
        return [dumped(one) for one in model]
    return None if model is None else model.model_dump(mode="json", by_alias=True, exclude_none=True)


def answer(client, request):
    kind, path, method, ids = request["kind"], request["path"], request["method"].lower(), request["ids"]
    if kind == "offers":
        return {"answer": offers(client, path, method, ids)}
    found = endpoint(client, path, ids)
    params = request.get("params")
    if kind == "pages":
        return {"answer": dumped(list(found.paginated(1, request["size"], params).all()))}
    try:
        return {"answer": dumped(getattr(found, method)(data=request.get("body"), params=params))}
    except ConnectWiseException as refusal:
        return {"status": refusal.response.status_code}


def main():
    client = ConnectWiseManageAPIClient(**json.loads(sys.stdin.readline()))
    for line in sys.stdin:
        try:
            reply = answer(client, json.loads(line))
        except Exception as error:  # told to whoever asked, who fails with it
            reply = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(reply), flush=True)


main()
