import type { Limits } from "./limits";

/**
 * Does something, and tells people what is waited for once that takes long.
 * @param what METHOD and path
 */
export async function notifyWhileSlow<T>(
  what: string,
  { noticeMs, retryMs, answerMs }: Limits,
  say: ((message: string) => void) | undefined,
  act: () => Promise<T>,
): Promise<T> {
  if (!say) return act();
  const began = Date.now();
  const until = new Date(began + retryMs + answerMs).toTimeString().slice(0, 8);
  const tell = () => {
    const seconds = Math.round((Date.now() - began) / 1000);
    say(`Waiting for ${what}: no answer for ${seconds} s; gives up at ${until} at the latest.`);
    timer = setTimeout(tell, 3 * noticeMs).unref();
  };
  let timer = setTimeout(tell, noticeMs).unref();
  try {
    return await act();
  } finally {
    clearTimeout(timer);
  }
}
