import type { FieldSpec } from "./model/shape";
import type { Resource } from "./resources";

/** Whether a release comes after the last one that is known to lack something. */
export const comesAfter = (release: string, last: string): boolean => numberOf(release) > numberOf(last);

/**
 * A resource with the fields that a release has, and no other: on reads, in conditions, in what it takes and requires. Which field came
 * when is read off the descriptions of 2018.4 to 2019.5, 2022.1, 2025.1 and 2025.8. Assumed: a field comes with the first release
 * after the last description that lacks it, and a release before 2018.4 has what 2018.4 has.
 */
export function inRelease(resource: Resource, release: string): Resource {
  const byRelease = narrowed.get(resource) ?? new Map<string, Resource>();
  if (byRelease.size === 0) narrowed.set(resource, byRelease);
  const narrowedResource = byRelease.get(release) ?? narrow(resource, release);
  byRelease.set(release, narrowedResource);
  return narrowedResource;
}

const narrowed = new WeakMap<Resource, Map<string, Resource>>();

function narrow(resource: Resource, release: string): Resource {
  const all = Object.entries(resource.shape.fields);
  const isBefore = (last: string | undefined) => last !== undefined && !comesAfter(release, last);
  const fields = all
    .filter(([, { after }]) => !isBefore(after))
    .map(([name, spec]): [string, FieldSpec] => [name, isBefore(spec.requiredAfter) ? optional(spec) : spec]);
  return { ...resource, shape: { ...resource.shape, fields: Object.fromEntries(fields) } };
}

const optional = ({ required, ...spec }: FieldSpec): FieldSpec => spec;

/** `2019.2` → 201902, so that 2019.10 comes after it. */
function numberOf(release: string): number {
  const [year = 0, part = 0] = release.split(".").map(Number);
  return year * 100 + part;
}
