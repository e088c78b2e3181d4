import { ROUTES } from "../../sandbox/routes";
import { DELIBERATELY_NOT } from "../../sandbox/routes/notEmulated";
import { CLIENTS, type ClientName, operationOf, readCases } from "../../test/clients/cases";
import { readPublished } from "./published";

/** A published method, and what there is to say of it. */
interface Line {
  readonly object: string;
  readonly method: string;
  readonly path: string;
  /** Why the sandbox leaves it out; undefined where it answers. */
  readonly leftOut: string | undefined;
  readonly clients: Readonly<Record<ClientName, Check>>;
}

/** Whether a client's own function for the method was called in the tests, or there is none to call. */
type Check = "checked" | "no function" | "not called";

const MARKS: Readonly<Record<Check, string>> = { checked: "✓", "no function": "has no function", "not called": "–" };

/** docs/sandbox-coverage.md. @throws Error on a published method that is neither answered nor left out with a reason */
export function coverageDocument(): string {
  const lines = publishedLines();
  const objects = [...new Set(lines.map(({ object }) => object))];
  const sections = objects.map((object) =>
    section(
      object,
      lines.filter((line) => line.object === object),
    ),
  );
  return [...introduction(lines), ...sections, ...beside(lines)].join("\n");
}

function introduction(lines: readonly Line[]): string[] {
  const answered = lines.filter(({ leftOut }) => leftOut === undefined);
  const checkedBy = (client: ClientName) => lines.filter(({ clients }) => clients[client] === "checked").length;
  const unchecked = answered.filter(({ clients }) => CLIENTS.every((client) => clients[client] !== "checked"));
  return [
    "<!-- Written by `npm run sandbox-coverage`; a test fails when it is out of date. -->",
    "# What the sandbox answers",
    "",
    `ConnectWise's 2025.8 API description publishes ${lines.length} methods for the objects below. The sandbox answers ` +
      `${answered.length} of them and leaves out ${lines.length - answered.length} on purpose, with 501.`,
    "",
    "Independent clients that were generated from ConnectWise's description, unchanged and over TLS, go through " +
      "[one list of cases](../test/clients/cases.yaml): each calls the method by its own function, decodes the answer, and " +
      "the answer is compared.",
    "",
    ...CLIENTS.map((client) => `- \`${client}\` has checked ${checkedBy(client)} methods.`),
    `- ${unchecked.length} of the answered methods no client has checked: ${listed(unchecked)}`,
    "",
    "What the answers assume of the service beyond its description, and on which releases it was seen, is in " +
      "[contract.md](contract.md).",
    "",
  ];
}

const listed = (lines: readonly Line[]): string =>
  lines.map(({ method, path }) => `\`${method} ${path}\``).join(", ") || "none.";

function section(object: string, lines: readonly Line[]): string {
  const heading = ["Method", "Path", "Sandbox", ...CLIENTS.map((client) => `\`${client}\``)];
  const rows = lines.map(({ method, path, leftOut, clients }) => [
    method,
    `\`${path}\``,
    leftOut === undefined ? "✓" : `left out: ${leftOut}`,
    ...CLIENTS.map((client) => MARKS[clients[client]]),
  ]);
  const table = [heading, heading.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`);
  return [`## ${object}`, "", ...table, ""].join("\n");
}

/** What the sandbox answers that nobody publishes. */
function beside(lines: readonly Line[]): string[] {
  const published = new Set(lines.map(keyOf));
  const others = Object.entries(ROUTES).flatMap(([route, endpoint]) =>
    Object.keys(endpoint)
      .map((method) => ({ method, path: asPublished(route) }))
      .filter((operation) => !published.has(keyOf(operation))),
  );
  return [
    "## Beside what is published",
    "",
    ...others.map(({ method, path }) => `- \`${method} ${path}\`, unless \`--settings read-only\``),
    "",
  ];
}

function publishedLines(): Line[] {
  const answered = new Set(
    Object.entries(ROUTES).flatMap(([route, endpoint]) =>
      Object.keys(endpoint).map((method) => keyOf({ method, path: asPublished(route) })),
    ),
  );
  const leftOut = new Map(
    DELIBERATELY_NOT.map(({ method, path, why }) => [keyOf({ method, path: asPublished(path) }), why]),
  );
  const checks = checksByClient();
  return Object.entries(readPublished()).flatMap(([object, paths]) =>
    Object.entries(paths).flatMap(([path, methods]) =>
      methods.map((method): Line => {
        const key = keyOf({ method, path });
        if (!answered.has(key)) throw new Error(`${method} ${path} is published, and the sandbox has no word on it.`);
        return { object, method, path, leftOut: leftOut.get(key), clients: checks(key) };
      }),
    ),
  );
}

/** What the list of cases says of a method. */
function checksByClient(): (key: string) => Record<ClientName, Check> {
  const steps = readCases().flatMap((one) => one.steps);
  const byKey = new Map(steps.map((step) => [keyOf(operationOf(step)), step]));
  return (key) => {
    const step = byKey.get(key);
    const check = (client: ClientName): Check =>
      step === undefined ? "not called" : step.except.includes(client) ? "no function" : "checked";
    return Object.fromEntries(CLIENTS.map((client) => [client, check(client)])) as Record<ClientName, Check>;
  };
}

/** The service compares paths without regard to case, and a slash at the end makes no difference. */
const keyOf = ({ method, path }: { method: string; path: string }): string =>
  `${method} ${path.toLowerCase().replace(/\/$/, "")}`;

/** `/system/members/:id` → `/system/members/{id}` */
const asPublished = (route: string): string => route.replaceAll(/:(\w+)/g, "{$1}");
