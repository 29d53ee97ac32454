import type { Database } from '../../db/database.ts';
import { distanceVerdict } from '../../policy/distance-verdict.ts';
import { type StraightOptions, straightMatrix } from '../points/straight-matrix.ts';
import type { Candidate } from './candidate.ts';
import type { BandedPoint } from './reach-of-points.ts';

export interface Separation {
  /** Candidates that are, or by the accuracy of positions may be, too near an existing institution; ascending. */
  readonly forbidden: Int32Array;
  /** Of those, how many only may be. */
  readonly perhaps: number;
  /** Pairs of candidates too near each other. */
  readonly apart: { readonly a: Int32Array; readonly b: Int32Array };
}

/**
 * What the least separation rules out. Straight lines, whatever the metric: a walk is never shorter, so that what is far enough
 * in a straight line is so on foot. Two candidates at one place exclude each other even without a rule. Throws InvalidInputError
 * (field minSeparationM) when too many pairs lie within it.
 */
export async function applySeparation(
  db: Database,
  candidates: readonly Candidate[],
  institutions: readonly BandedPoint[],
  {
    minSeparationM,
    ...run
  }: { readonly minSeparationM: number } & Pick<StraightOptions, 'signal' | 'maxPairs'>,
): Promise<Separation> {
  const surely = new Uint8Array(candidates.length);
  const perhaps = new Uint8Array(candidates.length);
  const options = { ...run, limitField: 'minSeparationM' };
  if (minSeparationM > 0)
    for (const isCoarse of [false, true]) {
      const some = institutions.filter(({ accuracy_m }) => accuracy_m > 100 === isCoarse);
      const widest = some.reduce((most, { accuracy_m }) => Math.max(most, accuracy_m), 0);
      const near = await straightMatrix(db, candidates, some, minSeparationM + widest, options);
      for (let pair = 0; pair < near.from.length; pair += 1) {
        const band = some[near.to[pair]!]!.accuracy_m;
        const verdict = distanceVerdict(near.distanceM[pair]!, minSeparationM, band);
        if (verdict === 'within') surely[near.from[pair]!] = 1;
        if (verdict === 'uncertain') perhaps[near.from[pair]!] = 1;
      }
    }
  const forbidden = [...candidates.keys()].filter((index) => surely[index] || perhaps[index]);
  const pairs = await straightMatrix(db, candidates, candidates, Math.max(minSeparationM, 0.001), options);
  const tooNear = (from: number, entry: number) => from < pairs.to[entry]!;
  const a = pairs.from.filter(tooNear);
  const b = pairs.to.filter((to, entry) => pairs.from[entry]! < to);
  return {
    forbidden: Int32Array.from(forbidden),
    perhaps: forbidden.filter((index) => !surely[index]).length,
    apart: { a, b },
  };
}
