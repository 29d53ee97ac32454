import type { WalkNetwork } from '../../walking/walk-network.ts';
import { judgeWalk } from '../on-foot/judge-walk.ts';
import type { AreaNames } from '../points/area-names.ts';
import { straightMatrix } from '../points/straight-matrix.ts';
import type { Site } from '../site-input.ts';
import type { Coverage } from './figures.ts';
import { type CellGain, type Gain, gainOf } from './gain.ts';
import type { CoverageQuestion } from './judgement.ts';
import type { JudgedCell } from './sum-cells.ts';
import type { WalkMetric } from './walks-of-cells.ts';

/**
 * Who is newly covered by a site on foot; the difference that it would make to the figures. `notCovered`: the cells with
 * residents that are not surely covered without it. Cells near enough in a straight line whose walk cannot be told are undecided.
 */
export async function gainOnFoot(
  question: CoverageQuestion,
  on: { readonly metric: WalkMetric; readonly network: WalkNetwork; readonly names: AreaNames },
  site: Site,
  before: Coverage,
  notCovered: readonly JudgedCell[],
): Promise<{ gain: Gain; cellIds: number[] }> {
  const { db, signal } = question;
  const { limitM, maxSnapM } = on.metric;
  const cells = notCovered.map(({ cell }) => cell);
  const near = await straightMatrix(db, [site], cells, limitM, { signal });
  const asked = Array.from(near.to, (index) => cells[index]).filter((cell) => cell !== undefined);
  const { walkM, snapM } = await on.network.pairs(
    [site, ...asked],
    { a: new Int32Array(asked.length), b: Int32Array.from(asked, (_, place) => place + 1) },
    { limitM, maxSnapM },
    { signal },
  );
  const changes = asked.flatMap((cell, place): CellGain[] => {
    const finding = judgeWalk({
      walkM: walkM[place] ?? Number.NaN,
      straightM: near.distanceM[place] ?? 0,
      limitM,
      bandM: 0,
      bandSearchedM: 0,
    });
    if (finding === 'beyond') return [];
    return [{ cell, change: finding === 'within' ? 'newly-covered' : 'undecided' }];
  });
  const isSnapped = asked.length > 0 ? !Number.isNaN(snapM[0]) : on.network.snap(site, maxSnapM) !== null;
  return {
    gain: gainOf(question, site, limitM, before, changes, on.names, isSnapped ? null : NOT_SNAPPED),
    cellIds: changes.filter(({ change }) => change === 'newly-covered').map(({ cell }) => cell.cell_id),
  };
}

const NOT_SNAPPED = {
  zh: '该点距步行路网超过 maxSnapM，无法判断谁受益，需人工核实。',
  en: 'The site is farther than maxSnapM from the walking network, so it cannot be told who gains: for review.',
};
