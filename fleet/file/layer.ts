import type { FleetFile, LayerFile, ProfileEntry } from "./schema";

/** What one part of the file says; of two, the later in a tenant's list wins. */
export interface Layer {
  /** `defaults`, `group au`, `tenant contoso` */
  readonly label: string;
  /** Where it stands in the file. */
  readonly keys: readonly string[];
  readonly settings: LayerFile;
}

/** What a layer says of one profile. */
export interface ProfileLayer {
  readonly label: string;
  readonly keys: readonly string[];
  readonly entry: false | ProfileEntry;
}

const defaultsOf = ({ defaults }: FleetFile): Layer => ({ label: "defaults", keys: ["defaults"], settings: defaults });
const groupLayer = ([name, settings]: [string, LayerFile]): Layer => ({
  label: `group ${name}`,
  keys: ["groups", name],
  settings,
});
const tenantLayer = ([name, settings]: [string, LayerFile]): Layer => ({
  label: `tenant ${name}`,
  keys: ["tenants", name],
  settings,
});

/** Every layer of the file. */
export const everyLayer = (file: FleetFile): Layer[] => [
  defaultsOf(file),
  ...Object.entries(file.groups).map(groupLayer),
  ...Object.entries(file.tenants).map(tenantLayer),
];

/** The defaults, the tenant's groups in the order of its list, the tenant. Groups that the file doesn't have are left out. */
export const layersOf = (file: FleetFile, name: string, tenant: FleetFile["tenants"][string]): Layer[] => [
  defaultsOf(file),
  ...[...new Set(tenant.groups)].flatMap((group) => {
    const settings = Object.hasOwn(file.groups, group) ? file.groups[group] : undefined;
    return settings ? [groupLayer([group, settings])] : [];
  }),
  tenantLayer([name, tenant]),
];

/** The ids of the profiles that the layers name, in their order. */
export const profileIdsOf = (layers: readonly Layer[]): string[] => [
  ...new Set(layers.flatMap(({ settings }) => Object.keys(settings.profiles ?? {}))),
];

/** What the layers say of a profile, in their order. */
export const profileLayers = (layers: readonly Layer[], id: string): ProfileLayer[] =>
  layers.flatMap(({ label, keys, settings: { profiles = {} } }) => {
    const entry = Object.hasOwn(profiles, id) ? profiles[id] : undefined;
    return entry === undefined ? [] : [{ label, keys: [...keys, "profiles", id], entry }];
  });

/** What wins of several layers, key by key, and the label of the layer that each is from. */
export interface Merged<Settings> {
  readonly settings: Settings;
  readonly from: { readonly [Key in keyof Settings]?: string };
}

/** Of each key the last that is given. */
export function merged<Settings extends object>(
  layers: readonly { readonly label: string; readonly settings: Settings }[],
): Merged<Partial<Settings>> {
  const given = layers.flatMap(({ label, settings }) =>
    Object.entries(settings)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => ({ key, value, label })),
  );
  return {
    settings: Object.fromEntries(given.map(({ key, value }) => [key, value])) as Partial<Settings>,
    from: Object.fromEntries(given.map(({ key, label }) => [key, label])) as Merged<Partial<Settings>>["from"],
  };
}
