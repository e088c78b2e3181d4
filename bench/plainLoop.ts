/** The same requests as `fleet drift` by a bare HTTP client: what of its time is the tool's own shows beside this. */
import { readFileSync } from "node:fs";
import pLimit from "p-limit";

export interface Order {
  readonly url: string;
  readonly ids: readonly string[];
  /** Asked of each company, one after the other. */
  readonly paths: readonly string[];
  /** Companies at once. */
  readonly concurrency: number;
}

async function loop({ url, ids, paths, concurrency }: Order): Promise<void> {
  const limit = pLimit(concurrency);
  await limit.map(ids, async (id) => {
    const authorization = `Basic ${Buffer.from(`${id}+public:private`).toString("base64")}`;
    const headers = { authorization, clientId: "00000000-0000-0000-0000-000000000000" };
    for (const path of paths) {
      const answer = await fetch(`${url}${path}`, { headers });
      if (!answer.ok) throw new Error(`${id}: GET ${path} answered ${answer.status}`);
      await answer.json();
    }
  });
}

loop(JSON.parse(readFileSync(String(process.argv[2]), "utf8"))).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
