/** Milliseconds between two reads, while nothing has changed for so long. */
const STEPS = [
  { quietForMs: 15 * 60_000, pauseMs: 15_000 },
  { quietForMs: 5 * 60_000, pauseMs: 10_000 },
  { quietForMs: 2 * 60_000, pauseMs: 6000 },
];
const AT_WORK_MS = 3000;

/** How long to wait before the next read: an administrator at work is followed closely, one who hasn't come yet isn't. */
export const pauseAfter = (quietForMs: number): number =>
  STEPS.find((step) => quietForMs >= step.quietForMs)?.pauseMs ?? AT_WORK_MS;
