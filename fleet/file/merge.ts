import { type Layer, layersOf, type Merged, merged, type ProfileLayer, profileIdsOf, profileLayers } from "./layer";
import type { FleetFile, LayerFile, ProfileEntry, TenantFile } from "./schema";

/** A tenant with what wins of its layers; what has to be there may still be missing. */
export interface MergedTenant extends Merged<Partial<LayerFile>> {
  readonly name: string;
  readonly file: TenantFile;
  readonly layers: readonly Layer[];
  /** In the order of the layers. */
  readonly profiles: readonly MergedProfile[];
  /** The profiles that the last layer to name them leaves out. */
  readonly excluded: readonly { readonly profile: string; readonly by: string }[];
}

export interface MergedProfile extends Merged<Partial<ProfileEntry>> {
  readonly id: string;
  readonly layers: readonly ProfileLayer[];
}

/** A profile that a layer leaves out and a later one brings back is as the earlier layers had it. */
export function mergeTenant(file: FleetFile, name: string, tenant: TenantFile): MergedTenant {
  const layers = layersOf(file, name, tenant);
  const all = profileIdsOf(layers).map((id) => ({ id, layers: profileLayers(layers, id) }));
  return {
    name,
    file: tenant,
    layers,
    ...merged<Partial<LayerFile>>(layers),
    profiles: all
      .filter((profile) => profile.layers.at(-1)?.entry !== false)
      .map((profile) => ({ ...profile, ...merged(settingsIn(profile.layers)) })),
    excluded: all.flatMap(({ id, layers: entryLayers }) => {
      const last = entryLayers.at(-1);
      return last?.entry === false ? [{ profile: id, by: last.label }] : [];
    }),
  };
}

const settingsIn = (layers: readonly ProfileLayer[]): { label: string; settings: Partial<ProfileEntry> }[] =>
  layers.flatMap(({ label, entry }) => (entry === false ? [] : [{ label, settings: entry }]));
