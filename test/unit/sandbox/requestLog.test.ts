import { expect, test, vi } from "vitest";
import { RequestLog } from "../../../sandbox/http/requestLog";

const request = (ms: number) => ({ company: "acme", at: 0, method: "GET", path: "/", status: 200, ms });

test("the request log is bounded: the oldest requests go first", () => {
  const log = new RequestLog();
  for (let ms = 0; ms < 100_000; ms++) log.add(request(ms));
  const kept = log.all().map(({ ms }) => ms);
  expect(kept.length).toBeGreaterThanOrEqual(10_000);
  expect(kept.length).toBeLessThanOrEqual(20_000);
  expect(kept).toEqual(Array.from(kept, (_, n) => 100_000 - kept.length + n));
});

test("its listener hears of each request at once", () => {
  const listener = vi.fn();
  new RequestLog(listener).add(request(1));
  expect(listener).toHaveBeenCalledExactlyOnceWith(request(1));
});
