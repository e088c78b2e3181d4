import { randomBytes } from "node:crypto";

/** A key pair of a member: what Basic auth carries as `company+public:private`. */
export interface ApiKey {
  readonly publicKey: string;
  readonly privateKey: string;
  readonly memberId: number;
  /** As whoever made it called it; missing for the seed's. */
  readonly description?: string;
}

/** A key pair that nobody has yet. */
export const newKeyPair = (): Pick<ApiKey, "publicKey" | "privateKey"> => ({
  publicKey: random(),
  privateKey: random(),
});

/** A key pair that acts as a member for a while. */
interface TemporaryKey extends ApiKey {
  /** Milliseconds since 1970. */
  readonly expires: number;
}

/** Reported by integrators (and in ConnectWise's guide to impersonation): the keys live four hours. */
const TOKEN_LIFETIME = 4 * 60 * 60 * 1000;

/** The key pairs issued for members. They live in memory only: a restart ends them. */
export class Tokens {
  private readonly byPublicKey = new Map<string, TemporaryKey>();

  issue(memberId: number, now: number): TemporaryKey {
    for (const { publicKey, expires } of this.byPublicKey.values()) {
      if (expires <= now) this.byPublicKey.delete(publicKey);
    }
    const key = { ...newKeyPair(), memberId, expires: now + TOKEN_LIFETIME };
    this.byPublicKey.set(key.publicKey, key);
    return key;
  }

  /** The pair of that public key, while it is valid. */
  find(publicKey: string, now: number): TemporaryKey | undefined {
    const key = this.byPublicKey.get(publicKey);
    return key && key.expires > now ? key : undefined;
  }
}

/** 16 letters and digits, as the service's keys look. */
const random = (): string => randomBytes(12).toString("base64url").replaceAll(/[-_]/g, "x");
