/** What docs/troubleshooting.md has an entry for: the anchors of its headings, in its order. */
export const TOPICS = [
  // Reaching the tenant
  "connection-not-configured",
  "which-address-to-use",
  "host-isnt-allowed",
  "site-changed",
  "secrets-cant-be-decrypted",
  "which-stack",
  "stack-of-another-tenant",
  "no-answer",
  "host-not-found",
  "certificate-not-trusted",
  "proxy-refuses-or-is-down",
  "proxy-and-the-engine",
  "ssl-is-required-or-a-login-page",
  "clock-is-off",
  // What the tenant answers
  "company-id-not-found",
  "wrong-codebase",
  "401-unauthorized",
  "rotating-the-key",
  "404-on-a-path-every-tenant-has",
  "clientid-refused",
  "403-security",
  "api-member-disabled",
  "blocked-on-the-way",
  "api-version-not-offered",
  "429-too-many-requests",
  "tenant-busy-or-down",
  "answer-cut-off",
  "answer-of-another-shape",
  "a-field-is-refused",
  // Profiles and names
  "profile-has-problems",
  "unknown-function",
  "name-fits-several",
  "function-not-in-the-catalogue",
  "location-and-business-unit",
  "profile-isnt-what-was-reviewed",
  // Levels
  "role-isnt-exact-yet",
  "false-200",
  "customize-lists",
  "levels-changed-by-somebody",
  "too-many-rows-change",
  "most-of-a-role-taken-away",
  "levels-set-but-without-effect",
  "purchase-orders-without-their-ticket",
  // Roles and members that are there already
  "role-held-by-others",
  "role-of-administrators",
  "role-of-the-key-in-use",
  "role-is-inactive",
  "several-roles-of-that-name",
  "role-or-member-renamed-or-gone",
  "member-of-the-key-in-use",
  "member-id-in-use",
  "member-cant-be-made",
  // Runs
  "role-still-held",
  "interrupted-run-or-locked-stack",
  "state-damaged",
  "state-with-foreign-code",
  "import-by-id",
  "a-program-that-doesnt-compile",
  "private-key-in-plain-text",
] as const;

export type Topic = (typeof TOPICS)[number];

/** Where to read on, seen from the folder of a project that has this package; a clone has itself there. */
export const helpLink = (topic: Topic): string => `node_modules/connectwise-roles/docs/troubleshooting.md#${topic}`;
