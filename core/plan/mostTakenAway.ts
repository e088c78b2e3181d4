/** A change that takes this much away looks like a profile that was emptied, or a layer that was lost. */
const MOST_FUNCTIONS = 5;
export const MOST_SHARE = 0.5;

/** @param of how many functions were granted before */
export const isMostTakenAway = (taken: number, of: number): boolean =>
  taken >= MOST_FUNCTIONS && taken > of * MOST_SHARE;
