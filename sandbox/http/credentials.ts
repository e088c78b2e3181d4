/** What `Authorization: Basic base64(company+public:private)` says. */
export interface Credentials {
  readonly companyId: string;
  readonly publicKey: string;
  readonly privateKey: string;
}

export type Headers = Readonly<Record<string, unknown>>;

/** @returns undefined where there are none, or not of that form */
export function credentialsOf({ authorization }: Headers): Credentials | undefined {
  const [scheme, encoded] = typeof authorization === "string" ? authorization.trim().split(/ +/) : [];
  if (scheme?.toLowerCase() !== "basic" || encoded === undefined) return undefined;
  const text = Buffer.from(encoded, "base64").toString("utf8");
  const colon = text.indexOf(":");
  const plus = text.indexOf("+");
  if (plus < 0 || colon < plus) return undefined;
  return {
    companyId: text.slice(0, plus),
    publicKey: text.slice(plus + 1, colon),
    privateKey: text.slice(colon + 1),
  };
}
