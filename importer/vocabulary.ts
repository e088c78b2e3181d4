/** Words that make no condition of a title or an introduction: of grammar, of roles and permissions, of the steps to set them. */
const NEUTRAL = new Set(
  `a an the this that these those which who whose it its they them their there here we our us you your i me my one
  and or of in on at to for from by as with within into out up per via is are be been being was were has have had do does did
  must should shall will would needs need needed requires require required requirement requirements necessary mandatory
  essential always minimum minimal least basic main core common general default all any each every everyone everything
  everywhere both same new only just simply else other others rest remaining following follow follows below above next first
  second third finally then now so below part parts step steps section overview introduction summary details information
  permission permissions right rights privilege privileges access level levels role roles security member members user users
  account accounts api key keys function functions functionality module modules submodule submodules area areas item items row rows
  column columns cell cells table tables matrix list lists entry entries name names page value values setting settings
  set sets setting grant grants granted granting give gives given assign assigned assigning allow allows allowed add edit
  delete inquire inquiry none mine choose chosen select selected pick click open go navigate see review check ensure make sure read along more granular adding updating webpage screenshots
  create creating configure configuring configuration setup tick mark marked apply applies apply use used uses using uses work works
  working connect connects connecting connection integrate integrates integrating integration integrations install installation
  connectwise psa manage sync syncs synchronization synchronisation synchronize vendor product app application software service
  highlighted screenshot picture shown listed how what where's by their yes no please following correct appropriate
  proper sufficient enough suffice suffices full exact exactly complete custom dedicated tenant tenants environment instance system menu wherever whatever explained prerequisite prerequisites feature features procedure procedures instruction instructions related resources simply
  started getting begin before after involved description descriptions parameter privilege corresponding through newly created laid walk walks guides generate generating obtain obtaining ensuring assumes purpose purposes reason reasons reasoning comment comments explanation listed mentioned recommend recommends recommended suggest suggested advise advised limited restricted naming best practice
  exactly non-none successfully successful properly correctly smoothly communicate authenticate authenticates able data scoped against
  read-only enforce enforces practices principles
  document article guide help newer later more log sign web client button tab save scroll search find expand enter type click back
  window left right screen dropdown pick picked picking expects expect rely relies called name named like look looks lookup
  order described respective section sections chart charts match matching policy policies adequate parameter parameters category
  categories sub subcategory submodule submodules action actions description descriptions applicable specified mentioned authentication
  authorization expand line lines note notes effective securely principle according display displayed displays
  appear appears field fields icon plus sign console dashboard button checkbox wizard figure outline outlines determine update updated
  updates ensures own credential credentials managed independently dependencies dependency perform`.split(/\s+/),
);

/** What a title of a module's own with one of these speaks of: `Sales sync` is no list of all that Sales needs. */
const OF_FEATURES = /\b(?:sync|syncs|synchroni[sz]ation|integration|feature|automation|import|export|app)\b/i;

/** The words of a text that aren't neutral, in its order: what it speaks of besides permissions. */
export function subjectOf(text: string, own: ReadonlySet<string>, modules: ReadonlySet<string>): string[] {
  const words = wordsOf(text);
  const foreign = words.filter(
    (word) => !NEUTRAL.has(word) && !own.has(word) && !modules.has(word) && !/^(?:\d+(?:\.\d+)*|\p{L})$/u.test(word),
  );
  if (foreign.length > 0 || !OF_FEATURES.test(text)) return foreign;
  return words.filter((word) => modules.has(word) && !NEUTRAL.has(word) && !own.has(word));
}

