import type { DistanceMatrix } from '../geo/distance-matrix.ts';

/**
 * The models, each with new sites chosen among candidates while existing sites stay open:
 * - `lscp` location set covering (Toregas et al. 1971): fewest new sites so that every coverable client is covered;
 * - `mclp` maximal covering (Church & ReVelle 1974): most weight newly covered by at most p new sites;
 * - `p-median` (Hakimi 1964; ReVelle & Swain 1970): least weighted distance to the nearest site with at most p new sites;
 * - `bacop1` backup coverage (Hogan & ReVelle 1986): every coverable client covered once, most weight covered twice;
 * - `bacop2` (ibid.): most of (1 − backupShare) × weight covered at least once + backupShare × weight covered at least twice.
 * A client is covered as often as there are sites, existing or new, that reach it; it is backed up from the second on. So a
 * client with one candidate and no existing site can never be backed up.
 */
export type SitingModel = 'lscp' | 'mclp' | 'p-median' | 'bacop1' | 'bacop2';

/** Candidates and clients are known by their index. */
export interface SitingProblem {
  readonly model: SitingModel;
  readonly candidates: number;
  readonly clients: number;
  /** Which candidates (`from`) reach which clients (`to`), in metres. Of entries given twice the last counts. */
  readonly reach: DistanceMatrix;
  /** Per client, 0 or from 1e-6 to 1e12. A client of weight 0 has no demand: it need not be covered and counts nowhere. */
  readonly weights: Float64Array;
  /** Per client: how many existing sites reach it; absent = none. */
  readonly existingCover?: Uint8Array | undefined;
  /** Per client, p-median: metres to the nearest existing site, Infinity = none; absent = no existing sites. */
  readonly existingM?: Float64Array | undefined;
  /** p-median: metres counted for a client that no site reaches; not less than any listed distance. */
  readonly beyondM?: number | undefined;
  /** Most new sites, required ones included; may be absent only with lscp. */
  readonly p?: number | undefined;
  /** bacop2: from 0 (no backup, which is mclp) to 1 (backup only); default 0.5. */
  readonly backupShare?: number | undefined;
  readonly required?: Int32Array | undefined;
  readonly forbidden?: Int32Array | undefined;
  /** Pairs of candidates of which at most one may be chosen. */
  readonly apart?: { readonly a: Int32Array; readonly b: Int32Array } | undefined;
  /** Group of each candidate (-1 = none) and the most new sites of each group. */
  readonly groups?: { readonly of: Int32Array; readonly most: Int32Array } | undefined;
  readonly effort: SitingEffort;
}

/** How much work to spend. */
export interface SitingEffort {
  /** Largest program given to the exact solver, in entries of its matrix after reduction; 0 = never exact. */
  readonly maxEntries: number;
  /** Longest time of the exact solver in seconds. */
  readonly timeLimitS: number;
  /** false leaves dominated rows and columns in, for comparison. Default true. */
  readonly reduce?: boolean | undefined;
}

/**
 * - `optimal`: proven (gap at most 1e-6 of the objective, the tolerance of the solver);
 * - `feasible`: beyond the size limit or without proof: sites by greedy and exchange, with a proven bound;
 * - `time-limit`: the exact solver ran out of time; the best sites found, with a proven bound;
 * - `infeasible`: proven that no choice keeps all constraints;
 * - `not-found`: no choice was found that keeps all constraints, and none is proven absent.
 */
export type SitingStatus = 'optimal' | 'feasible' | 'time-limit' | 'infeasible' | 'not-found';

export interface SitingAnswer {
  readonly status: SitingStatus;
  /** Ascending; null when there is no answer. */
  readonly chosen: Int32Array | null;
  /**
   * Of the chosen sites, computed from the matrix: lscp: number of new sites; mclp, bacop1, bacop2: weight that they add to what
   * existing sites cover; p-median: weighted metres of all clients.
   */
  readonly objective: number | null;
  /** No choice is better than this: an upper bound of mclp, bacop1 and bacop2, a lower bound of lscp and p-median. */
  readonly bound: number | null;
  /** |bound − objective| ÷ |objective|; 0 when they are equal, null when one is missing or the objective is 0. */
  readonly gap: number | null;
  /** What proved the bound. */
  readonly boundFrom: 'branch-and-bound' | 'linear-relaxation' | 'lagrangian' | 'enumeration' | null;
  /** What found the sites. */
  readonly foundBy: 'branch-and-bound' | 'greedy-exchange' | null;
  /** Clients with weight that neither an existing site nor any candidate allowed can reach. */
  readonly uncoverable: Int32Array;
  /** The program before and after dominance and bounds took away what cannot matter. */
  readonly size: SitingSize;
}

export interface SitingSize {
  readonly candidates: number;
  readonly clients: number;
  readonly entries: number;
  readonly reducedCandidates: number;
  readonly reducedClients: number;
  readonly reducedEntries: number;
}

/** Ends or follows a run; see TaskControl of compute/. */
export interface SitingControl {
  cancelled(): boolean;
  progress(done: number): void;
}

/** Thrown when `cancelled()` turned true. */
export class SitingCancelled extends Error {
  override readonly name = 'SitingCancelled';
  constructor() {
    super('the search for sites was cancelled');
  }
}
