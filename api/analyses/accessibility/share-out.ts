import {
  type CatchmentAccess,
  type CatchmentInput,
  floatingCatchment,
} from '../../accessibility/floating-catchment.ts';
import { runInThread } from '../../compute/run-in-thread.ts';
import type { DistanceMatrix } from '../../geo/distance-matrix.ts';
import { DOUBT, pairsOf } from './reach.ts';

/** So many pairs are computed at once (a few milliseconds); more in a thread. */
const AT_ONCE = 50_000;

export interface Shares extends CatchmentAccess {
  /** Σ supply of the suppliers that take part. */
  readonly supply: number;
  /** Σ supply of those whose catchment holds residents. */
  readonly served: number;
  /** Σ residents × access. */
  readonly delivered: number;
  /** delivered = served, but for rounding: the arithmetic lost and invented nothing. */
  readonly conserved: boolean;
}

/** Runs the model, in a thread when it is large, and checks that the supply is conserved. */
export async function shareOut(
  input: CatchmentInput,
  run: { readonly signal: AbortSignal; readonly onProgress: (done: number) => void },
): Promise<Shares> {
  const shares =
    input.matrix.from.length <= AT_ONCE
      ? floatingCatchment(input)
      : await runInThread('accessibility', input, run);
  const supply = input.supply.reduce((sum, value) => sum + value, 0);
  const served = input.supply.reduce(
    (sum, value, supplier) => ((shares.demand[supplier] as number) > 0 ? sum + value : sum),
    0,
  );
  const delivered = shares.access.reduce(
    (sum, value, place) => sum + value * (input.population[place] as number),
    0,
  );
  const conserved = Math.abs(delivered - served) <= 1e-9 * Math.max(1, served);
  return { ...shares, supply, served, delivered, conserved };
}

/** The pairs of suppliers whose supply is known (not NaN); a place that reaches another one is in doubt. */
export function ofKnownSupply(
  matrix: DistanceMatrix,
  supply: Float64Array,
  doubts: Uint8Array,
): DistanceMatrix {
  if (!supply.some(Number.isNaN)) return matrix;
  const kept = new Uint8Array(matrix.from.length);
  for (let pair = 0; pair < kept.length; pair++) {
    const place = matrix.to[pair] as number;
    if (Number.isNaN(supply[matrix.from[pair] as number]))
      doubts[place] = (doubts[place] as number) | DOUBT.supplyUnknown;
    else kept[pair] = 1;
  }
  return pairsOf(matrix, kept);
}
