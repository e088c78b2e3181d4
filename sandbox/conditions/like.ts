/**
 * `like`, as SQL Server has it: `%` and `*` stand for any run of characters, `_` for any one, `[abc]`, `[a-c]` and `[^a]` for one of
 * those, or of all others. Documented: ConnectWise's developer guide has `[string]` written as `[[]string]`. Assumed: `_` and the rest.
 */
export type Like = (text: string) => boolean;

const RUN = "run";
type Token = typeof RUN | ((character: string) => boolean);

export function likeOf(pattern: string): Like {
  const tokens = tokensOf(pattern);
  return (text) => matches(tokens, [...text]);
}

const TOKEN = /[%*]|_|\[(\^?)([^\]]+)\]|./gsu;

const tokensOf = (pattern: string): Token[] =>
  [...pattern.matchAll(TOKEN)].map(([whole, not, characters]): Token => {
    if (whole === "%" || whole === "*") return RUN;
    if (whole === "_") return () => true;
    if (characters === undefined) return (character) => character === whole;
    const isOneOf = oneOf(characters);
    return not === "^" ? (character) => !isOneOf(character) : isOneOf;
  });

function oneOf(characters: string): (character: string) => boolean {
  const ranges = [...characters.matchAll(/(.)-(.)|./gsu)].map(([one, from = one, to = one]) => [from, to] as const);
  return (character) => ranges.some(([from, to]) => from <= character && character <= to);
}

/** Goes back to the last run only: each run takes as little as it can, so that the time is bounded by the product of both lengths. */
function matches(tokens: readonly Token[], text: readonly string[]): boolean {
  let [token, at] = [0, 0];
  let [afterRun, runEnd] = [-1, 0];
  while (at < text.length) {
    const wanted = tokens[token];
    if (wanted === RUN) {
      afterRun = ++token;
      runEnd = at;
    } else if (wanted?.(text[at] ?? "")) {
      token++;
      at++;
    } else if (afterRun < 0) return false;
    else {
      token = afterRun;
      at = ++runEnd;
    }
  }
  return tokens.slice(token).every((rest) => rest === RUN);
}