export const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .replace(/['’]s\b/g, "")
    .match(/[\p{L}\p{N}]+(?:['’.-][\p{L}\p{N}]+)*/gu) ?? [];

/** The words of a page's title that name its product: one run of words that aren't neutral. */
export function ownWords(title: string): Set<string> {
  const runs = title
    .split(/[^\p{L}\p{N}\s'’.-]+/u)
    .flatMap((part) => part.split(/\s+/).reduce(runsOfForeign, [[]] as string[][]))
    .filter((run) => run.length > 0);
  return new Set(runs.length === 1 ? runs[0] : []);
}

const NAME = String.raw`((?:\p{Lu}[\p{L}\p{N}.&-]*\s){1,3})`;
/** `your Example API member`, `a role called Example` */
const OF_ROLES = [
  /** What no word of the language looks like: `HelloDesk`, `AcmePSA`. */
  /\b(\p{L}*\p{Ll}\p{Lu}\p{L}*)\b/gu,
  new RegExp(
    String.raw`(?<=[\p{Ll},] )${NAME}(?:security role|roles?|connector|integration|API|member|portal)\b`,
    "gu",
  ),
  new RegExp(String.raw`\b(?:your|the|an?|to) ${NAME}API (?:members?|users?|roles?|keys?)\b`, "gu"),
  new RegExp(String.raw`\b(?:role|member|user|entry)(?: (?:called|named)|, name it) ["“]?${NAME}`, "gu"),
];

/** `for Example to work`, `lets Example read`: a name, by its capitals or digits, of what the permissions are for. */
const OF_USERS =
  /\b(?:for|by|the|your|allow(?:s|ing)?|lets?|enables?) ((?:[\p{Lu}\p{N}][\p{L}\p{N}.&-]*\s){1,3})(?=(?:integrations?|to (?:work|function|operate|connect|access|read|sync\w*|create|pull|retrieve|communicate)|needs?|requires?|uses?)\b)/gu;

const OF_PRODUCT = [
  new RegExp(String.raw`\b(?:for|with|by|the|your) ${NAME}integrations?\b`, "u"),
  new RegExp(String.raw`\bintegrations? with ${NAME}`, "u"),
];

/** The words of the first name that an introduction calls an integration. */
export function wordsOfProduct(introduction: string): string[] {
  const words = OF_PRODUCT.flatMap((pattern) => wordsOf(pattern.exec(`${introduction} `)?.[1] ?? ""));
  return words.filter((word) => !NEUTRAL.has(word));
}

/** `https://help.example.com/…` → `help`, `example` */
export const hostWords = (url: string | undefined): string[] =>
  url && URL.canParse(url) ? new URL(url).hostname.split(".").slice(0, -1) : [];

/** The words by which a page calls the product whose role it describes. */
export const wordsOfRoles = (text: string): string[] =>
  [...OF_ROLES, OF_USERS]
    .flatMap((pattern) => [...`${text} `.matchAll(pattern)])
    .flatMap(([, name = ""]) => wordsOf(name))
    .filter((word) => !NEUTRAL.has(word));

/** Words that a page writes with a capital wherever they stand, and often: the product's name. */
export function namesByCapitals(text: string): string[] {
  const seen = new Map<string, number>();
  for (const [word] of text.matchAll(/\p{L}[\p{L}\p{N}]+/gu)) {
    const key = word.toLowerCase();
    const count = seen.get(key) ?? 0;
    seen.set(key, /^\p{Lu}/u.test(word) ? count + 1 : Number.NEGATIVE_INFINITY);
  }
  return [...seen].flatMap(([word, count]) =>
    count >= OFTEN && !NEUTRAL.has(word) && !OF_PARTS.test(word) ? [word] : [],
  );
}

const OFTEN = 4;
/** What a product's part is called, and who uses it: `Client Portal` may be for some only. */
const OF_PARTS =
  /^(?:sync\w*|portals?|automations?|imports?|exports?|workflows?|dashboards?|plugins?|apps?|billing|customers?|clients?|partners?|quotes?|tickets?|assets?|surveys?)$/;

function runsOfForeign(runs: string[][], word: string): string[][] {
  const [plain = ""] = wordsOf(word);
  if (NEUTRAL.has(plain) || plain === "") return [...runs, []];
  runs.at(-1)?.push(plain);
  return runs;
}
