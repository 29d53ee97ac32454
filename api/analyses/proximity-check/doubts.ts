import type { Selection } from '../selection.ts';
import type { Reason } from './reason.ts';
import type { SiteFacts } from './site-facts.ts';
import { listWalkDoubts } from './walk-doubts.ts';

/** Why the category cannot be looked up; undefined when it has one type, or none was asked by category. */
export function unresolvedCategory({ unresolved, category, typeScheme }: Selection): Reason | undefined {
  if (!unresolved) return undefined;
  const candidates = unresolved.candidates ?? [];
  if (unresolved.reason === 'several-types')
    return {
      code: 'category-with-several-types',
      zh: `类别“${category}”在类型表 ${typeScheme} 中对应多个类型（${candidates.join('、')}），需人工判定。`,
      en: `The category "${category}" stands for several types of ${typeScheme} (${candidates.join(', ')}); a person must decide.`,
    };
  return {
    code: 'category-without-type',
    zh: `类别“${category}”不在类型表 ${typeScheme} 中，无法判定同类型，需人工审核。`,
    en: `The category "${category}" is not in the type scheme ${typeScheme}; "same type" cannot be told without a person.`,
  };
}

/** Everything that keeps "nothing within the limit" from being certain. */
export function listDoubts(facts: SiteFacts): Reason[] {
  const { totals, around } = facts;
  const counted = COUNTED_DOUBTS.flatMap(({ count, reason, onFoot }) => {
    const found = count(totals, around);
    return found > 0 ? [(facts.walk && onFoot ? onFoot : reason)(found)] : [];
  });
  const extent = EXTENT_DOUBTS[around.extent];
  const walks = facts.walk ? listWalkDoubts(facts.walk) : [];
  return [
    ...walks,
    ...counted,
    ...(facts.isDataSilent ? [NOTHING_DESIGNATED] : []),
    ...(extent ? [extent] : []),
  ];
}

const COUNTED_DOUBTS: readonly {
  count: (totals: SiteFacts['totals'], around: SiteFacts['around']) => number;
  reason: (count: number) => Reason;
  /** Where the text differs for a walk. */
  onFoot?: (count: number) => Reason;
}[] = [
  {
    count: ({ exempt }) => exempt,
    reason: (count) => ({
      code: 'exempt-not-yet-counted',
      zh: `限值内 ${count} 家同类定点机构属豁免纳入，该日期尚未计数；是否构成限制需人工判定。`,
      en: `${count} institution(s) of the same type within the limit are exempt and not counted yet on that date; whether they block is for a person to decide.`,
    }),
    onFoot: (count) => ({
      code: 'exempt-not-yet-counted',
      zh: `步行限值内（或步行距离无法测量）有 ${count} 家同类定点机构属豁免纳入，该日期尚未计数；是否构成限制需人工判定。`,
      en: `${count} institution(s) of the same type within the limit on foot (or at a walk that cannot be measured) are exempt and not counted yet on that date; whether they block is for a person to decide.`,
    }),
  },
  {
    count: ({ uncertain }) => uncertain,
    reason: (count) => ({
      code: 'within-accuracy-band',
      zh: `${count} 家同类机构与限值的差小于位置精度，需现场测量。`,
      en: `${count} institution(s) lie so near the limit that the accuracy of the positions decides; measure on site.`,
    }),
    onFoot: (count) => ({
      code: 'within-accuracy-band',
      zh: `到 ${count} 家同类机构的步行距离与限值的差小于位置精度，需现场测量。`,
      en: `The walk to ${count} institution(s) is so near the limit that the accuracy of the positions decides; measure on site.`,
    }),
  },
  {
    count: ({ lapsed }) => lapsed,
    reason: (count) => ({
      code: 'lapsed-neighbours',
      zh: `附近 ${count} 家同类（或类型不明）机构的协议已到期而无解除或退出记录，或机构有效期与协议矛盾，需核实是否仍为定点。`,
      en: `The agreement of ${count} institution(s) of the same or unknown type near by ran out without a recorded end, or contradicts the institution's own validity; find out whether they are still designated.`,
    }),
  },
  {
    count: ({ untyped }) => untyped,
    reason: (count) => ({
      code: 'untyped-neighbours',
      zh: `附近有 ${count} 家定点医疗机构的类别未列入类型表，可能同类。`,
      en: `${count} designated medical institution(s) near by have no type number in this scheme and could be of the same type.`,
    }),
  },
  {
    count: (_totals, { unplaced }) => unplaced,
    reason: (count) => ({
      code: 'unplaced-institutions',
      zh: `${count} 家可能同类的定点机构没有坐标，可能在圈内。`,
      en: `${count} designated institution(s) of the same or unknown type have no position and could stand inside the circle.`,
    }),
  },
];

const NOTHING_DESIGNATED: Reason = {
  code: 'no-designated-institutions',
  zh: '该日期没有任何此种类的定点机构数据，不能据此判断。',
  en: 'No institution of this kind is known to be designated on that date, so nothing can be concluded from the data.',
};

const EXTENT_DOUBTS: Partial<Record<SiteFacts['around']['extent'], Reason>> = {
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
