import { expect, test } from "vitest";
import { runChaos } from "../chaos/chaos";
import { MARKS } from "../chaos/environment";
import { hasSecret } from "../chaos/secrets";

test("a fleet among faults, a kill and meddling administrators ends exact, or listed with the reason", {
  timeout: 400_000,
}, async () => {
  const { rounds, findings } = await runChaos({ tenants: 8, seed: 5, kills: 1 });
  expect(findings.flatMap(({ claim, violations }) => violations.map((violation) => `${claim}: ${violation}`))).toEqual(
    [],
  );
  const named = (name: string) => rounds.find((round) => round.name === name)?.ran;
  expect(named("up in waves")).toMatchObject({ code: null, disturbed: { signal: "SIGKILL" } });
  const outcomes = [...(named("the last up")?.results.values() ?? [])].map(({ outcome }) => outcome);
  expect(outcomes.filter((outcome) => outcome === "exact")).toHaveLength(7);
  expect(outcomes.filter((outcome) => outcome === "waiting")).toHaveLength(1);
});

test("a key is found as it is, in base64, and within what is in base64", () => {
  const [mark] = MARKS;
  const coded = (text: string) => Buffer.from(text).toString("base64");
  for (const text of [`${mark}12345678`, ...["", "a", "ab"].map((before) => coded(`${before}+${mark}12345678:x`))])
    expect([text, hasSecret(`some ${text} text`)]).toEqual([text, true]);
  expect(hasSecret(coded(JSON.stringify({ state: coded(`a header of some length, then ${mark}`) })))).toBe(true);
  expect(hasSecret(`some ${coded("a text of another kind, and without a key")} text`)).toBe(false);
});
