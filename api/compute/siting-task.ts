import type { SitingAnswer, SitingProblem } from '../siting/siting-problem.ts';
import { solveSiting } from '../siting/solve-siting.ts';
import type { Task } from './compute.ts';

/** Where new sites should stand. */
export const sitingTask: Task<SitingProblem, SitingAnswer> = (problem, control) =>
  solveSiting(problem, control);
