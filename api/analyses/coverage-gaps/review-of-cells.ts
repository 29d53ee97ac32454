import type { Database } from '../../db/database.ts';
import type { LongRun, NearestWalks, WalkNetwork } from '../../walking/walk-network.ts';
import { isOffStreet } from '../on-foot/judge-walk.ts';
import { anyWithinReach, type Reaching } from '../points/any-within-reach.ts';
import type { DemandCell } from '../points/demand-cells.ts';
import type { DesignatedPoint } from '../points/designated-points.ts';
import { straightMatrix } from '../points/straight-matrix.ts';
import { networkPartsOf } from './network-parts.ts';
import type { WalkMetric } from './walks-of-cells.ts';
import type { ReviewReason } from './warnings.ts';

/**
 * Why the cells `open` (indexes) that no institution covers on foot are for review; null = uncovered, which is decided when every
 * institution within the limit in a straight line has a known walk that is longer. Walking is never shorter than the straight
 * line, so institutions beyond the limit in a straight line play no part, even where nothing is snapped.
 */
export async function reviewOpenCells(
  db: Database,
  network: WalkNetwork,
  { cells, open }: { readonly cells: readonly DemandCell[]; readonly open: readonly number[] },
  institutions: readonly DesignatedPoint[],
  nearest: NearestWalks,
  { limitM, maxSnapM }: WalkMetric,
  run: LongRun,
): Promise<(ReviewReason | null)[]> {
  const { signal } = run;
  const cellAt = (index: number) => cells[index] as DemandCell;
  const reaching = institutions.map(
    ({ lon, lat, accuracy_m }): Reaching => ({ lon, lat, reachM: limitM + accuracy_m }),
  );
  const isSnapped = (index: number) => !Number.isNaN(nearest.targetSnapM[index]);
  const reasons = new Map<number, ReviewReason>();
  const mark = async (asked: readonly number[], from: readonly Reaching[], reason: ReviewReason) => {
    const found = await anyWithinReach(db, asked.map(cellAt), from, signal ? { signal } : {});
    for (const [place, index] of asked.entries()) if (found[place] === 1) reasons.set(index, reason);
  };
  const unsnapped = open.filter((index) => !isSnapped(index));
  await mark(unsnapped, reaching, 'cell-not-snapped');
  const snapped = open.filter(isSnapped);
  const lost = reaching.filter((_, index) => Number.isNaN(nearest.sourceSnapM[index]));
  await mark(snapped, lost, 'institution-not-snapped');
  const walkable = [...institutions.keys()].filter((index) => !Number.isNaN(nearest.sourceSnapM[index]));
  const undecided = snapped.filter((index) => !reasons.has(index));
  if (walkable.length > 0 && undecided.length > 0) {
    const points = [
      ...walkable.map((index) => institutions[index] as DesignatedPoint),
      ...undecided.map(cellAt),
    ];
    const first = Math.max(0, walkable.indexOf(mostFrequent(nearest.source)));
    const part = await networkPartsOf(network, points, maxSnapM, first, { signal });
    const partOf = (place: number) => part[walkable.length + place];
    for (const number of new Set(undecided.map((_, place) => partOf(place)))) {
      const here = undecided.filter((_, place) => partOf(place) === number);
      const elsewhere = walkable.filter((_, place) => part[place] !== number);
      await mark(
        here,
        elsewhere.map((index) => reaching[index] as Reaching),
        'no-path',
      );
    }
  }
  const rest = undecided.filter((index) => !reasons.has(index));
  // Both ends this near the network at most: nearer to each other than their ways to it only within twice that.
  const near = await straightMatrix(
    db,
    rest.map(cellAt),
    walkable.map((index) => institutions[index] as DesignatedPoint),
    2 * maxSnapM,
    signal ? { signal } : {},
  );
  for (const [entry, place] of near.from.entries()) {
    const index = rest[place] as number;
    const institution = walkable[near.to[entry] as number] as number;
    const straightM = near.distanceM[entry] as number;
    if (straightM > (reaching[institution] as Reaching).reachM) continue;
    if (isOffStreet(straightM, nearest.targetSnapM[index] ?? null, nearest.sourceSnapM[institution] ?? null))
      reasons.set(index, 'off-street');
  }
  run.onProgress?.(1);
  return open.map((index) => reasons.get(index) ?? null);
}

/** The source that is nearest to most targets, which stands on the greatest part of the network; -1 when there is none. */
function mostFrequent(sources: Int32Array): number {
  const counts = new Map<number, number>();
  let best = -1;
  for (const source of sources) {
    if (source < 0) continue;
    const count = (counts.get(source) ?? 0) + 1;
    counts.set(source, count);
    if (count > (counts.get(best) ?? 0)) best = source;
  }
  return best;
}
