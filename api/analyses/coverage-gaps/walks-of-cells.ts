import { chordM, earthCentred } from '../../geo/earth-centred.ts';
import type { LongRun, NearestWalks, WalkNetwork } from '../../walking/walk-network.ts';
import type { Metric } from '../metric-input.ts';
import { judgeWalk } from '../on-foot/judge-walk.ts';
import type { DemandCell } from '../points/demand-cells.ts';
import type { DesignatedPoint } from '../points/designated-points.ts';

export type WalkMetric = Extract<Metric, { metric: 'walk' }>;

/** What the walks of a cell say; `open`: no institution is within the limit on foot, not even perhaps. */
export type WalkOfCell = 'covered' | 'uncertain' | 'contradictory' | 'open';

export interface WalksOfCells {
  readonly found: readonly WalkOfCell[];
  /** Walks without accuracy bands, up to `SHOWN_LIMITS` limits. */
  readonly nearest: NearestWalks;
}

/** The nearest institution is told up to so many limits away. */
export const SHOWN_LIMITS = 5;

/**
 * The walk of every cell to its nearest institution: one search from all institutions at once; where positions have an accuracy,
 * one more for what is covered beyond doubt (the accuracy is walked on top) and one for what is perhaps covered (it is walked
 * less). The institution that decides is compared once more as `distance_verdict` compares.
 */
export async function walkToCells(
  network: WalkNetwork,
  cells: readonly DemandCell[],
  institutions: readonly DesignatedPoint[],
  { limitM, maxSnapM }: WalkMetric,
  { signal, onProgress }: LongRun,
): Promise<WalksOfCells> {
  const coarse = [...institutions.keys()].filter((index) => at(institutions, index).accuracy_m > 0);
  const part = (from: number, to: number) => ({
    signal,
    onProgress: (done: number) => onProgress?.(from + done * (to - from)),
  });
  const isExact = coarse.length === 0;
  const judge = judgeFor(cells, institutions, limitM);
  const nearest = await network.nearest(
    institutions,
    cells,
    { limitM: SHOWN_LIMITS * limitM, maxSnapM },
    part(0, isExact ? 1 : 0.4),
  );
  if (isExact)
    return {
      nearest,
      found: cells.map((_, cell) => judge(cell, nearest.source[cell] ?? -1, nearest.walkM[cell] ?? 0)),
    };
  const added = Float64Array.from(institutions, ({ accuracy_m: band }) => (band > 0 ? band + 0.001 : 0));
  const surely = await network.nearest(
    institutions,
    cells,
    { limitM, maxSnapM },
    { ...part(0.4, 0.8), offsetsM: added },
  );
  const found = cells.map((_, cell) => {
    const source = surely.source[cell] ?? -1;
    return judge(cell, source, (surely.walkM[cell] ?? 0) - (added[source] ?? 0));
  });
  const open = [...found.keys()].filter((cell) => found[cell] === 'open');
  const greatest = coarse.reduce((most, index) => Math.max(most, at(institutions, index).accuracy_m), 0);
  const spared = Float64Array.from(coarse, (index) => greatest - at(institutions, index).accuracy_m);
  const perhaps = await network.nearest(
    coarse.map((index) => at(institutions, index)),
    open.map((cell) => at(cells, cell)),
    { limitM: limitM + greatest, maxSnapM },
    { ...part(0.8, 1), offsetsM: spared },
  );
  for (const [place, cell] of open.entries()) {
    const source = perhaps.source[place] ?? -1;
    found[cell] = judge(cell, coarse[source] ?? -1, (perhaps.walkM[place] ?? 0) - (spared[source] ?? 0));
  }
  return { nearest, found };
}

/**
 * Judges the walk of a cell to one institution (-1 = none was reached). A walk shorter than the straight line, whose chord is
 * taken here because it is never longer, is no walk: the network is wrong there.
 */
function judgeFor(
  cells: readonly DemandCell[],
  institutions: readonly DesignatedPoint[],
  limitM: number,
): (cell: number, institution: number, walkM: number) => WalkOfCell {
  const cellPlaces = earthCentred(cells);
  const places = earthCentred(institutions);
  return (cell, institution, walkM) => {
    if (institution < 0) return 'open';
    const bandM = at(institutions, institution).accuracy_m;
    const straightM = chordM(cellPlaces, cell, places, institution);
    const rounded = Math.round(walkM * 1000) / 1000;
    const finding = judgeWalk({ walkM: rounded, straightM, limitM, bandM, bandSearchedM: bandM });
    if (finding === 'beyond') return 'open';
    if (finding === 'within' || finding === 'uncertain') {
      // A straight line beyond the limit already decides, whatever the network says.
      if (straightM > limitM + bandM + 0.001) return 'contradictory';
      return finding === 'within' ? 'covered' : 'uncertain';
    }
    return 'contradictory';
  };
}

function at<Value>(list: readonly Value[], index: number): Value {
  return list[index] as Value;
}
