import { LEVELS, VERBS, verbTitle } from "../core/model/level";
import { type Article, type Block, isTooLong, textOf } from "./blocks";
import { LANGUAGES, type Language } from "./languages";

const ENGLISH = new Set([...VERBS, ...LEVELS.map((level) => level.toLowerCase())]);

/**
 * A page with the levels and verbs of its language put into ConnectWise's words, and what is told of that once; as it is, where
 * it isn't in a language known here.
 * @param isName whether a text is the English name of a function or a module
 */
export function translate(article: Article, isName: (text: string) => boolean): Article {
  const language = languageOf(article.blocks);
  if (!language) return article;
  const reader = new Translator(language, isName);
  const blocks = article.blocks.map((block) => (isTooLong(block) ? block : reader.translate(block)));
  const told = `The page is in ${language.name}: its levels are read as ConnectWise's ${LEVELS.join(", ")}, and what it says besides isn't understood; check each row`;
  return { ...article, blocks, gaps: [...(article.gaps ?? []), told] };
}

/** The language whose verbs a page has, and another of them or a level. */
function languageOf(blocks: readonly Block[]): Language | undefined {
  const words = new Set(blocks.flatMap((block) => (isTooLong(block) ? [] : wordsOf(textOf(block)))));
  const has = (own: readonly string[]) => own.some((word) => words.has(word));
  const verbsIn = ({ verbs }: Language) => VERBS.filter((verb) => has(verbs[verb])).length;
  const levelsIn = ({ levels }: Language) => LEVELS.filter((level) => has(levels[level])).length;
  const [best] = LANGUAGES.toSorted((a, b) => verbsIn(b) - verbsIn(a) || levelsIn(b) - levelsIn(a));
  return best && verbsIn(best) > 0 && verbsIn(best) + levelsIn(best) > 1 ? best : undefined;
}

const wordsOf = (text: string): string[] => text.toLowerCase().match(/\p{L}+/gu) ?? [];

class Translator {
  private readonly known: ReadonlyMap<string, string>;
  private readonly levels: RegExp;
  private readonly others: RegExp;

  constructor(
    language: Language,
    private readonly isName: (text: string) => boolean,
  ) {
    const { levels, verbs, others } = language;
    const ofVerbs = VERBS.flatMap((verb) => verbs[verb].map((word) => [word, verbTitle(verb)] as const));
    const ofLevels = LEVELS.flatMap((level) => levels[level].map((word) => [word, level] as const));
    const ofOthers = Object.entries(others).flatMap(([english, words]) =>
      words.map((word) => [word, english] as const),
    );
    this.known = new Map([...ofOthers, ...ofVerbs, ...ofLevels]);
    const any = (words: readonly (readonly [string, string])[]) => words.map(([word]) => word).join("|");
    this.others = new RegExp(String.raw`(?<!\p{L})(?:${any([...ofVerbs, ...ofOthers])})(?!\p{L})`, "giu");
    this.levels = new RegExp(
      String.raw`(?<=[:=(,/\p{Dash}] ?|(?:Add|Edit|Delete|Inquire) )(?:${any(ofLevels)})(?= ?(?:[,;.)/(]|\p{Dash}|$| (?:Add|Edit|Delete|Inquire)\b))`,
      "giu",
    );
  }

  translate(block: Block): Block {
    if (block.kind !== "row") return { ...block, text: this.sentence(block.text) };
    return { ...block, cells: block.cells.map((cell) => this.cell(cell)) };
  }

  /** A cell that is nothing but words for levels and verbs is taken word by word. */
  private cell(text: string): string {
    const words = wordsOf(text);
    const isWhole = words.length > 0 && words.every((word) => this.known.has(word) || ENGLISH.has(word));
    return isWhole ? text.replace(/\p{L}+/gu, this.english).replace(/\b(\w+) \(\1\)/g, "$1") : this.sentence(text);
  }

  private sentence(text: string): string {
    return this.named(text).replace(this.others, this.english).replace(this.levels, this.english);
  }

  private readonly english = (word: string): string => this.known.get(word.toLowerCase()) ?? word;

  /** `Kontakte (Contacts)`: the name in brackets is ConnectWise's. */
  private named(text: string): string {
    return text.replace(/[\p{L}\p{N}&/-]+(?: [\p{L}\p{N}&/-]+){0,4} ?\(([^()]{3,50})\)/gu, (whole, inner: string) =>
      this.isName(inner) ? inner : whole,
    );
  }
}
