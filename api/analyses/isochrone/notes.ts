import type { Warning } from '../answer-notes.ts';

/** Why nothing is said of the reach of a site. */
export function notSnappedReason(maxSnapM: number): { code: string; zh: string; en: string } {
  return {
    code: 'site-not-snapped',
    zh: `该点距步行路网超过 ${maxSnapM} 米，无法判断其步行可达范围，需人工核实。`,
    en: `The site is farther than ${maxSnapM} m from the walking network; nothing can be said of its reach on foot: for review.`,
  };
}

/** What a drawn outline of reach may be used for. */
export const PICTURE_NOTE = {
  zh: '示意图，判定以路网距离为准',
  en: 'a picture; verdicts come from network distance',
} as const;

export function unplacedWarning(count: number): Warning[] {
  if (count === 0) return [];
  return [
    {
      code: 'unplaced-institutions',
      count,
      zh: `${count} 家符合条件的定点机构没有坐标，未参与判断，可能在范围内。`,
      en: `${count} designated institution(s) of the selection have no position, were not judged and could be within reach.`,
    },
  ];
}

/** The warning that the walk to some institutions near enough in a straight line cannot be told. */
export function reviewWarning(count: number): Warning[] {
  if (count === 0) return [];
  return [
    {
      code: 'institutions-for-review',
      count,
      zh: `${count} 家直线距离内的定点机构无法判断步行距离（未接入路网或路径未知），需人工核实。`,
      en: `${count} designated institution(s) near enough in a straight line have a walk that cannot be told (not snapped, or no path known): for review.`,
    },
  ];
}
