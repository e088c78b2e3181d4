/** A check of a tenant that is deliberately otherwise finds what is; of one that isn't, nothing. */
import { expect, test } from "vitest";
import { assumptions } from "../../contract/assumptions";
import { checkContract } from "../../contract/contract";
import { startSandbox } from "../../sandbox";
import { differentTenant, variedSeed } from "../helpers/differentTenant";
import { gatewayTo } from "../helpers/sites";

/** Alterations that don't hide each other, in one check. */
interface Run {
  /** Where some show by writes alone. */
  readonly writes?: true;
  /** By alteration: what may be told of it, at least one of which is. */
  readonly altered: Readonly<Record<string, string>>;
}

const RUNS: readonly Run[] = [
  {
    altered: {
      pageSizeOverThousandRefused: "pageSizeAboveMax=refused",
      unknownFieldIgnored: "unknownField=ignored",
      refusalsWithEmptyErrors: "errors=empty",
      optionsAnswered: "options=answered",
      pageSizeZeroRefused: "pageSizeZero=refused pageSizeNegative=refused",
      badSyntaxIgnored: "badSyntax=ignored wrongValue=ignored levelCondition=other",
      headRefused: "head=refused",
      namesInOneCaseOnly: "names=other",
      levelsAsNumbers: "rowShape=other-types mySecurityShape=other-types adminRows=as-set",
      pageBeyondRefused: "pageBeyond=not-found",
      doubleSlashRefused: "doubleSlash=refused",
    },
  },
  {
    writes: true,
    altered: {
      nullCellsLeftOut: "missingCells=absent",
      madeWithOk: "roleMade=ok memberMade=ok",
      pathsInOneCaseOnly: "pathCase=exact memberByIdentifier=exact",
      madeWithoutLocation: "roleAddress=absent",
      sameNameAccepted: "duplicateName=made duplicateCase=made duplicateBlank=made",
      wrongMethodWithoutAllow: "allow=absent",
      longNameCut: "longName=cut",
      blanksOfNamesLost: "nameBlanks=lost",
      unknownFieldTaken: "unknownBodyField=ignored bodyFieldCase=exact",
      textForFlagsRefused: "textInBody=refused",
      newRoleSees: "newRoleLevels=mixed",
    },
  },
  {
    altered: {
      refusalsWithoutErrors: "errors=absent",
      pageSizeZeroEmpty: "pageSizeZero=empty",
      blanksAtTheEndCount: "names=blanks-count",
      aFourthLevel: "rowShape=other-types levelWords=more-words",
      wrongPathAsOkPage: "wrongPath=answered textId=other",
      pageBeyondIsTheLast: "pageBeyond=first pageBeyondLink=next",
      likeWithoutStar: "likeStar=itself",
      pagesFromZero: "pagesApart=overlap linkRelations=more linkLeads=other-page",
      likeWithoutPercent: "likePercent=itself",
      anotherModule: "modules=other-names functionNames=other-names",
      pageZeroRefused: "pageZero=refused pageNegative=refused",
    },
  },
  {
    writes: true,
    altered: {
      madeAccepted: "roleMade=empty",
      sameNameByAnotherCode: "duplicateName=other-code",
      longNameByAnotherCode: "longName=other-code",
      patchAnswersAsBefore: "settingAnswer=former",
      patchWithoutSlashOnly: "patchSlash=refused",
      patchPathInAnyCase: "patchPathCase=written",
      patchOfOneOnly: "patchSeveral=first notAPair=other",
      memberRoleHidden: "memberShape=fewer-fields emptyReference=absent",
      patchOfAnObjectTaken: "patchBody=written",
      patchWithinReferencesLost: "subPaths=ignored",
      roleRenamedByPatch: "patchRole=renamed",
      everyPairBelongs: "pairs=different memberPlaces=others departmentIds=different",
    },
  },
  {
    altered: {
      levelsAsObjects: "rowShape=other-types mySecurityShape=other-types adminRows=as-set",
      wrongPathBadRequest: "wrongPath=other textId=bad-request",
      slashAtTheEndRedirected: "redirects=some trailingSlash=refused customizeItems=other",
      likeInOneCaseOnly: "likeUnderscore=itself likeBrackets=itself likeCase=exact",
      functionIdentifierMissing: "functionIdentifiers=absent",
      unknownVersionRefused: "unknownVersion=refused",
      linkWithoutLast: "linkRelations=fewer",
      likeWithin: "likeWhole=within",
      linkRelative: "linkAddress=relative",
      containsInOneCaseOnly: "contains=exact",
      myAllFlagMissing: "myAllFlags=absent",
      settingsOfUnknownRoleEmpty: "unknownParent=empty",
    },
  },
  {
    altered: {
      wrongPathForbidden: "wrongPath=other textId=other forbidden=other-code",
      functionIdentifierAsNumber: "rowShape=other-types mySecurityShape=other-types functionIdentifiers=absent",
      unknownVersionNotAcceptable: "unknownVersion=refused",
      versionNeeded: "noVersion=refused",
      linkInCapitals: "linkForm=other-case",
      myAllFlagFalse: "myAllFlags=false",
      versionHeaderMissing: "currentVersion=absent",
      customFlagEverywhere: "customFlags=more",
      linkEmptyOnLastPage: "linkRelations=fewer onlyPageLink=empty",
      singleQuotesRefused: "singleQuotes=refused",
    },
  },
  {
    altered: {
      textForIdBadRequest: "textId=bad-request",
      wrongKeyForbidden: "wrongKey=forbidden forbidden=other-code",
      containsTakesWildcards: "containsPercent=wildcard",
      versionHeaderOther: "currentVersion=other-text",
      sortOrderNull: "sortOrders=absent",
      contentTypeText: "contentType=text",
      linkMissing: "linkNext=absent forwardOnly=absent forwardOnlyEnd=absent",
      escapesRefused: "escapedQuote=refused escapedBackslash=refused",
      doubledQuotesRefused: "doubledQuote=refused",
    },
  },
  {
    writes: true,
    altered: {
      sameNameAnswersTheOther: "duplicateName=made duplicateCase=made duplicateBlank=made",
      namesOfFiftyTaken: "longName=made",
      patchUnknownPathIgnored: "patchPathCase=ignored patchUnknown=ignored patchBody=ignored",
      patchOfSeveralRefused: "patchSeveral=other",
      referencesAsIds: "apiMemberShape=other-types memberShape=other-types emptyReference=other",
      deletedWithBody: "roleDeleted=ok",
    },
  },
  {
    altered: {
      contentTypeOfTheVendor: "contentType=vendor",
      linkWithoutConditions: "linkKeepsQuery=lost",
      inRefused: "in=refused inText=refused notIn=refused",
      rateLimitTold: "rateHeaders=sent",
      forwardOnlyEndsWithoutLink: "forwardOnlyEnd=absent",
      byteOrderMark: "byteOrderMark=present",
    },
  },
  {
    altered: {
      clientIdNotNeeded: "noClientId=answered",
      contentTypeMissing: "contentType=other",
      linkKeepsFirstPageSize: "linkKeepsQuery=lost linkLeads=other-page forwardOnlyLeads=other-items",
      inTakesTheFirst: "in=other notIn=other",
      ownRowsOtherThanTheRole: "mySecurityLevels=other-levels",
      notLikeRefused: "notContains=refused notLike=refused",
      companyInfoNotFound: "unknownCompany=not-found",
      orderByUnknownIgnored: "orderByUnknown=ignored orderByBad=ignored",
      orAsAnd: "or=both precedence=in-order parentheses=other",
      customizeItemsWithoutList: "customizeItemShape=nulls",
      infoMissing: "stamps=neither",
      fieldsInOneCaseOnly: "fieldsCase=exact",
    },
  },
  {
    altered: {
      notInAsIn: "notIn=as-in",
      pageIdIncluded: "forwardOnlyLeads=other-items pageIdAlone=other",
      ownRowsFewer: "mySecurityLevels=fewer mySecurityIds=own",
      companyInfoEmpty: "unknownCompany=other",
      fieldsKeepTheId: "fields=more",
      orBeforeAnd: "precedence=in-order",
      notEqualRefused: "notEquals=refused nullCondition=refused",
      lastUpdatedMissing: "fields=with-info fieldsOfOne=other stamps=neither",
      countIgnoresConditions: "countConditions=ignored",
      lessIncludes: "compareNumbers=other",
      timesWithOffset: "timeZones=offset",
    },
  },
  {
    altered: {
      companyInfoNeedsKey: "companyInfo=page unknownCompany=other",
      countOfRowsOneShort: "rowCount=fewer",
      greaterIncludes: "linkKeepsQuery=lost compareNumbers=ignored",
      timesWithoutZone: "timeZones=unmarked",
      nullFindsNothing: "nullCondition=empty",
      timesWithFraction: "times=milliseconds",
      otherCodebasesRefused: "codebases=own",
      booleansWithCapitalOnly: "flagCondition=capital referenceAndFlag=refused",
      guidsAsIds: "listOrder=other-order idsUnique=other-ids locationShape=other-types",
      releaseWithoutV: "infoVersion=number",
      booleansAsNumbersRefused: "flagNumber=refused",
    },
  },
  {
    altered: {
      companyInfoInLowerCase: "companyInfo=fewer companyInfoFlag=absent companyInfoCodebase=other",
      countOfRowsOneMore: "rowCount=more",
      namesEscaped: "infoLists=different",
      releaseInWords: "infoVersion=other-text",
      referencesRefused: "referenceId=refused referenceName=refused referenceAndFlag=refused",
      adminFlagMissing: "unsetFlag=other",
      infoWithoutKey: "info=answered",
      childConditionsIgnored: "childConditions=ignored",
      unsetAsNull: "apiMemberShape=nulls unset=null",
      customFieldConditionsIgnored: "customFieldConditions=ignored",
      datesInBracketsRefused: "stampCondition=refused",
      apiMembersApart: "apiMembersListed=absent",
    },
  },
  {
    altered: {
      countBare: "rowCount=other countConditions=other countShape=other-types",
      referencesIgnored: "referenceId=ignored referenceName=ignored referenceAndFlag=other",
      flagsAsNumbers: "unsetFlag=other roleShape=other-types",
      badOrderServerError: "orderByUnknown=other orderByBad=other",
      datesFindEverything: "stampCondition=ignored",
      fieldsInTheirCaseOnly: "fieldCase=exact",
      operatorsInLowerCaseOnly: "keywordCase=exact",
      referencesWithoutNames: "references=id-alone",
      idAsTextRefused: "numberInQuotes=refused",
      infoListOfRolesFewer: "counts=more infoLists=fewer",
      anObjectOtherThanInItsList: "sameObject=different",
      departmentIdsMissing: "locationShape=fewer-fields departmentIds=absent",
    },
  },
  {
    altered: {
      slashAtTheEndRefused: "trailingSlash=refused customizeItems=refused",
      containsFromTheStart: "contains=start containsPercent=wildcard",
      wrongKeyNotFound: "wrongKey=not-found",
      linkWithoutQuotes: "linkForm=bare",
      linkOfAnInnerHost: "linkHost=other-host",
      sortOrderTheSame: "sortOrders=same",
      rowsOfAdminNotAll: "adminRows=as-set mySecurityLevels=other-levels",
    },
  },
];

/** What is told to differ, as `names=exact`. */
async function differing(writes: boolean, ...names: string[]): Promise<string[]> {
  const sandbox = await startSandbox({ seed: variedSeed() });
  const tenant = await differentTenant(sandbox, ...names);
  const gateway = gatewayTo(tenant.url);
  const { findings } = await checkContract(gateway, assumptions(), { write: writes, member: writes });
  await Promise.all([tenant.close(), sandbox.close()]);
  return findings.filter(({ result }) => result === "differs").map(({ id, answer }) => `${id}=${answer}`);
}

test.each([[true], [false]])("nothing differs where nothing is altered; asked by writes, too: %s", async (writes) => {
  expect(await differing(writes)).toEqual([]);
});

test.each(RUNS.map((run) => [Object.keys(run.altered).join(", "), run] as const))(
  "%s",
  async (_names, { writes = false, altered }) => {
    const told = await differing(writes, ...Object.keys(altered));
    const missed = Object.entries(altered).filter(([, any]) => !any.split(" ").some((one) => told.includes(one)));
    expect(missed).toEqual([]);
  },
);
