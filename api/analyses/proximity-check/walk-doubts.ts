import type { WalkFacts } from './neighbours-on-foot.ts';
import type { Reason } from './reason.ts';

/** What kept a walk from being measured: nothing is concluded about those institutions. */
export function listWalkDoubts(walk: WalkFacts): Reason[] {
  return CAUSES.flatMap(({ cause, reason }) => {
    const count = walk.causes[cause];
    return count > 0 ? [reason(count, walk)] : [];
  });
}

const CAUSES: readonly {
  cause: keyof WalkFacts['causes'];
  reason: (count: number, walk: WalkFacts) => Reason;
}[] = [
  {
    cause: 'no-network',
    reason: (count, { limitM }) => ({
      code: 'no-walking-network',
      zh: `没有步行网络，无法测量步行距离；直线 ${limitM} 米左右以内有 ${count} 家可能同类的机构，需人工审核。`,
      en: `No walking network is loaded, so walks cannot be measured; ${count} institution(s) stand within about ${limitM} m in a straight line.`,
    }),
  },
  {
    cause: 'site-not-snapped',
    reason: (_count, { maxSnapM }) => ({
      code: 'site-not-snapped',
      zh: `该点距步行网络超过 ${maxSnapM} 米，无法测量步行距离，需人工审核。`,
      en: `The site is more than ${maxSnapM} m from the walking network; walks from it cannot be measured.`,
    }),
  },
  {
    cause: 'not-snapped',
    reason: (count, { maxSnapM }) => ({
      code: 'neighbours-not-snapped',
      zh: `${count} 家机构距步行网络超过 ${maxSnapM} 米，步行距离无法测量。`,
      en: `${count} institution(s) stand more than ${maxSnapM} m from the walking network; the walk to them cannot be measured.`,
    }),
  },
  {
    cause: 'no-path',
    reason: (count) => ({
      code: 'no-path-known',
      zh: `到 ${count} 家机构没有已知的步行路径（网络不连通），不能据此认定步行距离超限。`,
      en: `No path on foot is known to ${count} institution(s): they stand on an unconnected part of the network, which does not prove that they are far.`,
    }),
  },
  {
    cause: 'contradictory',
    reason: (count) => ({
      code: 'walk-shorter-than-straight-line',
      zh: `到 ${count} 家机构的步行距离短于直线距离，步行网络有误，需人工审核。`,
      en: `The walk to ${count} institution(s) is shorter than the straight line: the walking network is wrong there.`,
    }),
  },
  {
    cause: 'off-street',
    reason: (count) => ({
      code: 'off-street',
      zh: `该点与 ${count} 家机构都远离道路，两者之间的直线距离不超过各自走到路网的距离之和，沿路网绕行不能证明步行距离超限，需现场测量。`,
      en: `The site and ${count} institution(s) lie far from every street and nearer to each other than to the streets together: the way round by the network does not prove that they are far; measure on site.`,
    }),
  },
];
