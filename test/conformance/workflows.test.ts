/** The scripts of docs/ci, run by bash in a real repository against the part of each host's API that they use. */
import { describe, expect, test } from "vitest";
import { HOSTS, PullRequestState } from "../helpers/ci/hosts";
import { Repository } from "../helpers/ci/repository";
import { HOST_NAMES, reviewOn } from "../helpers/ci/runners";
import { profile } from "../helpers/reviews";

const NARROW = profile("Finance: { Invoicing: { inquire: My } }");
const WIDER = profile("Finance: { Invoicing: { inquire: All } }");
const WIDEST = profile("Finance: { Invoicing: { inquire: All, delete: All } }");
const OTHER = profile("Companies: { Contacts: { inquire: All } }");

/** Several reviews, each of which starts npx and git. */
const LONG_MS = 180_000;

/** A repository whose base branch has moved on since the pull request left it. */
function pullRequest(text: string): Repository {
  const repository = new Repository({ sync: NARROW });
  repository.git("checkout", "--quiet", "-b", "change");
  repository.commit({ sync: text });
  repository.git("checkout", "--quiet", "main");
  repository.git("update-ref", "refs/remotes/origin/main", repository.commit({ other: OTHER }));
  repository.git("checkout", "--quiet", "change");
  return repository;
}

describe.skipIf(process.platform === "win32").each(HOST_NAMES)("the review on %s", (host) => {
  test("from a broadening to its approval, to a push, to its end: one comment, edited in place", {
    timeout: LONG_MS,
  }, async () => {
    const state = new PullRequestState();
    const review = reviewOn(host, await HOSTS[host](state));
    const repository = pullRequest(WIDER);

    const broadened = await review(repository);
    expect({ code: broadened.code, labels: [...state.labels] }).toEqual({ code: 2, labels: ["permissions-broadened"] });
    expect(broadened.output).toContain("set the label broadening-approved");
    expect(broadened.summary).toContain("Inquire: My → All");
    expect(repository.read("permission-review/review.html")).toContain("Invoicing");
    expect(state.comments[0]?.body).toMatch(/^<!-- cwroles-review -->.*Invoicing.*Inquire: My → All/s);
    expect(state.comments[0]?.body).not.toContain("Contacts");

    state.labels.add("broadening-approved");
    expect((await review(repository)).code).toBe(0);

    repository.commit({ sync: WIDEST });
    expect((await review(repository)).code).toBe(2);
    expect([...state.labels]).toEqual(["permissions-broadened"]);
    expect(state.comments[0]?.body).toContain("Delete: None → All");

    repository.commit({ sync: NARROW });
    expect((await review(repository)).code).toBe(0);
    expect([...state.labels]).toEqual([]);
    expect(state.comments.map(({ body }) => body)).toEqual([expect.stringContaining("No permission changes.")]);
  });

  test("is silent where no profile changes", { timeout: LONG_MS }, async () => {
    const state = new PullRequestState();
    const review = reviewOn(host, await HOSTS[host](state));
    expect((await review(pullRequest(NARROW))).code).toBe(0);
    expect(state.comments).toEqual([]);
  });

  test("fails on a profile that can't be read, and says so", { timeout: LONG_MS }, async () => {
    const state = new PullRequestState();
    const review = reviewOn(host, await HOSTS[host](state));
    expect((await review(pullRequest("name: ["))).code).toBe(1);
    expect(state.comments.map(({ body }) => body)).toEqual([expect.stringContaining("can't be read")]);
  });
});
