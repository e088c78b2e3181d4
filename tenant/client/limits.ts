/** What one request may take, so that no tenant holds a run for ever. */
export interface Limits {
  /** Milliseconds without a byte. */
  readonly idleMs: number;
  /** Milliseconds for one whole answer, however steadily it comes. */
  readonly answerMs: number;
  /** Bytes of one answer, unpacked. */
  readonly answerBytes: number;
  /** Milliseconds from the first attempt after which no other one begins. */
  readonly retryMs: number;
  /** Pages of one list. */
  readonly pages: number;
  /** Milliseconds without an answer after which people are told what is waited for; again every three times as long. */
  readonly noticeMs: number;
}

/** A page of 1,000 members has about 5 MB; a list of 1,000 pages a million rows. */
export const LIMITS: Limits = {
  idleMs: 30_000,
  answerMs: 60_000,
  answerBytes: 32 * 1024 * 1024,
  retryMs: 180_000,
  pages: 1000,
  noticeMs: 10_000,
};
