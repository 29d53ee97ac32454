import type { Database } from '../../db/database.ts';
import { InvalidInputError } from '../../errors.ts';
import type { DistanceMatrix } from '../../geo/distance-matrix.ts';
import type { WalkNetwork } from '../../walking/walk-network.ts';
import type { Metric } from '../metric-input.ts';
import type { DemandCell } from '../points/demand-cells.ts';
import type { Candidate } from './candidate.ts';
import { type ReachOptions, reachOfPoints } from './reach-of-points.ts';

export interface CandidateReach {
  /** Candidates (`from`) and the cells (`to`) that they reach within the limit by the metric. */
  readonly matrix: DistanceMatrix;
  /** Pairs within the limit in a straight line whose walk is not known or contradicts the straight line. */
  readonly unknownPairs: number;
  /** Per cell: 1 = it is part of such a pair. */
  readonly unknownCells: Uint8Array;
  /** Candidates farther than maxSnapM from the network, which so reach nobody for certain. */
  readonly unsnapped: number;
}

/** So many pairs are kept at most; 16 bytes each, several times over. */
const MAX_PAIRS = 6_000_000;

/** Measures from the candidates, whose positions are exact, to the cells. Throws InvalidInputError when there are too many pairs. */
export async function measureCandidateReach(
  means: { readonly db: Database; readonly metric: Metric; readonly network: WalkNetwork | null },
  candidates: readonly Candidate[],
  cells: readonly DemandCell[],
  options: ReachOptions,
): Promise<CandidateReach> {
  const from: number[] = [];
  const to: number[] = [];
  const distanceM: number[] = [];
  const unknownCells = new Uint8Array(cells.length);
  let unknownPairs = 0;
  const points = candidates.map((candidate) => ({ ...candidate, accuracy_m: 0 }));
  const unsnapped = await reachOfPoints(means, points, cells, options, (candidate, cell, finding, metres) => {
    if (finding !== 'within') {
      unknownPairs += 1;
      unknownCells[cell] = 1;
      return;
    }
    if (from.length >= MAX_PAIRS) throw tooManyPairs(means.metric);
    from.push(candidate);
    to.push(cell);
    distanceM.push(metres);
  });
  return {
    matrix: { from: Int32Array.from(from), to: Int32Array.from(to), distanceM: Float64Array.from(distanceM) },
    unknownPairs,
    unknownCells,
    unsnapped: unsnapped.points.reduce((sum, one) => sum + one, 0),
  };
}

function tooManyPairs(metric: Metric): InvalidInputError {
  return new InvalidInputError([
    {
      field: metric.metric === 'walk' ? 'maxWalkM' : 'radiusM',
      value: metric.limitM,
      reason: `more than ${MAX_PAIRS} pairs of a candidate and a cell lie within this limit`,
      allowed: 'a shorter limit, a smaller area or a coarser candidateResolution',
    },
  ]);
}
