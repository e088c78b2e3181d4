/** Whether a version such as `2019.2` is at most another; compares year, then release. */
export function isAtMost(version: string, limit: string): boolean {
  const [year = 0, release = 0] = version.split(".").map(Number);
  const [limitYear = 0, limitRelease = 0] = limit.split(".").map(Number);
  return year < limitYear || (year === limitYear && release <= limitRelease);
}
