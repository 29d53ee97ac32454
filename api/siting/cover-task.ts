import { type ChoiceRules, selectRules } from './choice-rules.ts';
import type { Prepared } from './prepare-problem.ts';
import type { SitingProblem } from './siting-problem.ts';
import { type Sparse, selectSparse, transpose } from './sparse.ts';

/**
 * A covering problem in the form that every step works on. A client covered t times by new sites is worth 0, `first`,
 * `first + second` for t = 0, 1, 2 and more when no site was open for it (`have` 0), and 0, `second` when one was (`have` 1).
 * What is sought is the greatest worth minus `siteCost` for each site; clients with `need` must be covered.
 */
export interface CoverTask {
  readonly rules: ChoiceRules;
  /** Sites × clients. */
  readonly bySite: Sparse;
  readonly byClient: Sparse;
  readonly first: Float64Array;
  readonly second: Float64Array;
  readonly have: Uint8Array;
  readonly need: Uint8Array;
  readonly siteCost: 0 | 1;
}

/** Clients that cannot gain anything are left out; `uncoverable` lists those with weight that nothing reaches. */
export function coverTaskOf(
  problem: SitingProblem,
  { rules, bySite, byClient, have }: Prepared,
): { task: CoverTask; uncoverable: Int32Array } {
  const { model, weights, backupShare = 0.5 } = problem;
  const newClient = new Int32Array(problem.clients).fill(-1);
  const uncoverable: number[] = [];
  const kept = { first: [] as number[], second: [] as number[], have: [] as number[], need: [] as number[] };
  for (let client = 0; client < problem.clients; client += 1) {
    const weight = weights[client]!;
    const reachable = byClient.starts[client + 1]! - byClient.starts[client]!;
    const open = have[client]!;
    if (weight === 0) continue;
    if (reachable === 0 && open === 0) uncoverable.push(client);
    const share = model === 'bacop1' ? 1 : model === 'bacop2' ? backupShare : 0;
    const mustCover = (model === 'lscp' || model === 'bacop1') && open === 0;
    const first = mustCover || open > 0 ? 0 : weight * (1 - share);
    // One candidate and no open site: nothing can back this client up.
    const second = open > 1 || open + reachable < 2 ? 0 : weight * share;
    if (reachable === 0 || (first === 0 && second === 0 && !mustCover)) continue;
    newClient[client] = kept.first.push(first) - 1;
    kept.second.push(second);
    kept.have.push(open);
    kept.need.push(mustCover ? 1 : 0);
  }
  const all = Int32Array.from({ length: rules.sites }, (_, site) => site);
  const selected = selectSparse(bySite, all, newClient, rules.sites, kept.first.length);
  const task: CoverTask = {
    rules,
    bySite: selected,
    byClient: transpose(selected),
    first: Float64Array.from(kept.first),
    second: Float64Array.from(kept.second),
    have: Uint8Array.from(kept.have),
    need: Uint8Array.from(kept.need),
    siteCost: model === 'lscp' ? 1 : 0,
  };
  return { task, uncoverable: Int32Array.from(uncoverable) };
}

/** Keeps some sites and clients, ascending; `add` gives the worth of a kept client, which may stand for several. */
export function selectTask(
  task: CoverTask,
  sites: Int32Array,
  clients: Int32Array,
  worth?: { readonly first: Float64Array; readonly second: Float64Array },
): CoverTask {
  const { first, second } = worth ?? task;
  const bySite = selectSparse(
    task.bySite,
    positions(sites, task.rules.sites),
    positions(clients, task.first.length),
    sites.length,
    clients.length,
  );
  return {
    rules: selectRules(task.rules, sites),
    bySite,
    byClient: transpose(bySite),
    first: Float64Array.from(clients, (client) => first[client]!),
    second: Float64Array.from(clients, (client) => second[client]!),
    have: Uint8Array.from(clients, (client) => task.have[client]!),
    need: Uint8Array.from(clients, (client) => task.need[client]!),
    siteCost: task.siteCost,
  };
}

function positions(kept: Int32Array, count: number): Int32Array {
  const position = new Int32Array(count).fill(-1);
  kept.forEach((index, at) => {
    position[index] = at;
  });
  return position;
}

/** Worth of a choice minus its cost; null when a client that must be covered is not. */
export function worthOf(task: CoverTask, chosen: Iterable<number>): number | null {
  const covers = new Int32Array(task.first.length);
  let worth = 0;
  for (const site of chosen) {
    worth -= task.siteCost;
    for (let at = task.bySite.starts[site]!; at < task.bySite.starts[site + 1]!; at += 1) {
      const client = task.bySite.indices[at]!;
      covers[client] = covers[client]! + 1;
    }
  }
  for (let client = 0; client < covers.length; client += 1) {
    const times = covers[client]! + task.have[client]!;
    if (task.need[client] && times === 0) return null;
    if (task.have[client] === 0 && times > 0) worth += task.first[client]!;
    if (times > 1) worth += task.second[client]!;
  }
  return worth;
}
