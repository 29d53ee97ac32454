import type { Database } from '../../db/database.ts';
import type { WalkNetwork } from '../../walking/walk-network.ts';
import type { Metric } from '../metric-input.ts';
import type { DemandCell } from '../points/demand-cells.ts';
import type { DesignatedPoint } from '../points/designated-points.ts';
import { type ReachOptions, reachOfPoints } from './reach-of-points.ts';

/** What existing institutions give each cell. */
export interface ExistingCover {
  /** Institutions that reach it beyond doubt (255 = that many or more). */
  readonly surely: Uint8Array;
  /** Institutions that perhaps reach it: within an accuracy band, not snapped, no path known, a contradictory walk. */
  readonly perhaps: Uint8Array;
  /** Metres to the nearest by the metric, up to the limit; Infinity = none within it. */
  readonly nearestM: Float64Array;
  /** Straight metres to the nearest whose way is not known, Infinity = none: it may be nearer than `nearestM`. */
  readonly unknownM: Float64Array;
  /** Institutions near cells that are farther than maxSnapM from the network. */
  readonly unsnapped: number;
}

/** Measures from all institutions to the cells. */
export async function measureExistingCover(
  means: { readonly db: Database; readonly metric: Metric; readonly network: WalkNetwork | null },
  institutions: readonly DesignatedPoint[],
  cells: readonly DemandCell[],
  options: ReachOptions,
): Promise<ExistingCover> {
  const surely = new Uint8Array(cells.length);
  const perhaps = new Uint8Array(cells.length);
  const nearestM = new Float64Array(cells.length).fill(Infinity);
  const unknownM = new Float64Array(cells.length).fill(Infinity);
  const unsnapped = await reachOfPoints(
    means,
    institutions,
    cells,
    options,
    (_institution, cell, finding, metres, straightM) => {
      const count = finding === 'within' ? surely : perhaps;
      count[cell] = Math.min(255, count[cell]! + 1);
      const isKnown = finding === 'within' || finding === 'uncertain';
      if (isKnown && metres <= means.metric.limitM) nearestM[cell] = Math.min(nearestM[cell]!, metres);
      if (!isKnown) unknownM[cell] = Math.min(unknownM[cell]!, straightM);
    },
  );
  return {
    surely,
    perhaps,
    nearestM,
    unknownM,
    unsnapped: unsnapped.points.reduce((sum, one) => sum + one, 0),
  };
}

/**
 * Whether what a cell has already cannot be told, so that it is set aside for review: for covering, nobody surely covers it and
 * somebody may; for backup, fewer than two surely and more may; for distances, somebody whose way is unknown may be the nearest.
 */
export function isInDoubt(
  { surely, perhaps, nearestM, unknownM }: ExistingCover,
  cell: number,
  model: 'mclp' | 'lscp' | 'p-median' | 'backup',
): boolean {
  if (model === 'p-median') return unknownM[cell]! < nearestM[cell]!;
  return perhaps[cell]! > 0 && surely[cell]! < (model === 'backup' ? 2 : 1);
}
