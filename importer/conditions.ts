import { sentencesOf, tellsByPrint, upToVersion, versionIn, withoutCloudNames, withoutOthers } from "./phrases";
import { wordsOf } from "./vocabulary";

/**
 * What a title or an introduction makes of the rows below it:
 * - `negation`: they aren't to be granted
 * - `option`: only some need them
 * - `upTo`: tenants up to a version need them
 * - `unclear`: they are to be granted, but maybe not always
 * - `opaque`: its words can't be read, and may as well say no
 */
export type Kind = "negation" | "option" | "upTo" | "unclear" | "opaque";

export interface Condition {
  readonly kind: Kind;
  /** As the page has them. */
  readonly words: string;
  readonly line: number;
  /** What the rows are for; empty where the words don't tell. */
  readonly subject: readonly string[];
  /** The version of `upTo`. */
  readonly version?: string;
  /** Whether it only tells what the rows are for: no condition, if all rows of the page are for the same. */
  readonly isPurpose?: true;
  /** Whether it is one for what it speaks of, and not for words such as "if" and "only". */
  readonly isBySubject?: true;
  /** Whether the row's own words say it, and no title. */
  readonly isOwn?: true;
}

const any = (...patterns: readonly RegExp[]): RegExp => new RegExp(patterns.map(({ source }) => source).join("|"), "i");

