// @ts-check

/** `    pulumi:pulumi:Stack connectwise-roles-dev running So far …`; on the stack's own resource, `creating (12s)` and the like. */
const ABOUT_STACK = /^[ +~-]{4}pulumi:pulumi:Stack \S+ ?(?:\w+ ?)?(?:\([\d.]+s\) ?)?(?<message>.*)$/;
const REPEATS = /^Diagnostics:$/;
const COUNT = /^\d+ messages?$/;
const REST = /^(?:Outputs|Resources|Duration):/;

/**
 * What the engine prints where its output is no terminal, made fit to be read along: a message without the stack's name in
 * front, and once, though the engine repeats all of them at its end.
 */
export class EngineLines {
  #isRepeating = false;
  /** @type {Set<string>} */
  #messages = new Set();

  /** @param {string} line @returns {string | undefined} undefined where nothing is to be shown */
  shown(line) {
    if (REPEATS.test(line)) this.#isRepeating = true;
    else if (REST.test(line)) return this.#afterRepeats(line);
    if (this.#isRepeating) return this.#isNews(line) ? line : undefined;
    const message = ABOUT_STACK.exec(line)?.groups?.message;
    if (message === undefined) return line;
    if (message.trim() === "" || COUNT.test(message.trim())) return undefined;
    this.#messages.add(message.trim());
    return `    ${message}`;
  }

  /** @param {string} line */
  #afterRepeats(line) {
    const isFirst = this.#isRepeating;
    this.#isRepeating = false;
    return isFirst ? `\n${line}` : line;
  }

  /** @param {string} line */
  #isNews(line) {
    const text = line.trim();
    const isHeading = REPEATS.test(text) || /^pulumi:pulumi:Stack \(\S+\):$/.test(text);
    return text !== "" && !isHeading && !this.#messages.has(text);
  }
}
