import { newestShapes } from "../published/shapes";

/** What errors of the service, of ASP.NET and of Json.NET are made of. No name, no address and no key is among them. */
const OF_ERRORS = `
a about accept access account action active add address after again all allow already an and any apis applied apply are array as asked
at authenticated authentication authorization authorized bad be because been before being body boolean but by call can cannot case cast
characters check child clientid client code codebase column common company condition conditions connectwise connectwiseapi contact
contain contains content convert converting could count create created credentials current custom date datetime decimal delete deleted
denied depth does doesn't done duplicate each empty encountered endpoint enum error errors escape exceeded exist exists expected
expired expression fail failed field fields find first follow following for forbidden format found from functionality greater had has
have header headers http https i identifier if in inactive index input int int32 int64 integer internal invalid invalidfield
invalidobject invalidpatch invalidreference is it item its json key keys large last least length less licence license like limit line
link list load location login long longer made make many match matches maximum maxlength media member members message method methods
minimum missing missingrequiredfield model module more must my name names need new next no none not notfound null number object
objectexists objects of on one only op operation operator option or order orderby other out outofrange page pagesize parameter
parameters parse parsed parsing password patch path permission permissions persons please portal position post prev previous project property
provided put query range read reading recognized record recordinuse reference reason refused rejected remove replace
request requested required requires reserved resource response results role roles route row same save search security server service
set setting settings short should size source space specified ssl start statement status string supplied support supported syntax
system table text than that the there these they this time timeout to token too type unable unauthorized under unexpected uri url use
used user usernotauthenticated using validation value valid values version was were when where which while will with within without
word write written wrong you your apifindcondition dictionary generic collections newtonsoft linq jobject jarray jvalue double single
v3_0 v2015_3 models patchop patchoperation member's securityrole apimember department locations departments
`;

let words: ReadonlySet<string> | undefined;

/** In small letters: the words of errors, and the names of published objects, fields and values of enumerations. */
export const WORDS = (): ReadonlySet<string> => {
  const published = Object.entries(newestShapes()).flatMap(([name, shape]) => [
    name,
    ...Object.entries(shape).flatMap(([field, { type }]) => [field, ...type.split(/[| ]/)]),
  ]);
  words ??= new Set([...OF_ERRORS.split(/\s+/).filter(Boolean), ...published.map((word) => word.toLowerCase())]);
  return words;
};
