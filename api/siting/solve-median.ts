import type { Found } from './found.ts';
import { boundMedian } from './median-bound.ts';
import { searchMedian } from './median-heuristic.ts';
import { medianProgramOf } from './median-program.ts';
import { medianTaskOf, savedBy, selectMedianSites } from './median-task.ts';
import type { Prepared } from './prepare-problem.ts';
import { proveProgram } from './prove-program.ts';
import type { SitingControl, SitingProblem } from './siting-problem.ts';

/** p-median. */
export async function solveMedian(
  problem: SitingProblem,
  prepared: Prepared,
  control: SitingControl,
): Promise<Found> {
  const { task: whole, startM, uncoverable } = medianTaskOf(problem, prepared);
  const { effort } = problem;
  const met = searchMedian(whole, control);
  control.progress(0.3);
  const known = savedBy(whole, met);
  const relaxed = boundMedian(whole, known, control);
  control.progress(0.5);
  const all = Int32Array.from({ length: whole.rules.sites }, (_, site) => site);
  const kept = effort.reduce === false ? all : all.filter((site) => !relaxed.useless[site]);
  const task = kept.length === all.length ? whole : selectMedianSites(whole, kept);
  const inTask = Int32Array.from(met, (site) => kept.indexOf(site));
  const proof = await proveProgram({
    build: () => medianProgramOf(task),
    sites: kept.length,
    start: { chosen: inTask.includes(-1) ? null : inTask, worth: known },
    lagrangian: relaxed.upper,
    worthOf: (chosen) => savedBy(task, chosen),
    wholeNumbers: false,
    effort,
    control,
  });
  return {
    status: proof.status,
    chosen: proof.chosen ? Int32Array.from(proof.chosen, (site) => kept[site]!) : met,
    bound: proof.bound === null ? null : startM - proof.bound,
    boundFrom: proof.boundFrom,
    foundBy: proof.chosen ? 'branch-and-bound' : 'greedy-exchange',
    uncoverable,
    size: {
      candidates: problem.candidates,
      clients: problem.clients,
      entries: problem.reach.from.length,
      reducedCandidates: task.rules.sites,
      reducedClients: task.byClient.rows,
      reducedEntries: task.bySite.indices.length,
    },
  };
}
