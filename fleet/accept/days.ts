/** `2026-01-31`, UTC */
export const todayUtc = (now = new Date()): string => now.toISOString().slice(0, 10);

/** The last day for which something may be accepted: a year from that day. */
export function lastDayFrom(today: string): string {
  const day = new Date(`${today}T00:00:00Z`);
  day.setUTCFullYear(day.getUTCFullYear() + 1);
  return todayUtc(day);
}
