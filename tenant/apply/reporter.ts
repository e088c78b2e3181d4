/** Where a long run tells people how far it is. */
export interface Reporter {
  /** Of passing interest: a later one replaces it. */
  progress(message: string): void;
  /** Has to be read. */
  warn(message: string): void;
}
