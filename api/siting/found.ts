import type { SitingAnswer } from './siting-problem.ts';

/** What a model's solver found, in the indexes of the prepared problem. */
export interface Found {
  readonly status: 'solved' | 'infeasible' | 'not-found' | 'time-limit';
  readonly chosen: Int32Array | null;
  /** Bound on the objective of the whole problem; null = none. */
  readonly bound: number | null;
  readonly boundFrom: SitingAnswer['boundFrom'];
  readonly foundBy: SitingAnswer['foundBy'];
  readonly uncoverable: Int32Array;
  readonly size: SitingAnswer['size'];
}
