import type { Limits } from "./limits";

/**
 * Does something, and tells people what is waited for once that takes long.
 * @param what METHOD and path
 */
export async function notifyWhileSlow<T>(
  what: string,
  { noticeMs, retryMs, answerMs }: Limits,
  notify: ((message: string) => void) | undefined,
  act: () => Promise<T>,
): Promise<T> {
  if (!notify) return act();
  const began = Date.now();
  const until = new Date(began + retryMs + answerMs).toTimeString().slice(0, 8);
  const notifyAgain = () => {
    const seconds = Math.round((Date.now() - began) / 1000);
    notify(`Waiting for ${what}: no answer for ${seconds} s; gives up at ${until} at the latest.`);
    timer = setTimeout(notifyAgain, 3 * noticeMs).unref();
  };
  let timer = setTimeout(notifyAgain, noticeMs).unref();
  try {
    return await act();
  } finally {
    clearTimeout(timer);
  }
}
