import { checkProblem } from './check-problem.ts';
import { evaluateChoice } from './evaluate-choice.ts';
import { prepareProblem } from './prepare-problem.ts';
import type { SitingAnswer, SitingControl, SitingProblem } from './siting-problem.ts';
import { solveCover } from './solve-cover.ts';
import { solveMedian } from './solve-median.ts';

/** Gap up to which an answer counts as proven: the tolerance of the exact solver. */
export const PROVEN_GAP = 1e-6;

/**
 * Where new sites should stand under a model and its constraints. Pure and deterministic: the same problem gives the same
 * answer, unless the time limit of the exact solver ends it. Steps: dominance; greedy and exchange; a Lagrangian bound, which
 * also takes away sites that nothing better can hold; then, within the size limit, branch and bound.
 * Throws RangeError for a malformed problem, SitingCancelled when `control` says so.
 */
export async function solveSiting(
  problem: SitingProblem,
  control: SitingControl = { cancelled: () => false, progress: () => undefined },
): Promise<SitingAnswer> {
  checkProblem(problem);
  const prepared = prepareProblem(problem);
  if (!prepared) return withoutSites('infeasible', problem);
  const found = await (problem.model === 'p-median' ? solveMedian : solveCover)(problem, prepared, control);
  control.progress(1);
  const { uncoverable, size, boundFrom, foundBy } = found;
  if (!found.chosen) {
    const status = found.status === 'solved' ? 'not-found' : found.status;
    return {
      ...withoutSites(status, problem),
      bound: status === 'infeasible' ? null : found.bound,
      uncoverable,
      size,
    };
  }
  const chosen = Int32Array.from([
    ...prepared.required,
    ...Array.from(found.chosen, (site) => prepared.candidateOf[site]!),
  ]).sort();
  const { objective, broken } = evaluateChoice(problem, chosen, uncoverable);
  if (broken) throw new Error(`the solver broke a constraint: ${broken}`);
  const maximises = problem.model !== 'lscp' && problem.model !== 'p-median';
  const bound = found.bound === null ? null : tidyBound(found.bound, objective, maximises);
  const gap = bound === null ? null : gapOf(bound, objective);
  const status =
    gap !== null && gap <= PROVEN_GAP ? 'optimal' : found.status === 'time-limit' ? 'time-limit' : 'feasible';
  return {
    status,
    chosen,
    objective,
    bound,
    gap,
    boundFrom: bound === null ? null : boundFrom,
    foundBy,
    uncoverable,
    size,
  };
}

/** A bound within rounding of the objective, or on its wrong side, is the objective. */
function tidyBound(bound: number, objective: number, maximises: boolean): number {
  if (Math.abs(bound - objective) <= 1e-9 * Math.abs(objective)) return objective;
  return maximises ? Math.max(bound, objective) : Math.min(bound, objective);
}

function gapOf(bound: number, objective: number): number | null {
  if (bound === objective) return 0;
  return objective === 0 ? null : Math.abs((bound - objective) / objective);
}

function withoutSites(status: SitingAnswer['status'], problem: SitingProblem): SitingAnswer {
  const { candidates, clients, reach } = problem;
  const entries = reach.from.length;
  return {
    status,
    chosen: null,
    objective: null,
    bound: null,
    gap: null,
    boundFrom: null,
    foundBy: null,
    uncoverable: new Int32Array(),
    size: {
      candidates,
      clients,
      entries,
      reducedCandidates: candidates,
      reducedClients: clients,
      reducedEntries: entries,
    },
  };
}
