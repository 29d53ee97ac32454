import { type StraightDistances, type StraightInput, straightDistances } from '../geo/straight-distances.ts';
import type { Task } from './compute.ts';

/** Straight distances of many pairs. */
export const straightTask: Task<StraightInput, StraightDistances> = (input, { cancelled, progress }) =>
  straightDistances(input, (done) => {
    if (cancelled()) throw new Error('the work was given up');
    progress(done);
  });
