import { boundCover } from './cover-bound.ts';
import { searchCover } from './cover-heuristic.ts';
import { coverProgramOf } from './cover-program.ts';
import { type CoverTask, coverTaskOf, selectTask, worthOf } from './cover-task.ts';
import type { Found } from './found.ts';
import type { Prepared } from './prepare-problem.ts';
import { proveProgram } from './prove-program.ts';
import { reduceCover } from './reduce-cover.ts';
import type { SitingControl, SitingProblem, SitingSize } from './siting-problem.ts';

/** lscp, mclp, bacop1 and bacop2. */
export async function solveCover(
  problem: SitingProblem,
  prepared: Prepared,
  control: SitingControl,
): Promise<Found> {
  const { task: whole, uncoverable } = coverTaskOf(problem, prepared);
  const { effort } = problem;
  const first =
    effort.reduce === false
      ? { task: whole, sites: Int32Array.from({ length: whole.rules.sites }, (_, site) => site) }
      : reduceCover(whole);
  control.progress(0.1);
  const met = searchCover(first.task, control);
  control.progress(0.3);
  const known = met && worthOf(first.task, met);
  const relaxed = boundCover(first.task, known, control);
  control.progress(0.5);
  const kept = keptSites(first.task, effort.reduce === false ? null : relaxed.useless);
  const task =
    kept.length === first.task.rules.sites
      ? first.task
      : selectTask(
          first.task,
          kept,
          Int32Array.from({ length: first.task.first.length }, (_, client) => client),
        );
  const own = problem.model === 'lscp' ? prepared.required.length : constantOf(problem, prepared);
  const common = { uncoverable, size: sizeOf(problem, task) };
  /** Worth of the task as an objective of the problem. */
  const objectiveOf = (worth: number) => (problem.model === 'lscp' ? own - worth : own + worth);
  const outOfReach = whole.siteCost === 1 && relaxed.upper < -whole.rules.most - 1e-6;
  if (outOfReach)
    return {
      ...common,
      status: 'infeasible',
      chosen: null,
      bound: null,
      boundFrom: 'lagrangian',
      foundBy: null,
    };
  const start = met && { chosen: met, worth: known ?? 0, inTask: positionsIn(kept, met) };
  const proof = await proveProgram({
    build: () => coverProgramOf(task),
    sites: kept.length,
    start: start && { chosen: start.inTask, worth: start.worth },
    lagrangian: relaxed.upper,
    worthOf: (chosen) => worthOf(task, chosen),
    wholeNumbers: task.siteCost === 1,
    effort,
    control,
  });
  const inFirst = proof.chosen
    ? Int32Array.from(proof.chosen, (site) => kept[site]!)
    : (start?.chosen ?? null);
  return {
    ...common,
    status: proof.status,
    chosen: inFirst && Int32Array.from(inFirst, (site) => first.sites[site]!),
    bound: proof.bound === null ? null : objectiveOf(proof.bound),
    boundFrom: proof.boundFrom,
    foundBy: proof.chosen ? 'branch-and-bound' : inFirst && 'greedy-exchange',
  };
}

/** What required candidates add by themselves. */
function constantOf(problem: SitingProblem, { have }: Prepared): number {
  const { model, weights, backupShare = 0.5, existingCover } = problem;
  const share = model === 'mclp' ? 0 : model === 'bacop1' ? 1 : backupShare;
  let worth = 0;
  for (let client = 0; client < problem.clients; client += 1) {
    const before = existingCover?.[client] ?? 0;
    if (before === 0 && have[client]! > 0) worth += weights[client]! * (1 - share);
    if (before < 2 && have[client]! > 1) worth += weights[client]! * share;
  }
  return worth;
}

function keptSites(task: CoverTask, useless: Uint8Array | null): Int32Array {
  const all = Int32Array.from({ length: task.rules.sites }, (_, site) => site);
  return useless ? all.filter((site) => !useless[site]) : all;
}

/** The chosen sites in the order kept; null when one of them is not kept. */
function positionsIn(kept: Int32Array, chosen: Int32Array): Int32Array | null {
  const at = Int32Array.from(chosen, (site) => kept.indexOf(site));
  return at.includes(-1) ? null : at;
}

function sizeOf(problem: SitingProblem, task: CoverTask): SitingSize {
  return {
    candidates: problem.candidates,
    clients: problem.clients,
    entries: problem.reach.from.length,
    reducedCandidates: task.rules.sites,
    reducedClients: task.first.length,
    reducedEntries: task.bySite.indices.length,
  };
}