/** Says no, and yes by it: `won't work without these`, `don't forget`. */
const DOUBLE_NEGATION = any(
  /(?:\b(?:not|never|cannot|nothing|fails?|stops?)|n['’]t)\b.*\b(?:work|function|sync\w*|connect|run|start|succeed|read|load|import|export)\b.*\b(?:without|unless|until)\b/,
  /(?:\bnot|n['’]t|\bnever) (?:forget|miss|skip|omit)|\bnot only\b|\bwithout (?:these|the following|them|this)\b.*\w/,
);
/** `if you don't use it`: speaks of who needs the rows, not of the rows. */
const NEGATIVE_CLAUSE = /\b(?:if|when|who|where)\b[^,.;:]*?(?:\b(?:not|never|no|without)\b|n['’]t\b)[^,.;:]*/gi;
/** `This list isn't complete`: says nothing against what it has. */
const INCOMPLETE =
  /\b(?:not|n['’]t|never)\s+(?:be\s+)?(?:exhaustive|complete|final|definitive)\b|n['’]t\s+(?:exhaustive|complete|final|definitive)\b/gi;
/** `Enable or disable`: says neither. */
const EITHER_WAY = /\b(?:enabl|allow|grant|set)\w*\b[^.;]*\bor\b[^.;]*\b(?:disabl|disallow|den[yi]|remov)\w*/gi;
/** `To avoid needing to update it again`: says nothing against a row. */
const AVOIDED = /\bto avoid (?:needing|having|errors?|issues?|problems?|failures?|interruptions?)\b[^.;:]*/gi;
const UNLESS = /\bunless\b|\bexcept (?:if|when|where|for those)\b/i;

const DENIAL = any(
  /(?:\bnot|n['’]t|\bnever|\bcannot)\b(?:\s+\w+){0,3}\s+(?:grant|give|given|set|assign|allow|enable|tick|check|select|choose|add|need|needs|require|use|include|touch|edit|change|get|have|receive|open|hand out)(?:ed|d|s|ing)?\b/,
  /\bnot\s+(?:be\s+)?(?:needed|required|necessary|recommended|granted|allowed|supported|used|for|applicable|relevant|given|set)\b/,
  /\b(?:no longer|not any ?more|nor|neither|none of (?:these|the following|them))\b/,
  /\b(?:verboten|revok|remov|den(?:y|ied)|forb[ai]d|prohibit|exclu[ds]|avoid|unnecessary|unneeded|obsolete|deprecat|retired|discontinued|disallow|withh[eo]ld|off[- ]limits|superseded|legacy|planned(?! (?:for|to be) use)|former(?:ly)?|previously|outdated|unused|unsupported|disabled?\b|block(?:ed)?\b(?![- ](?:hours?|time|of))|ban(?:ned)?\b|blacklist|taboo|skip|replaced|out of scope)/,
  /\b(?:off|zero|nil)\b|\bno use of\b|(?:^|\bto |\bat |\bas )["'“]?None\b(?!.*\b(?:All|My)\b)/,
  /\b(?:leave|keep|remain|stay|left|kept)s?\b.*\b(?:none|off|blank|empty|clear|un(?:checked|ticked|set|marked|selected)|as (?:it is|is|they are)|alone|untouched|unchanged|out)\b/,
  /\bno (?:access|permissions?|rights?|need)\b/,
  /\b(?:refrain|abstain|drop(?![- ]?downs?\b)|withdraw|take away|hands off)\b/,
  /\b(?:except|but|without|(?<!\b(?:click|press|choose|select|hit|then|and|to|on) ["“‘']?)save|other than|apart from|excluding|minus)\b(?: (?:for|any|all|of|these|those|this|the|following|ones?|rows?|functions?|permissions?|below|listed|here)\b)*\s*:?\s*$/,
);
const NEGATIVE = /\b(?:not|never|no|nothing|nobody|none|without|except|excluding|cannot|unless)\b|n['’]t\b/i;
/** `All for Inquire, None elsewhere` says nothing against a row. */
const LEVEL_NONE = /\bNone\b/g;

const NEWER =
  /\b(?:or|and|&|\/)\s*(?:newer|later|above|higher|up|onwards?|upwards?|more recent)\b|\b(?:newer|later) (?:versions?|releases?)\b|\b(?:since|from|after|starting (?:with|from)|as of)\s+(?:\w+\s+){0,2}v?\d|\d\s*\+/i;
const OLDER =
  /\b(?:or|and|&|\/)\s*(?:older|earlier|below|lower|prior|before)\b|\b(?:older|earlier|previous|old) (?:versions?|releases?)\b|\b(?:before|prior to|until|up to|through|below)\s+(?:and including\s+)?(?:\w+\s+){0,2}v?\d/i;
const SOME_VERSION =
  /\b(?:version|release|build|v)\.?\s*\d|\bv\d|\b(?:this|that|these|older|newer|earlier|later|previous|current|latest|next|old|new) (?:versions?|releases?)\b|\b\d+\.(?:\d+|x)\b|\b(?:since|until|before|after|from) 20\d\d\b/i;

const OPTION = any(
  /\b(?:if|unless|whenever|optional(?:ly)?|whether|in case|in the event|provided|assuming|depend(?:s|ing|ent)?|alternative(?:ly)?|either|instead|otherwise)\b/,
  /\bwhen\b|\bwhile\b|\bwhere\b(?! (?:it|to) )/,
  /\b(?:only|just|solely|exclusively|specifically)\b(?!\s+(?:the\s+)?(?:following|these|those|this|inquire|edit|add|delete|all|one|role|permissions?)\b(?!.*\b(?:for|when|if|with)\b))/,
  /\b(?:customers?|clients?|tenants?|partners?|users|those|anyone|organi[sz]ations?|everyone) (?:who|that|which|with|using|on|of|without|having|in)\b/,
  /\b(?:edition|plan|tier|licen[cs]ed?s?|subscri(?:ption|bers?)|add-?ons?|plug-?ins?|premium|enterprise|ultimate|advanced|pro|lite|trial|beta|preview|early access|experimental|pilot|on-?prem(?:ises?)?|self-hosted|cloud|package|bundle|professional(?! services))\b/,
  /\b(?:want|wants|wish|wishes|would like|prefer|decide[ds]?|intend|plan to|opt(?:ed|ing)?[- ]in|enabled|activated|turned on|switched on|installed|purchased|bought|licensed)\b/,
);
const CHOICE =
  /\b(?:recommend(?:ed|s)?|suggest(?:ed|s)?|for example(?=[,:])|an example|sample|sometimes|may|might|can (?:be|also)|could|possibly|perhaps|temporar(?:y|ily)|during|nice to have)\b/i;
const UNCLEAR =
  /\b(?:also|as well|too|additional(?:ly)?|in addition|extra|further|furthermore|plus|besides|moreover|more (?:permissions?|rights|access)|typical(?:ly)?|usual(?:ly)?|initial(?:ly)?|once|special|certain|some|most)\b/i;
/** `If the role doesn't exist yet, make one with …`: what comes is for everybody. */
const FIRST_STEP = /\bif\b[^,.;]*\b(?:role|member|account|user)\b[^,.;]*\b(?:exist|exists|yet|already|have|has)\b/i;
/** `If you don't want the Admin role, make a custom role`: says which role it is, and nothing of its rows. */
const ROLE_CHOICE = any(
  /\b(?:admin\w*|full[- ]access|default|built-?in|existing)\b[^.;]*\broles?\b[^.;]*\b(?:alternative|instead|rather|recommend\w*)\b/,
  /(?:\bnot|n['’]t|\bnever|\bavoid)\b[^.;:]*\b(?:us(?:e|ing)|choos(?:e|ing)|pick(?:ing)?|select(?:ing)?|assign(?:ing)?|giv(?:e|ing)|grant(?:ing)?|need)?\b[^.;:]*\b(?:admin\w*|full[- ]access)\b(?! (?:may|should|can))[^:]*$/,
  /^(?:you (?:can|may|should|need to) |please )?creat\w*\b[^.;]*\b(?:custom|own|dedicated|separate|specific|new)\b[^.;]*\broles?\b/,
  /\bskip (?:this|these|the following) steps?\b.*\bif\b.*\badmin\w*/,
  /\b(?:alternative|instead|rather|prefer\w*|wish|want|recommend\w*)\b[^.;]*\b(?:admin\w*|full[- ]access|custom|own|dedicated|separate|specific|new)\b[^.;]*\b(?:roles?|api (?:users?|members?))\b/,
);
/** `In case you prefer not to grant Admin, the list below …`: says nothing of the list. */
const CLAUSE_OF_ROLE_CHOICE =
  /^(?:if|in case|where|when|should|unless)\b(?=[^,.;:]*\b(?:n['’]t|not|rather|avoid|instead|dedicated|custom|separate|own)\b)[^,.;:]*(?:\badmin\w*(?: (?:security )?(?:roles?|rights|access|permissions?|privileges))?|\b(?:dedicated|custom|separate|own) (?:security )?roles?(?: of its own)?)(?:\s*\([^()]*\))?, ?/i;
const withoutRoleChoice = (text: string): string => text.replace(CLAUSE_OF_ROLE_CHOICE, "");

/** Whether a text says which role an integration is to have, and nothing of rows. */
export const isRoleChoice = (text: string): boolean => ROLE_CHOICE.test(text);

/** `Changes to these permissions may break the integration` */
const WARNING =
  /\b(?:changes? to|changing|modifying)\b[^.;]*\b(?:may|might|could|can|will) (?:result|cause|lead|break|prevent|stop|affect)/i;

/** `Why do you need these permissions?` */
const REASONS = /^(?:why|what for)\b[^.]*\?\W*$/i;
/** `Levels that aren't listed stay at None`: says nothing against those that are. */
const OF_OTHERS =
  /(?:\bnot|n['’]t)\s+(?:be\s+)?(?:displayed|shown|listed|mentioned|named|specified)\b|\b(?:excluded|omitted|left out) (?:from|in|of) (?:the|this) (?:table|list)\b(?!.*:$)/i;
/** `Check this article again`: speaks of the page and not of its rows. */
const OF_THE_ARTICLE = /\b(?:this|the) (?:article|page|guide|document|video)\b/i;
const OF_ROWS = /\b(?:rows?|permissions?|levels?|listed|lists?|tables?|functions?|modules?)\b/i;
/** How a text begins that says for what, or for whom, the rows are. */
const PURPOSE = /^(?:for(?! (?:each|every|all|any|both|more)\b)|with|using|when|while)\b/i;
const PURPOSE_OF_TITLE = /^(?:on|in|via|during|(?:in order )?to)\b/i;

/** What a title names that only some may use: `Billing sync`. */
const FEATURE =
  /\b(?:sync|syncs|synchroni[sz]ation|integration|features?|automation|imports?|exports?|workflows?|portal|module|customers|clients|partners|users)\b|\b(?:for|to|with)\b/i;
/** What a sentence says that asks for rows. */
const ASKING =
  /\b(?:grant|give|set|needs?|needed|requires?|required|allow|assign|select|choose|enable|add|tick|check|ensure|make sure|configure|(?:must|should|has to|have to) have|uses?|reads?|writes?|lists?|shows?|contains?)\b/i;

/** What a sentence says that asks for the rows below it: `The billing sync needs these:`. Any other makes no condition by its subject. */
const OF_ITS_ROWS =
  /\b(?:needs?|requires?|reads?|writes?|uses?|asks? for|calls? for|relies on|expects?|have|sets?|adds?|grants?|gives?|assigns?|enables?)\b.*(?:\b(?:these|following|below)\b|:\s*$)|\b(?:permissions?|rights|rows|levels)\b[^.]*:\s*$/i;

/** `To import projects, grant:` says what the reader does, who may not. */
const OF_THE_READER = /^(?:in order )?to\b/i;

/** What speaks of the page's own table says what all of it is for. */
const OF_THE_PAGE = /^(?:the|this) (?:table|list|page|article|section)\b/i;
/**
 * A clause of purpose before one that asks: `To sync tickets, it needs …`, `For it to read them, grant …`, `So that it can
 * read them, …`; `actor` is who is to do it, where the clause says so.
 */
const PURPOSE_CLAUSE =
  /^(?:(?:in order |so as )?(?:for (?<for>[^,.;:]{1,80}?) )?to (?!(?:stop|prevent|hinder|keep\b[^,.;:]*\bfrom|restrict|limit|reduce|hide|lock|undo|end|uninstall|disconnect|turn off|switch off|test|try|debug|troubleshoot|upgrade|migrate)\b)\p{Ll}+\b[^,.;:]*|(?:in order|so) that (?<that>[^,.;:]{1,80}?) (?:can|could|may|is able to|are able to)\b[^,.;:]*), ?(?<main>[^.;]+)[.]?$/iu;

/** What is known of a text besides its words. */
export interface Setting {
  readonly line: number;
  /** What it speaks of besides permissions. */
  readonly subject: readonly string[];
  readonly manner: "title" | "cell" | "prose";
  /** Versions up to which the page says what holds instead: what it says of newer ones is then no condition. */
  readonly older: ReadonlySet<string>;
}

/**
 * What a title, caption or introduction says of the rows below it; `undefined` where it is said of all that the integration needs.
 */
export function conditionOf(text: string, setting: Setting): Condition | undefined {
  const { line, subject } = setting;
  if (isOfOther(text.slice(0, LONGEST))) return undefined;
  if (text.length > LONGEST)
    return { words: text, line, subject: [], kind: "unclear", ...conditionOf(text.slice(0, LONGEST), setting) };
  if (tellsByPrint(text)) return { words: text, line, subject, kind: "unclear" };
  const said = withoutRoleChoice(text);
  const found = negationOf(said) ?? versionOf(said, setting) ?? optionOf(said, setting);
  return found && { words: text, line, subject, ...found };
}

/** `Updated over a week ago`, `Version 4, March 2026`: when a page was written, and by whom. */
const BYLINE =
  /^(?:last |first )?(?:updated|modified|edited|published|written|created|posted|reviewed|revised)\b[^.;:]*(?:\bago\b|\d|\bby\b|yesterday|today)|^(?:version|revision|rev\.?) ?[\d.]+,? (?:of )?(?:\p{L}+ )?(?:\d{1,2},? )?20\d\d$|^by \p{Lu}|^\d+ min(?:ute)?s?\b.*\bread\b/iu;

/** Whether a text speaks of something else than the rows below it. */
const isOfOther = (text: string): boolean =>
  BYLINE.test(text) ||
  isRoleChoice(text) ||
  WARNING.test(text) ||
  REASONS.test(text) ||
  OF_OTHERS.test(text) ||
  (OF_THE_ARTICLE.test(text) && !OF_ROWS.test(text));

/** Of a longer sentence only the start is read, and it is unclear. */
const LONGEST = 400;

type Found = Pick<Condition, "kind" | "version" | "isPurpose" | "isBySubject">;

function negationOf(sentence: string): Found | undefined {
  const text = withoutOthers(sentence.slice(0, LONGEST))
    .replace(INCOMPLETE, "")
    .replace(EITHER_WAY, "")
    .replace(AVOIDED, "");
  const said = text.replace(LEVEL_NONE, "");
  if (DOUBLE_NEGATION.test(text)) return { kind: "unclear" };
  if (DENIAL.test(text.replace(NEGATIVE_CLAUSE, ""))) return { kind: UNLESS.test(text) ? "option" : "negation" };
  return NEGATIVE.test(said) && !OPTION.test(said) ? { kind: "opaque" } : undefined;
}

/** Whether a text of a row says that it isn't to be granted. */
export const isDenial = (text: string): boolean => negationOf(text)?.kind === "negation";

function versionOf(text: string, { older }: Setting): Found | undefined {
  const version = upToVersion(text);
  if (version) return { kind: "upTo", version };
  const since = versionIn(text);
  if (!SOME_VERSION.test(text) && !since) return undefined;
  if (!NEWER.test(text) || OLDER.test(text)) return { kind: "option" };
  return since && older.has(versionBefore(since)) ? undefined : { kind: "unclear" };
}

/** `2019.3` → `2019.2`, the last of the older ones. */
const versionBefore = (version: string): string => {
  const [year, number] = version.split(".");
  return `${year}.${Number(number) - 1}`;
};

/**
 * What is said of everybody who reads the page: `When configuring the integration`, `We recommend a role of its own with`,
 * `read-only`, `cloud or on-premise`.
 */
const OF_THE_SETUP = new RegExp(
  [
    /\bwhen (?:configuring|setting up|creating|connecting|installing)\b[^.;,:]*/,
    /\b(?:when|once) (?:(?:you are|you have|you're|it is|it's|all is) )?(?:done|finished|ready|complete[d]?|prompted)\b/,
    /\b(?:recommend|suggest|advise)(?:ed|s)?\b(?=(?:\s+(?:that|to|you|an?|the|your|its|this|assign\w*|creat\w*|us\w+|mak\w+|giv\w+|set\w*|build\w*|limit\w*|restrict\w*|api|connectwise|psa|member|account|user|dedicated|own|new|custom|separate|specific|for|of|with|security|\w+[- ]only)){1,10}\s+roles?\b)/,
    /\bread[- ]only\b/,
    /\bso that\b[^.;:,]*?\b(?:can|could|may|might)\b/,
    /\bonly (?:ever )?(?:needs?|needed|requires?|reads?|uses?)\b(?=\s+(?:an?|the|few|these|this|two|three|four)\b(?! (?:first|last|next|few)\b))/,
    /\byou(?:['’]ll| will) want to\b/,
    /\b(?:shows?|lists?|contains?|includes?|names?) only (?:the |those )?(?:rows?|levels?|permissions?|functions?|settings|changes|what)\b/,
    /\bonly (?:enabling|granting|giving|setting|allowing|assigning)\b(?=[^.;:]*\b(?:required|necessary|needed|following)\b)/,
    /\bcan (?:also )?be (?:found|seen|set|changed|reached|viewed|accessed|configured|opened)\b/,
    /\b(?:an? |the )?(?:samples?|examples?) of (?:the|this|that|your|our) (?:screens?|pages?|dialogs?|windows?|views?|roles?)\b/,
    /\bif (?:the|your|its|this) (?:\w+ )?(?:users?|members?|roles?|accounts?|keys?) (?:has|have|holds?|is given|are given)\b(?=.*\b(?:following|these|below)\b)/,
    /\bcloud\b[^.;:]{0,40}\b(?:or|and)\b[^.;:]{0,40}\bon-?prem\w*|\bon-?prem\w*\b[^.;:]{0,40}\b(?:or|and)\b[^.;:]{0,40}\bcloud\b/,
  ]
    .map(({ source }) => source)
    .join("|"),
  "gi",
);

function optionOf(written: string, { subject: words, manner }: Setting): Found | undefined {
  const text = withoutCloudNames(withoutOthers(written)).replace(OF_THE_SETUP, "");
  const subject = versionIn(text) ? words.filter((word) => !/^(?:versions?|releases?)$/.test(word)) : words;
  if (FIRST_STEP.test(text)) return { kind: "unclear" };
  if (OPTION.test(text) || CHOICE.test(text)) return { kind: "option" };
  const isPurpose = PURPOSE.test(text) || (manner !== "prose" && PURPOSE_OF_TITLE.test(text));
  const isOfPurpose = sentencesOf(written).some((sentence) => asksForPurpose(sentence, words));
  const isOfAll = manner === "prose" && (OF_THE_PAGE.test(text) || (isOfPurpose && !UNCLEAR.test(text)));
  if (subject.length > 0 && isPurpose)
    return { kind: "option", isBySubject: true, ...(isOfAll && { isPurpose: true }) };
  if (UNCLEAR.test(text)) return { kind: "unclear" };
  if (subject.length === 0) return undefined;
  if (manner === "cell") return { kind: FEATURE.test(text) ? "option" : "opaque", isBySubject: true };
  if (manner === "title") return { kind: "option", isBySubject: true };
  if (!OF_ITS_ROWS.test(text)) return undefined;
  return { kind: "unclear", ...(isOfAll ? { isPurpose: true } : !OF_THE_READER.test(text) && { isBySubject: true }) };
}

/**
 * Whether a sentence says by a clause what the product does with the rows that its main clause asks for. Who does it is the
 * actor of the clause, else what the main clause is about: `To sync tickets, set …` says what its reader does, and may choose.
 */
function asksForPurpose(sentence: string, subject: readonly string[]): boolean {
  const { for: whose, that, main = "" } = PURPOSE_CLAUSE.exec(sentence)?.groups ?? {};
  const asking = main.search(ASKING);
  const actor = wordsOf(whose ?? that ?? main.slice(0, Math.max(asking, 0)));
  return asking >= 0 && actor.length > 0 && !actor.some((word) => READER.has(word) || subject.includes(word));
}
const READER = new Set(["you", "your", "we", "please", "then", "also"]);

/** A feature's id from what it is about: `billing-sync`. */
export function featureId({ subject, words }: Condition): string {
  const telling = subject.filter((word) => !EMPTY.test(word));
  const [kind] = /\b(?:sync|integration|import|export)\b/i.exec(words) ?? [];
  const name = [...new Set([...telling.slice(0, MOST_WORDS), ...(kind ? [kind.toLowerCase()] : [])])];
  const id = name
    .join("-")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^[^a-z]+|-$/g, "");
  return telling.length > 0 && id !== "" ? id : "optional";
}

const MOST_WORDS = 4;
const EMPTY =
  /^(?:if|when|whenever|where|while|only|optional(?:ly)?|also|additional(?:ly)?|enabled?|can|may|could|want|wants|wish|like|otherwise|instead|either|case|unless|whether|provided|assuming|depending|needed|extra|further|customers?|clients?|partners?|who|newer|older|later|earlier|so|too|but|not|no|longer|since|or|more|recommended|turn(?:ed)?|switched|don['’]t|addition)$/;
