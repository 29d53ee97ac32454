import type { Localized } from '../../localized.ts';
import type { Selection } from '../selection.ts';
import type { Neighbour } from './queries.ts';

export type Verdict = 'conflict' | 'clear' | 'review';

export interface Reason extends Localized {
  /** Stable code. */
  readonly code: string;
}

export interface SiteFacts {
  readonly selection: Selection;
  readonly radiusM: number;
  readonly neighbours: readonly Neighbour[];
  readonly extent: 'unknown' | 'outside' | 'leaves' | 'inside';
  /** Designated institutions of the selection without position that could stand inside the circle. */
  readonly unplaced: number;
}

/**
 * conflict when at least one institution is within the limit beyond doubt; review when the answer could turn on what is
 * missing, unclear or inside an accuracy band; clear only when nothing of that kind remains. All reasons are given.
 */
export function decideProximity(facts: SiteFacts): { verdict: Verdict; reasons: Reason[] } {
  const unresolved = unresolvedCategory(facts.selection);
  if (unresolved) return { verdict: 'review', reasons: [unresolved] };
  const total = (relation: Neighbour['relation']) =>
    facts.neighbours.find((neighbour) => neighbour.relation === relation)?.total_in_relation ?? 0;
  const within = total('within');
  const doubts = listDoubts(facts, total('uncertain'), total('untyped'));
  if (within > 0) return { verdict: 'conflict', reasons: [conflictReason(within, facts.radiusM), ...doubts] };
  if (doubts.length > 0) return { verdict: 'review', reasons: doubts };
  return {
    verdict: 'clear',
    reasons: [
      {
        code: 'none-within',
        zh: `${facts.radiusM} 米内没有同类定点机构。`,
        en: `No designated institution of the same type lies within ${facts.radiusM} m.`,
      },
    ],
  };
}

function conflictReason(count: number, radiusM: number): Reason {
  return {
    code: 'same-type-within',
    zh: `${radiusM} 米内（含）已有 ${count} 家同类定点机构。`,
    en: `${count} designated institution(s) of the same type lie within ${radiusM} m (limit included).`,
  };
}

function unresolvedCategory({ unresolved, category, typeScheme }: Selection): Reason | undefined {
  if (!unresolved) return undefined;
  if (unresolved.reason === 'several-types')
    return {
      code: 'category-with-several-types',
      zh: `类别“${category}”在类型表 ${typeScheme} 中对应多个类型（${unresolved.candidates?.join('、') ?? ''}），需人工判定。`,
      en: `The category "${category}" stands for several types of ${typeScheme} (${unresolved.candidates?.join(', ') ?? ''}); a person must decide.`,
    };
  return {
    code: 'category-without-type',
    zh: `类别“${category}”不在类型表 ${typeScheme} 中，无法判定同类型，需人工审核。`,
    en: `The category "${category}" is not in the type scheme ${typeScheme}; "same type" cannot be told without a person.`,
  };
}

function listDoubts(facts: SiteFacts, uncertain: number, untyped: number): Reason[] {
  const doubts: Reason[] = [];
  if (uncertain > 0)
    doubts.push({
      code: 'within-accuracy-band',
      zh: `${uncertain} 家同类机构与限值的差小于位置精度，需现场测量。`,
      en: `${uncertain} institution(s) lie so near the limit that the accuracy of the positions decides; measure on site.`,
    });
  if (untyped > 0)
    doubts.push({
      code: 'untyped-neighbours',
      zh: `附近有 ${untyped} 家定点医疗机构的类别未列入类型表，可能同类。`,
      en: `${untyped} designated medical institution(s) near by have no type number and could be of the same type.`,
    });
  if (facts.unplaced > 0)
    doubts.push({
      code: 'unplaced-institutions',
      zh: `${facts.unplaced} 家同类定点机构没有坐标，可能在圈内。`,
      en: `${facts.unplaced} designated institution(s) of the same type have no position and could stand inside the circle.`,
    });
  const extent = EXTENT_REASONS[facts.extent];
  if (extent) doubts.push(extent);
  return doubts;
}

const EXTENT_REASONS: Partial<Record<SiteFacts['extent'], Reason>> = {
  unknown: {
    code: 'no-area-data',
    zh: '没有行政区划边界，无法确认数据覆盖范围。',
    en: 'No area polygons are loaded, so it is not known where data exists.',
  },
  outside: {
    code: 'site-outside-data',
    zh: '该点不在任何已有数据的行政区内。',
    en: 'The site lies outside every area that data exists for.',
  },
  leaves: {
    code: 'circle-leaves-data',
    zh: '圆形范围超出已有数据的区域，区域外的机构未计入。',
    en: 'The circle leaves the area that data exists for; institutions beyond it were not counted.',
  },
};
