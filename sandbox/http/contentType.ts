import type { FastifyInstance } from "fastify";
import type { Site } from "../site";
import type { Quirks } from "../switches";

const TYPES: Readonly<Record<Quirks["contentType"], string | undefined>> = {
  json: undefined,
  vendor: "application/vnd.connectwise.com+json; charset=utf-8",
  text: "text/plain; charset=utf-8",
};

/** How companies call and begin their JSON. Install it before the compression: what is packed is dressed. */
export function installContentType(app: FastifyInstance, { companies }: Site): void {
  const isPlain = ({ contentType, byteOrderMark }: Quirks) => contentType === "json" && byteOrderMark === "absent";
  if (companies.all.every(({ quirks }) => isPlain(quirks))) return;
  app.addHook("onSend", async ({ company }, reply, payload) => {
    const isJson = /json/.test(String(reply.getHeader("content-type")));
    if (!company || !isJson || typeof payload !== "string") return payload;
    const type = TYPES[company.quirks.contentType];
    if (type) reply.header("content-type", type);
    if (company.quirks.byteOrderMark === "absent") return payload;
    reply.removeHeader("content-length");
    return `\uFEFF${payload}`;
  });
}
