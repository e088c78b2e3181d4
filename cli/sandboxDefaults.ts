/** Where `cwroles sandbox` listens unless it is told otherwise; as in Pulumi.dev.yaml. */
export const SANDBOX_PORT = 8973;
export const SANDBOX_SITE = `http://127.0.0.1:${SANDBOX_PORT}`;
/** Any GUID will do as clientId; this one is easy to type. */
export const SANDBOX_CLIENT_ID = "00000000-0000-0000-0000-000000000000";
