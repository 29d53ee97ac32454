import type { Missing, RawFinding } from '../../finding.ts';
import type { Outcome } from '../../outcome.ts';
import type { Concern, SameTypeContext } from './same-type-concern.ts';
import { type Doubt, doubtsOfData, doubtsOfNeighbours } from './same-type-doubts.ts';
import { type Judged, judgeNeighbours } from './same-type-neighbours.ts';

/** The comparison for one type and one radius that the applicant may have. */
interface Comparison {
  readonly verdict: 'clear' | 'conflict' | 'open';
  readonly radiusM: number;
  readonly judged: readonly Judged[];
  readonly within: readonly Judged[];
  readonly doubts: readonly Doubt[];
}

/** Compares the site with its neighbours for every type and radius that may hold; they decide only if they agree. */
export function decideSameType(context: SameTypeContext, concern: Concern): RawFinding {
  const comparisons = concern.radii.flatMap((radiusM) =>
    concern.types.map((type) => compare(context, type, radiusM, concern.mode === 'same_service')),
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

function compare(
  context: SameTypeContext,
  type: number | null,
  radiusM: number,
  sameServiceOnly: boolean,
): Comparison {
  const judged = judgeNeighbours(context, { type, radiusM, sameServiceOnly });
  const within = judged.filter(({ relation }) => relation === 'within');
  const doubtful = judged.filter(({ relation }) => relation !== 'within' && relation !== 'beyond');
  const ofData = doubtsOfData(context.facts, radiusM);
  const { maxWithin } = context.parameters;
  const verdict =
    within.length > maxWithin
      ? 'conflict'
      : within.length + doubtful.length <= maxWithin && ofData.length === 0
        ? 'clear'
        : 'open';
  const doubts = verdict === 'open' ? [...doubtsOfNeighbours(doubtful), ...ofData] : [];
  return { verdict, radiusM, judged, within, doubts };
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

function numbersOf({ parameters, option }: SameTypeContext, shown: Comparison): Partial<RawFinding> {
  if (parameters.maxWithin > 0)
    return {
      measured: shown.within.length,
      comparator: '<=',
      threshold: parameters.maxWithin,
      unit: 'institutions',
    };
  const nearest = shown.judged.find(({ relation }) => relation === 'within') ?? shown.judged[0];
  return {
    measured: nearest?.distanceM ?? null,
    comparator: option('at_limit') === 'free' ? '>=' : '>',
    threshold: shown.radiusM,
    unit: 'm',
  };
}

function reasonOf(
  { facts, parameters: { maxWithin } }: SameTypeContext,
  outcome: Outcome,
  { radiusM, within, judged }: Comparison,
  doubts: readonly Doubt[],
): RawFinding['reason'] {
  const nearest = within[0];
  const city = facts.site?.leavesCity
    ? {
        zh: '圆形范围跨出本市，市外机构未计入。',
        en: ' The circle leaves the city; institutions beyond it are not counted.',
      }
    : { zh: '', en: '' };
  const allowed =
    maxWithin > 0
      ? { zh: `（上限 ${maxWithin} 家）`, en: ` (at most ${maxWithin} may)` }
      : { zh: '', en: '' };
  const found = nearest
    ? {
        zh: `${radiusM} 米半径内有 ${within.length} 家同类型定点机构${allowed.zh}，最近的是${nearest.evidence.name}，${metres(nearest.distanceM)} 米`,
        en: `${within.length} designated institution(s) of the same type stand within ${radiusM} m${allowed.en}, the nearest ${nearest.evidence.name} at ${metres(nearest.distanceM)} m`,
      }
    : {
        zh: `${radiusM} 米半径内未发现确定的同类型定点机构`,
        en: `no designated institution of the same type is established within ${radiusM} m`,
      };
  const beyond = outcome === 'PASS' ? judged.find(({ relation }) => relation === 'beyond') : undefined;
  const next = beyond
    ? {
        zh: `；最近的在 ${metres(beyond.distanceM)} 米`,
        en: `; the nearest is ${metres(beyond.distanceM)} m away`,
      }
    : { zh: '', en: '' };
  const texts = [...new Map(doubts.map(({ reason }) => [reason.en, reason])).values()];
  const open = doubts.length
    ? {
        zh: `；需人工判定：${texts.map(({ zh }) => zh).join('；')}`,
        en: `; for a person to decide: ${texts.map(({ en }) => en).join('; ')}`,
      }
    : { zh: '', en: '' };
  return {
    zh: `${found.zh}${next.zh}${open.zh}。${city.zh}`,
    en: `${capital(found.en)}${next.en}${open.en}.${city.en}`,
  };
}

/** Everything within or doubtful, and the three nearest beyond; an institution of several comparisons stands once. */
function evidenceOf(comparisons: readonly Comparison[]) {
  const all = comparisons.flatMap(({ judged }) => judged);
  const near = all.filter(({ relation }) => relation !== 'beyond');
  const listed = [...near, ...all.filter(({ relation }) => relation === 'beyond').slice(0, 3)];
  const once = new Map<string, Judged>();
  for (const one of listed) {
    const key = `${one.evidence.institutionId ?? one.evidence.applicationId}`;
    if (!once.has(key)) once.set(key, one);
  }
  return [...once.values()].sort((a, b) => a.distanceM - b.distanceM).map(({ evidence }) => evidence);
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

function metres(value: number): string {
  return value.toFixed(3);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
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
