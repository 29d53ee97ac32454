import type { DistanceMatrix } from '../geo/distance-matrix.ts';
import { type Decay, weightOf } from './decay.ts';

/** `3sfca` lets residents choose among the suppliers within reach; the two others let all of them ask every supplier in full. */
export type CatchmentMethod = '2sfca' | 'e2sfca' | '3sfca';

export interface CatchmentInput {
  readonly method: CatchmentMethod;
  /** Weights of the distance; `2sfca` takes none. */
  readonly decay: Decay;
  /** Entries beyond it are left out; the limit itself is within. Same unit as the distances. */
  readonly catchmentM: number;
  /** `from` = index of a supplier, `to` = index of a place of demand; each pair once, in any order. */
  readonly matrix: DistanceMatrix;
  /** What each supplier offers, 0 or more. */
  readonly supply: Float64Array;
  /** Residents of each place, 0 or more. */
  readonly population: Float64Array;
}

export interface CatchmentAccess {
  /** Per place of demand: supply per resident that its residents can reach; 0 where none is within reach. */
  readonly access: Float64Array;
  /** Per supplier: supply per resident of its catchment, weighted; 0 when its catchment holds no residents. */
  readonly ratio: Float64Array;
  /** Per supplier: residents of its catchment, weighted. */
  readonly demand: Float64Array;
  /** Per place: suppliers within its catchment that have supply and a weight above 0. */
  readonly reachable: Int32Array;
}

/** Pairs between two looks at whether the work is still wanted. */
const PAIRS_BETWEEN_LOOKS = 500_000;

/**
 * Floating catchment areas. With W the weight of the distance between place i and supplier j:
 *
 * - 2SFCA (Luo & Wang 2003) and E2SFCA (Luo & Qi 2009): R_j = S_j ÷ Σ_k P_k W_kj, A_i = Σ_j R_j W_ij.
 * - 3SFCA (Wan, Zou & Sternberg 2012): the share of place i that asks supplier j is G_ij = W_ij ÷ Σ_s W_is, and
 *   R_j = S_j ÷ Σ_k G_kj P_k W_kj, A_i = Σ_j G_ij R_j W_ij.
 *
 * In all three Σ_i P_i A_i = Σ_j S_j over the suppliers whose catchment holds residents: each R_j divides S_j by the very sum
 * that it is multiplied with. A supplier whose catchment holds none serves nobody: its ratio is 0, nothing becomes infinite.
 * `look` is called now and then with the part done and ends the work by throwing. Throws RangeError for supply, population or
 * distances that are negative or no numbers: what is unknown must be left out by the caller, who can say so.
 */
export function floatingCatchment(
  input: CatchmentInput,
  look: (done: number) => void = () => undefined,
): CatchmentAccess {
  const { method, matrix, supply, population } = input;
  const decay: Decay = method === '2sfca' ? { kind: 'none' } : input.decay;
  requireAmounts(supply, 'supply');
  requireAmounts(population, 'population');
  const pairs = matrix.from.length;
  // The share that takes part: W, or G·W with selection.
  const weights = new Float64Array(pairs);
  const weight = weightOf(decay, input.catchmentM);
  const passes = method === '3sfca' ? 4 : 3;
  let pass = 0;
  const eachPair = (visit: (pair: number, supplier: number, place: number) => void) => {
    for (let pair = 0; pair < pairs; pair++) {
      if (pair % PAIRS_BETWEEN_LOOKS === 0) look((pass + pair / pairs) / passes);
      visit(pair, matrix.from[pair] as number, matrix.to[pair] as number);
    }
    pass++;
  };

  eachPair((pair, supplier, place) => {
    const distanceM = matrix.distanceM[pair] as number;
    if (!(distanceM >= 0)) throw new RangeError(`distance of pair ${pair} is no distance`);
    if (supplier >= supply.length || place >= population.length || supplier < 0 || place < 0)
      throw new RangeError(`pair ${pair} names no supplier or no place`);
    weights[pair] = weight(distanceM);
  });
  if (method === '3sfca') {
    // Only suppliers with something to offer compete for the choice of residents.
    const chosen = new Float64Array(population.length);
    for (let pair = 0; pair < pairs; pair++)
      if (at(supply, matrix.from[pair]) > 0) add(chosen, matrix.to[pair], weights[pair] as number);
    eachPair((pair, supplier, place) => {
      const all = at(chosen, place);
      const own = weights[pair] as number;
      weights[pair] = all > 0 && at(supply, supplier) > 0 ? (own / all) * own : 0;
    });
  }
  const demand = new Float64Array(supply.length);
  eachPair((pair, supplier, place) =>
    add(demand, supplier, at(population, place) * (weights[pair] as number)),
  );
  const ratio = supply.map((offered, supplier) => finiteOrNone(offered / at(demand, supplier)));
  const access = new Float64Array(population.length);
  const reachable = new Int32Array(population.length);
  eachPair((pair, supplier, place) => {
    const own = weights[pair] as number;
    add(access, place, at(ratio, supplier) * own);
    if (own > 0 && at(supply, supplier) > 0) reachable[place] = (reachable[place] as number) + 1;
  });
  return { access, ratio, demand, reachable };
}

/** A catchment without residents (or with so few that the ratio overflows) serves nobody. */
function finiteOrNone(ratio: number): number {
  return Number.isFinite(ratio) ? ratio : 0;
}

function requireAmounts(values: Float64Array, what: string): void {
  const bad = values.findIndex((value) => !(value >= 0 && value < Number.POSITIVE_INFINITY));
  if (bad >= 0) throw new RangeError(`${what} ${bad} is not a finite number of 0 or more`);
}

function at(values: Float64Array, index: number | undefined): number {
  return values[index as number] as number;
}

function add(values: Float64Array, index: number | undefined, amount: number): void {
  values[index as number] = at(values, index) + amount;
}
