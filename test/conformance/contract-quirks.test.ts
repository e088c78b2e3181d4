/** Each answer that the sandbox can be told to give is the one that a check of the contract sees. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { assumptions } from "../../contract/assumptions";
import { checkContract } from "../../contract/contract";
import { type Quirks, type Sandbox, startSandbox } from "../../sandbox";
import { QUIRKS } from "../../sandbox/switches";
import { variedSeed } from "../helpers/differentTenant";
import { gatewayTo } from "../helpers/sites";

const CASES = Object.entries(QUIRKS).flatMap(([name, answers]) =>
  answers.slice(1).map((answer) => ({ name, answer, id: `${name}=${answer}` })),
);

/** What a check can't see, or not on a tenant such as this one. */
const SEEN_OTHERWISE: Readonly<Record<string, string>> = {
  "wrongKey=unauthorized": "wrongKey=as-published", // 401 is what is published where there is no cloud
  "pageSizeAboveMax=whole": "pageSizeAboveMax=open", // no list is as long
  "unsetFlag=neither": "unsetFlag=open", // every flag of the sandbox is set
  "times=milliseconds": "times=seconds", // the times of this tenant have no fraction, unless something is made
  // The key of this tenant may do all that is asked.
  "forbidden=other-code": "forbidden=open",
  "forbidden=not-found": "forbidden=open",
};

/** Of requests that no company is named by. */
const OF_THE_SITE = /^(unknownCompany|info)=/;

let sandbox: Sandbox;
beforeAll(async () => {
  const companies = CASES.map(({ id, name, answer }) => ({ id, quirks: { [name]: answer } as Partial<Quirks> }));
  sandbox = await startSandbox({ seed: variedSeed(), companies });
});
afterAll(() => sandbox.close());

test.each(CASES.map((one) => [one.id, one] as const))("%s", async (id, { name, answer }) => {
  const asked = assumptions().filter((one) => one.id === name);
  const own = OF_THE_SITE.test(id) ? await startSandbox({ quirks: { [name]: answer } }) : undefined;
  const key = { companyId: own ? "sandbox" : id };
  const { findings } = await checkContract(gatewayTo((own ?? sandbox).url, key), asked, { write: true, member: true });
  await own?.close();
  expect(findings.map((finding) => `${finding.id}=${finding.answer ?? finding.result}`)).toEqual([
    SEEN_OTHERWISE[id] ?? id,
  ]);
});
