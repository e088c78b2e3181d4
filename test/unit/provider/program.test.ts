/** What a program in plain JavaScript can hand over by mistake. */
import * as pulumi from "@pulumi/pulumi";
import { beforeAll, expect, test } from "vitest";
import { ApiMember, Provider, type ProviderArgs, profile, RoleVerification, SecurityRole } from "../../../provider";

beforeAll(() =>
  pulumi.runtime.setMocks({
    newResource: ({ name, inputs }) => ({ id: name, state: inputs }),
    call: ({ inputs }) => inputs,
  }),
);

const refused = (message: string) => expect.objectContaining({ __pulumiRunError: true, message });

test.each([["later-revision"], [{ a: 1 }], [[1]], [null]])("features as %j are told", (features) => {
  const names = JSON.stringify(String(features));
  expect(() => profile("wise-sync", features as never)).toThrow(
    refused(`The profile can't be used: features: a list of names is meant, such as [${names}]`),
  );
});

test("a provider without a connection is told", () => {
  expect(() => new Provider("acme", undefined as unknown as ProviderArgs)).toThrow(
    refused("acme needs a connection: site, companyId, publicKey, privateKey, clientId."),
  );
});

test.each([[undefined], [null], [""], [7]])("%j instead of a profile is told", (given) => {
  expect(() => profile(given as never)).toThrow(
    refused(
      'The profile can\'t be used: profile: the id of a profile is meant, such as "wise-sync"; npx cwroles profiles list shows all',
    ),
  );
});

test("a verification of anything but roles and members is told", () => {
  const role = new SecurityRole("role", { name: "Sync", levels: {} });
  const notRoles = refused("v can't be used: roles: a list of what new SecurityRole made is meant, not of ids.");
  for (const roles of [role, [role.id], ["7"], [undefined], null])
    expect(() => new RoleVerification("v", { roles } as never)).toThrow(notRoles);
  expect(() => new RoleVerification("v", { roles: [role], members: [role] } as never)).toThrow(
    refused("v can't be used: members: a list of what new ApiMember or Member made is meant, not of ids."),
  );
  expect(() => new RoleVerification("v", undefined as never)).not.toThrow();
});

test("a member tells the tenants of the roles that its id was made from", async () => {
  const inputs: Record<string, Record<string, unknown>> = {};
  await pulumi.runtime.setMocks({
    newResource: ({ name, inputs: given }) => {
      inputs[name] = given;
      return { id: name, state: { ...given, tenant: `${name} at https://psa.example.com` } };
    },
    call: ({ inputs: given }) => given,
  });
  const role = (name: string) => new SecurityRole(name, { name, levels: {} });
  const place = { location: "Main Office", businessUnit: "Sales" };
  const members = [
    new ApiMember("direct", { identifier: "a", securityRole: role("acme").id, ...place }),
    new ApiMember("derived", { identifier: "b", securityRole: role("globex").id.apply(Number), ...place }),
    new ApiMember("plain", { identifier: "c", securityRole: 7, ...place }),
  ];
  await new Promise((resolve) => pulumi.all(members.map(({ urn }) => urn)).apply(resolve));
  expect(inputs.direct?.roleTenants).toEqual(["acme at https://psa.example.com"]);
  expect(inputs.derived?.roleTenants).toEqual(["globex at https://psa.example.com"]);
  expect(inputs.plain?.roleTenants).toEqual([]);
});
