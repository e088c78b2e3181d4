import type { MemberFields } from "../model/member";

/** What an interrupted run knew of an object of this name. */
export interface Interrupted {
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
export interface Intents {
  /** `undefined` where no run was interrupted over an object of this name. */
  interrupted(): Promise<Interrupted | undefined>;
  /** Ahead of a POST. */
  intend(asked?: MemberFields): Promise<void>;
  /** The object isn't, or is no longer, this stack's. */
  forget(): Promise<void>;
}

/** Where nobody keeps anything. */
export const NO_INTENTS: Intents = {
  interrupted: async () => undefined,
  intend: async () => {},
  forget: async () => {},
};
