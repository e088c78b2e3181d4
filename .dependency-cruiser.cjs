/**
 * The arrows of the architecture: what each room may import of the others. Everything not forbidden here is allowed.
 * Read from the floor up: a room names the rooms below it, and no arrow runs upwards.
 */

/** @type {Readonly<Record<string, { purpose: string, below: readonly string[] }>>} */
const ROOMS = {
  text: { purpose: "Text of others, made fit to be shown. Plain JavaScript, for everybody.", below: [] },
  core: { purpose: "Pure: model, profile format, plan, digest, risks. No I/O, no Pulumi.", below: ["text"] },
  project: { purpose: "A user's project on disk: profiles and stack files.", below: ["core"] },
  tenant: { purpose: "One ConnectWise tenant: read, applied to, diagnosed.", below: ["text", "core", "project"] },
  provider: {
    purpose: "Pulumi: resources and their lifecycles.",
    below: ["text", "core", "project", "tenant", "checklist"],
  },
  engine: { purpose: "Gets and drives the pulumi CLI.", below: ["text"] },
  pages: { purpose: "The shell and the texts that all views share.", below: ["text", "core", "project"] },
  review: { purpose: "What a change does to permissions.", below: ["core", "project", "pages"] },
  checklist: {
    purpose: "What an administrator has to click, and a page that shows it as it is done.",
    below: ["core", "project", "pages", "engine/cache"],
  },
  publish: { purpose: "Comments and gates on CI hosts, with nothing but Node.", below: ["text"] },
  importer: { purpose: "Vendors' pages become draft profiles.", below: ["core"] },
  fleet: {
    purpose: "Many tenants.",
    below: ["core", "project", "tenant", "provider", "engine", "pages", "review", "checklist"],
  },
  audit: {
    purpose: "What each key on a tenant holds, and what it would need.",
    below: ["text", "core", "project", "tenant", "pages", "review", "fleet"],
  },
  snapshot: {
    purpose: "Who may do what on a tenant, as a file; what changed since, and roles back from it.",
    below: ["text", "core", "tenant", "pages"],
  },
  contract: {
    purpose: "What is assumed of the service, and a check of it against a tenant.",
    below: ["text", "core", "project", "tenant"],
  },
  sandbox: {
    purpose: "A local ConnectWise PSA. It shares nothing with what it checks but how text is read and cleaned.",
    below: ["core/text", "text"],
  },
  rehearsal: {
    purpose: "A stack, or a fleet's tenant, run by the real engine on a copy of its tenant, from preview to destroy.",
    below: ["core", "project", "tenant", "provider", "engine", "pages", "review", "fleet", "snapshot", "sandbox"],
  },
};

/** What only contributors need; nothing of the product imports it. */
const WORKSHOP = ["tools", "bench", "test"];

const pattern = (folders) => folders.map((folder) => `${folder}/`).join("|");

const layers = Object.entries(ROOMS).map(([room, { purpose, below }]) => ({
  name: `${room}-below`,
  comment: purpose,
  severity: "error",
  from: { path: `^${room}/` },
  to: { path: `^(?!node_modules/|${pattern([room, ...below])})`, dependencyTypesNot: ["core", "npm", "npm-dev"] },
}));

const within = (name, comment, from, to) => ({
  name,
  comment,
  severity: "error",
  from: { path: from },
  to: { path: to },
});

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    ...layers,
    within(
      "core-without-io",
      "The floor does no I/O.",
      "^core/",
      "^(node:)?(fs|net|http|https|child_process)(/|$)|axios",
    ),
    within("core-without-pulumi", "The floor knows nothing of Pulumi.", "^(core|project|tenant)/", "@pulumi/"),
    within("text-alone", "What text is knows nothing of what stands in it.", "^core/text/", "^core/(?!text/)"),
    within("model-alone", "The model knows only itself.", "^core/model/", "^core/(?!model/|text/)"),
    within("plan-on-model", "The diff engine works on the model.", "^core/plan/", "^core/(?!plan/|model/)"),
    within(
      "profile-on-model",
      "A profile is read into the model.",
      "^core/profile/",
      "^core/(?!profile/|model/|text/)",
    ),
    within(
      "client-on-gateway",
      "The client implements the gateway, and knows nothing of those who use it.",
      "^tenant/client/",
      "^tenant/(?!client/|gateway)",
    ),
    within(
      "apply-on-gateway",
      "Applying needs a gateway, not a particular client.",
      "^tenant/apply/",
      "^tenant/(?!apply/|gateway)",
    ),
    within(
      "doctor-only-looks",
      "The doctor neither plans nor applies.",
      "^tenant/doctor/",
      "^(tenant/apply/|core/plan/)",
    ),
    within(
      "program-thin",
      "What a program imports starts fast: lifecycles are loaded by the engine alone.",
      "^provider/[^/]+$",
      "^provider/(lifecycle|claims)/|^tenant/(client/(http|gateway)|apply)",
    ),
    {
      name: "program-loads-parts",
      comment: "The whole SDK brings npm's arborist and the compiler of closures: 0.15 s that no program here needs.",
      severity: "error",
      from: { path: "^(provider/|index\\.ts$)" },
      to: { path: "@pulumi/pulumi/((dynamic|runtime)/)?index\\.(js|d\\.ts)$", dependencyTypesNot: ["type-only"] },
    },
    within(
      "product-without-workshop",
      "No part of the product needs a contributor's.",
      `^(cli|bin|${Object.keys(ROOMS).join("|")})/`,
      `^(${pattern(WORKSHOP)})`,
    ),
    within(
      "program-by-name",
      "The program uses the package as anybody's would.",
      "^index\\.ts$",
      "^(?!node_modules/|dist/)",
    ),
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
    { name: "resolvable", severity: "error", from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: ["node_modules", "^dist/"] },
    exclude: { path: "^(\\.demo)/|^dist/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.sources.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "require", "node", "default"] },
  },
};
