import type { MemberFields } from "../../core/model/member";

/** What this stack's runs knew of an object of this name. */
export interface RecordedIntent {
  /** Missing where nobody knows whether the object came to be. */
  readonly id?: number | undefined;
  /** Whether it was about to be made, or was; else it was there before. */
  readonly created: boolean;
  /** What it was before the first write, in the form of the state. */
  readonly before?: unknown;
  /** What a member was to be made with. */
  readonly asked?: MemberFields | undefined;
}

/** The part of a stack's claims that finding or making an object needs; kept where a killed run can't lose it. */
export interface IntentLog {
  /** `undefined` where no run of this stack had to do with an object of this name, or let go of it. */
  read(): Promise<RecordedIntent | undefined>;
  /** Ahead of a POST. */
  record(requested?: MemberFields): Promise<void>;
  /** The object isn't, or is no longer, this stack's. */
  forget(): Promise<void>;
}

/** Where nobody keeps anything. */
export const NO_INTENT_LOG: IntentLog = {
  read: async () => undefined,
  record: async () => {},
  forget: async () => {},
};
