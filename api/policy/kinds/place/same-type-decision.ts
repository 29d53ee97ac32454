import type { Missing, RawFinding } from '../../finding.ts';
import type { Outcome } from '../../outcome.ts';
import { evidenceOf, numbersOf, reasonOf } from './same-type-account.ts';
import { type Comparison, compareWithin } from './same-type-comparison.ts';
import type { Concern, SameTypeContext } from './same-type-concern.ts';
import type { Doubt } from './same-type-doubts.ts';
import { type Judged, judgeNeighbours } from './same-type-neighbours.ts';

/** Compares the site with its neighbours for every type and radius that may hold; they decide only if they agree. */
export function decideSameType(context: SameTypeContext, concern: Concern): RawFinding {
  const comparisons = concern.radii.flatMap((radiusM) =>
    concern.types.map((type) => compareWithin(context, type, radiusM, concern.mode === 'same_service')),
  );
  const first = comparisons[0];
  if (!first) throw new Error('nothing is compared');
  const verdicts = new Set(comparisons.map(({ verdict }) => verdict));
  const agreed = verdicts.size === 1 ? first.verdict : 'open';
  const shown =
    comparisons.find(({ verdict }) => verdict === 'conflict') ??
    comparisons.find(({ verdict }) => verdict === 'open') ??
    first;
  const reserved = agreed === 'open' ? [] : listReservations(context, concern, agreed, shown);
  const isOpen = agreed === 'open' || reserved.length > 0;
  const outcome: Outcome = isOpen
    ? 'MANUAL_REVIEW'
    : agreed === 'clear'
      ? 'PASS'
      : context.parameters.conflict;
  const doubts = isOpen
    ? [...comparisons.flatMap((one) => one.doubts), ...reserved, ...disagreement(concern, verdicts)]
    : [];
  return {
    outcome,
    ...numbersOf(context, shown),
    reason: reasonOf(context, outcome, shown, doubts),
    ...(outcome === 'MANUAL_REVIEW' ? { missing: distinct(doubts) } : {}),
    evidence: { institutions: evidenceOf(comparisons) },
    derived: {
      radiusM: shown.radiusM,
      typeNo: concern.types.length === 1 ? (concern.types[0] ?? null) : null,
      conflicts: shown.within.length,
      leavesCity: context.facts.site?.leavesCity ?? null,
      ...(concern.mode === 'variants' ? variantsOf(context, concern, shown) : {}),
    },
    uses: ['institutions', 'areas', ...(context.parameters.areaRadii.length > 0 ? ['classifications'] : [])],
  };
}

/** What keeps an agreed verdict from being final. */
function listReservations(
  context: SameTypeContext,
  concern: Concern,
  verdict: 'clear' | 'conflict',
  shown: Comparison,
): Doubt[] {
  const { application, facts, option, parameters } = context;
  const reservations: (Doubt | false)[] = [
    verdict === 'conflict' && concern.mode === 'variants' && SILENT_ABOUT_UNCHANGED_ADDRESS,
    verdict === 'conflict' && application.purpose !== 'new' && !facts.applicant && OWN_SITE_UNKNOWN,
    verdict === 'conflict' && concern.hasFreeType && TYPES_DIFFER,
    application.licence?.certificate === 'record_filing' &&
      parameters.sameBy === 'type' &&
      option('record_filing') === 'review_if_it_decides' &&
      (verdict === 'conflict' || wouldConflictWithOtherType(context, shown.radiusM)) &&
      RECORD_FILING_DECIDES,
  ];
  return reservations.filter((one) => one !== false);
}

/** Would any designated institution near by stand in the way if the category meant another type? */
function wouldConflictWithOtherType(context: SameTypeContext, radiusM: number): boolean {
  return judgeNeighbours(context, { type: null, radiusM, sameServiceOnly: false }).some(
    ({ relation }) => relation !== 'beyond',
  );
}

function variantsOf(context: SameTypeContext, concern: Concern, shown: Comparison) {
  const sameService = concern.types.flatMap((type) =>
    judgeNeighbours(context, { type, radiusM: shown.radiusM, sameServiceOnly: true }),
  );
  const count = (judged: readonly Judged[]) => judged.filter(({ relation }) => relation !== 'beyond').length;
  return { conflictsAllSameType: count(shown.judged), conflictsSameService: count(sameService) };
}

function disagreement({ unclearArea, types, hasFreeType }: Concern, verdicts: ReadonlySet<string>): Doubt[] {
  if (verdicts.size === 1) return [];
  return [
    ...unclearArea.map((missing) => ({ reason: { zh: missing.zh, en: missing.en }, missing })),
    ...(types.length > 1 || hasFreeType ? [TYPES_DIFFER] : []),
  ];
}

function distinct(doubts: readonly Doubt[]): Missing[] {
  return [
    ...new Map(doubts.flatMap(({ missing }) => (missing ? [[missing.item, missing] as const] : []))).values(),
  ];
}

const SILENT_ABOUT_UNCHANGED_ADDRESS: Doubt = {
  reason: {
    zh: '原址增加服务或晋级是否受地域限制，规划未写明',
    en: 'the plan does not say whether the limit holds for a service or level added at an unchanged address',
  },
};
const OWN_SITE_UNKNOWN: Doubt = {
  reason: {
    zh: '登记中找不到申请人，可能误计其原址',
    en: 'the applicant is not found in the register, so its own site may have been counted',
  },
  missing: { item: 'applicant_in_register', zh: '申请人登记', en: 'the applicant in the register' },
};
const TYPES_DIFFER: Doubt = {
  reason: { zh: '执业类别对应多个类型且结果不同', en: 'the licence names several types and they differ' },
  missing: { item: 'type_no', zh: '类型序号', en: 'type number of the category' },
};
const RECORD_FILING_DECIDES: Doubt = {
  reason: {
    zh: '类别取自备案凭证而非执业许可证，且类别决定结果',
    en: 'the category is that of a record filing, not of a practice licence, and it decides',
  },
};
