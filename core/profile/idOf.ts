/** A profile's id from a name: `RMM Integration` → `rmm-integration`. Empty where the name has neither letters nor digits of ASCII. */
export const idOf = (name: string): string =>
  name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/\p{M}/gu, "")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
