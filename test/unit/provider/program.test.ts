/** What a program in plain JavaScript can hand over by mistake. */
import * as pulumi from "@pulumi/pulumi";
import { beforeAll, expect, test } from "vitest";
import { Provider, type ProviderArgs, profile } from "../../../provider";

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
