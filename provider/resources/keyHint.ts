import { TenantError, type Topic } from "../model/errors";

/** How a tenant answers keys that it doesn't take. */
const KEYS_REFUSED: readonly (Topic | undefined)[] = ["401-unauthorized", "404-on-a-path-every-tenant-has"];

/**
 * For a refresh and a deletion, which the engine runs with the configuration of the last `pulumi up`: keys that were changed
 * since aren't known to them yet, and a refusal says so.
 */
export async function withKeyHint<T>(action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    if (!(error instanceof TenantError) || !KEYS_REFUSED.includes(error.advice.topic)) throw error;
    throw new TenantError(error.failure, {
      nextStep:
        "pulumi refresh and pulumi destroy use the connection of the last pulumi up. If the keys were changed since: run it again with --run-program, or pulumi up first. Else check connectwise:companyId, publicKey and privateKey.",
      topic: "rotating-the-key",
    });
  }
}
