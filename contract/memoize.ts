/** Does something the first time it is asked for, whoever asks. */
export function memoize<T>(action: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined;
  return () => {
    result ??= action();
    return result;
  };
}
