/** The sentences of a text; a version's dot ends none. */
export const sentencesOf = (text: string): string[] => text.split(/(?<=[.!?])\s+(?=\S)/).filter((part) => part !== "");

/** The path to the page of all roles is no function, though System has one called Security. */
export const withoutPlace = (text: string): string =>
  text
    .replace(/(?:\bSystem\s*[>›»→]\s*)?\bsecurity roles?\b/gi, "")
    .replace(/ {2,}/g, " ")
    .trim();

/** A text without the characters of a kind at both its ends: a pattern for that takes the square of a run of them. */
export function trimmed(text: string, isEdge: RegExp): string {
  let [start, end] = [0, text.length];
  while (start < end && isEdge.test(text.charAt(start))) start += 1;
  while (end > start && isEdge.test(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

/**
 * `Set these to All; leave everything else at None`: the text without what it says of all other rows. As it is, where nothing
 * is left that speaks of rows.
 */
export function withoutOthers(text: string): string {
  const left = text.replace(OF_OTHERS, "");
  return left !== text && OF_SOME.test(left) ? left : text;
}

/** Whether a text speaks of the rows that it doesn't list, and of nothing else. */
export const isOfOthers = (text: string): boolean =>
  !/\p{L}/u.test(text.replace(OF_OTHERS, "").replace(DEFAULT, "")) && !text.endsWith(":");

/** `(The default is None)` */
const DEFAULT = /\(?\bthe default (?:level |value )?is None\b\)?/gi;

const OF_OTHERS =
  /(?:^|[,;:.(–—-])[^,;:.()–—]*\b(?:everything else|anything else|all else|the rest|(?:all |any |the )(?:the )?(?:others?|remaining)|nothing else|everything not|anything not|(?:everything|anything|all|any|those|levels?|functions?|rows?|permissions?) (?:that |which )?(?:(?:is|are)(?:n['’]t| not)|not) (?:named|listed|mentioned|shown|displayed|specified)|empty or excluded)\b[^,;:.()–—]*/gi;
const OF_SOME = /\b(?:this|these|those|following|below|listed|set|grant|give|needs?|requires?)\b/i;

/** `For company mapping`, beside a module's name: why its rows are asked for. */
export const isPurpose = (text: string): boolean =>
  /^\(?\s*(?:used |needed |required )?(?:for|to|allows?|so that)\b/i.test(text) &&
  !isQualified(text) &&
  !OF_SOME_USERS.test(text);

const OF_SOME_USERS =
  /\b(?:customers?|clients?|partners?|users|those|tenants?) (?:who|that|with|on|using|in)\b|\b(?:when|where|enabled|installed|purchased)\b/i;

/** `Example Cloud`, `Cloud Marketplace`: a product's name, and no kind of tenant. */
export const withoutCloudNames = (text: string): string => text.replace(CLOUD_IN_NAMES, "");

const CLOUD_IN_NAMES =
  /(?<!\b(?:For|The|In|On|With|If|When|ConnectWise|PSA|Manage|Your)\s)\bCloud (?!(?:Customers?|Tenants?|Users?|Only|Partners?|Hosted|Versions?|Editions?|Instances?|Servers?|Hosting)\b)\p{Lu}\p{L}+|\b(?!(?:For|The|In|On|With|If|When|ConnectWise|PSA|Manage|Your|Only)\s)\p{Lu}\p{L}+ Cloud\b(?! (?:[Cc]ustomers?|[Tt]enants?|[Uu]sers?|[Oo]nly|[Pp]artners?|[Ee]dition|[Pp]lan)\b)/gu;

/** `Items in italics are optional`: says it of rows that a text can't tell from the others. */
export const tellsByPrint = (text: string): boolean => BY_PRINT.test(text);

const BY_PRINT =
  /\b(?:rows?|items?|permissions?|functions?|entries|those|ones|anything|everything|levels?)\b[^.;:]{0,30}\b(?:bold(?:ed)?|underlined?|italic\w*|in (?:red|green|blue|yellow|orange|gr[ae]y))\b|\b(?:bold(?:ed)?|underlined?|italic\w*|red|green|blue|yellow|orange|gr[ae]y) (?:rows?|items?|permissions?|functions?|entries|ones|levels?)\b/i;

/** Words that may take back what a sentence says of a row, or make it depend on something. */
export const isQualified = (text: string): boolean =>
  QUALIFIER.test(withoutCloudNames(text)) ||
  LIMITED_LEVEL.test(text) ||
  hasFootnote(text) ||
  versionIn(text) !== undefined;

/** `All while migrating`, `All for admins`, `All?`: a level that not everybody needs, or not for long. Other words after it are reasons. */
const LIMITED_LEVEL =
  /\b(?:All|My)\b(?:\?|[\s,(]*(?:while|during|until|as long as|for now|today|soon|at first|for (?:the |an? |your )?(?:first|initial|onboarding|set-?up|admin\w*|technicians?|engineers?|managers?|customers?|clients?|partners?)\b))/;

const QUALIFIER = new RegExp(
  [
    /\b(?:optional(?:ly)?|only|just|if|unless|except(?:ing)?|excluding|without|not|never|nor|no longer|no need|cannot|otherwise|instead|either|alternatively)\b|n['’]t\b/,
    /\b(?:depend(?:s|ing)|in case|provided that|recommended|may be|might|could|possibly|sometimes|whenever|(?:when|where) (?:you|your|the customer|enabled|used|needed|required|applicable))\b/,
    /\b(?:versions?|v\d+|edition|plan|tier|licen[cs]ed?s?|subscription|add-?on|plug-?in|premium|enterprise|ultimate|advanced|pro|lite|trial|beta|preview|experimental|on-?prem(?:ises?)?|self-hosted|cloud)\b/,
    /\b(?:deprecated|obsolete|legacy|formerly|removed?|retired|discontinued|unsupported|unnecessary|revoked?|disabled?|avoid|temporar(?:y|ily))\b/,
  ]
    .map(({ source }) => source)
    .join("|"),
  "i",
);

/** A mark that stands for words elsewhere on the page. */
const hasFootnote = (text: string): boolean => /[*†‡§]|\[\d+\]/.test(text);

/** Words for access that aren't levels of ConnectWise PSA: a short text that has one isn't fully read. */
export const isForeign = (text: string): boolean =>
  /\b(?:read|write|view|full|custom|limited)\b/i.test(text) && text.split(" ").length <= 5;

/** What a text alone can't show. */
export const pointsAtPicture = (text: string): boolean =>
  /\b(?:highlighted|screen ?shots?|pictures?|images?|shown (?:below|above))\b/i.test(text);

export const versionIn = (text: string): string | undefined => /\bv?(20\d\d\.\d{1,2})\b/i.exec(text)?.[1];

/** The version that a sentence about older tenants ends with. */
export const upToVersion = (text: string): string | undefined =>
  /\bv?(20\d\d\.\d{1,2})\s*(?:or|and|&)\s*(?:older|earlier|below|lower|prior|before)\b/i.exec(text)?.[1] ??
  /\bup to (?:and including )?(?:version )?v?(20\d\d\.\d{1,2})\b/i.exec(text)?.[1];

/** `This permission is only needed if …`: said of the row before, alone. */
export const saysThis = (text: string): boolean =>
  /^[*†‡\s]*this (?:permission|function|row|level|right|feature)\b/i.test(text);

/** `Then, under Sales, find Opportunity.`: a step that leads to what the next one is about. */
export const isStepTo = (text: string): boolean => STEP_TO.test(text);

const STEP_TO =
  /^(?:(?:[Tt]hen|[Nn]ext|[Nn]ow|[Pp]lease|[Aa]nd|[Ff]inally),? )*(?:(?:[Ii]n|[Oo]n|[Uu]nder|[Ww]ithin) (?:the )?["“]?\p{Lu}[^.;:]{0,60}, ?)?(?:[Ff]ind|[Ll]ocate|[Ll]ook (?:for|up)|[Gg]o to|[Ss]croll (?:down )?to|[Nn]avigate to|[Ss]elect|[Oo]pen|[Cc]hoose|[Cc]lick|[Ee]xpand|[Ss]earch for|[Mm]ove to|[Hh]ighlight)\b/u;

/** Whether a sentence speaks of rows that follow it. */
export const announces = (text: string): boolean =>
  /:$/.test(text) ||
  /\b(?:following|below|these|(?:is|are|as) (?:listed|mentioned|named|shown))\b/i.test(text) ||
  /^(?:they|all of them|each of them|all) (?:all )?(?:need|must|should|require|have)\b/i.test(text);
