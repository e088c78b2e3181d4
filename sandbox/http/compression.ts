import { gzip } from "node:zlib";
import type { FastifyInstance } from "fastify";
import type { Site } from "../site";

/** Sends answers of companies that do so by gzip, to who takes it. Install it after the faults: what they cut off stays so. */
export function installCompression(app: FastifyInstance, { companies }: Site): void {
  if (companies.all.every(({ quirks }) => quirks.compression === "none")) return;
  app.addHook("onSend", ({ company, headers }, reply, payload, done) => {
    const isAskedFor = /\bgzip\b(?!\s*;\s*q=0(\.0*)?\b)/i.test(String(headers["accept-encoding"] ?? ""));
    if (company?.quirks.compression !== "gzip" || !isAskedFor || typeof payload !== "string" || payload === "") {
      return done(null, payload);
    }
    reply.header("content-encoding", "gzip").header("vary", "accept-encoding").removeHeader("content-length");
    gzip(payload, done);
  });
}
