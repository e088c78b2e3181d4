/**
 * The arrows of the architecture: which part may import which. Everything not forbidden here is allowed.
 *
 * index.ts → provider/index → resources → apply → plan, gateway → model; client → gateway, model.
 * The sandbox and the provider share nothing, so that each checks the other.
 */

/** What part imports of the project may only be in the parts named. */
const only = (name, comment, from, allowed) => ({
  name,
  comment,
  severity: "error",
  from: { path: from },
  to: { path: `^(?!node_modules/|${allowed.join("|")})`, dependencyTypesNot: ["core", "npm", "npm-dev"] },
});

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    only("model-alone", "The model knows only itself.", "^provider/model/", ["provider/model/"]),
    only("plan-pure", "The diff engine works on the model: no I/O.", "^provider/plan/", [
      "provider/plan/",
      "provider/model/",
    ]),
    only("profile-on-model", "A profile is read into the model.", "^provider/profile/", [
      "provider/profile/",
      "provider/model/",
    ]),
    only("client-on-gateway", "The client implements the gateway.", "^provider/client/", [
      "provider/client/",
      "provider/gateway",
      "provider/model/",
    ]),
    only("apply-on-plan", "Applying needs a plan, names and a gateway, not a particular client.", "^provider/apply/", [
      "provider/apply/",
      "provider/plan/",
      "provider/profile/(match|choose)",
      "provider/gateway",
      "provider/model/",
    ]),
    only("claims-on-model", "Claims name objects of the model, and are kept anywhere.", "^provider/claims/", [
      "provider/claims/",
      "provider/model/",
    ]),
    only("doctor-on-client", "The doctor asks by the client; it neither plans nor applies.", "^provider/doctor/", [
      "provider/doctor/",
      "provider/client/",
      "provider/model/",
      "provider/profile/match",
      "provider/resources/(connection|environment)",
      "provider/stack",
    ]),
    only("review-on-plan", "Reviews compare profiles by the one diff engine, and render a plan.", "^review/", [
      "review/",
      "provider/plan/",
      "provider/profile/",
      "provider/model/",
    ]),
    only("checklist-on-plan", "A checklist renders a plan, in the words and marks of a review.", "^checklist/", [
      "checklist/",
      "review/words",
      "review/markdownText",
      "review/html/",
      "provider/plan/",
      "provider/model/",
    ]),
    only("importer-on-profile", "Articles are read into profiles and compared by the one diff engine.", "^importer/", [
      "importer/",
      "provider/profile/",
      "provider/plan/",
      "provider/model/",
    ]),
    only("fleet-on-core", "A fleet reads, plans and reviews by the one core, and drives the engine.", "^fleet/", [
      "fleet/",
      "review/",
      "checklist/",
      "provider/",
      "tools/(setup/|pulumi)",
    ]),
    only("sandbox-alone", "The sandbox shares nothing with what it checks.", "^sandbox/", ["sandbox/"]),
    only("provider-alone", "The provider knows neither the sandbox nor the commands.", "^provider/", ["provider/"]),
    only("program-thin", "The program uses the provider by its front door.", "^index\\.ts$", ["provider/index\\.ts$"]),
    {
      name: "no-cycles",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "resolvable",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: "no-dev-dependencies",
      comment: "What runs for a user comes with the package.",
      severity: "error",
      from: { path: "^(index\\.ts|importer|provider|review|checklist|sandbox|fleet|cli|bin)" },
      to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"] },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(node_modules|dist|\\.demo)/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "require", "node", "default"] },
  },
};
