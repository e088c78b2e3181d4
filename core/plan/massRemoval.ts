/** A change that takes this much away looks like a profile that was emptied, or a layer that was lost. */
const MIN_FUNCTIONS = 5;
export const MASS_REMOVAL_SHARE = 0.5;

/** @param granted how many functions were granted before */
export const isMassRemoval = (removed: number, granted: number): boolean =>
  removed >= MIN_FUNCTIONS && removed > granted * MASS_REMOVAL_SHARE;
