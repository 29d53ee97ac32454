import {
  type CatchmentAccess,
  type CatchmentInput,
  floatingCatchment,
} from '../accessibility/floating-catchment.ts';
import type { Task } from './compute.ts';

/** Floating catchment areas of a whole city. */
export const accessibilityTask: Task<CatchmentInput, CatchmentAccess> = (input, { cancelled, progress }) =>
  floatingCatchment(input, (done) => {
    if (cancelled()) throw new Error('the work was given up');
    progress(done);
  });
