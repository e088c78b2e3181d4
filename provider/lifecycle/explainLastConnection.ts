import { RefusedError, TenantError, type Topic } from "../../core/model/errors";

/** How a tenant answers keys that it doesn't take. */
const KEYS_REFUSED: readonly (Topic | undefined)[] = ["401-unauthorized", "404-on-a-path-every-tenant-has"];

const LAST =
  "pulumi refresh, pulumi destroy and --refresh use the connection of the last pulumi up, even of one that was refused.";

/**
 * For a refresh and a deletion, which the engine runs with the configuration of the last `pulumi up`: where that one is
 * refused, the message says whose it is, since the stack's file may say something else by now.
 */
export async function explainLastConnection<T>(action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    if (error instanceof TenantError && KEYS_REFUSED.includes(error.advice.topic))
      throw new TenantError(error.failure, {
        nextStep: `${LAST} If the keys were changed since: add --run-program, or run pulumi up first. Else check connectwise:companyId, publicKey and privateKey.`,
        topic: "rotating-the-key",
      });
    if (error instanceof RefusedError && error.advice.topic === "stack-of-another-tenant")
      throw new RefusedError(
        `${error.observed} ${LAST} If it was set back since: run pulumi up first, without --refresh.`,
        {
          topic: error.advice.topic,
        },
      );
    throw error;
  }
}
