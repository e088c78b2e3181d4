import { noVersion } from "../quirks";
import { badRequest } from "./errors";

const VERSION = /application\/vnd\.connectwise\.com\+json\s*;\s*version\s*=\s*"?([^\s",;]+)/i;

/** What clients named before versions were called after years. */
const FIRST = /^3\.0(\.0)?$/;

/**
 * @param release that the tenant runs: it has its own version and those before
 * @throws ApiError 400 where the `Accept` header asks for another one
 */
export function checkVersion(accept: string | undefined, release: string, address: string): void {
  const [, version] = VERSION.exec(accept ?? "") ?? [];
  if (version === undefined || FIRST.test(version) || isUpTo(version, release)) return;
  throw badRequest(noVersion(address, version));
}

/** `2019.2` is up to `2019.10`. */
function isUpTo(version: string, release: string): boolean {
  const [year = 0, part = 0] = release.split(".").map(Number);
  const [, requestedVersion, number] = /^(20\d\d)\.(\d{1,2})$/.exec(version) ?? [];
  return (
    requestedVersion !== undefined &&
    (Number(requestedVersion) < year || (Number(requestedVersion) === year && Number(number) <= part))
  );
}
