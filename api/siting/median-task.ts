import { type ChoiceRules, selectRules } from './choice-rules.ts';
import type { Prepared } from './prepare-problem.ts';
import type { SitingProblem } from './siting-problem.ts';
import { type Sparse, selectSparse, sparseOf, transpose } from './sparse.ts';

/**
 * A p-median problem as savings: what each client's weighted way becomes shorter by when a site is chosen, compared with the
 * open sites (or with the metres counted when nothing reaches it). A client saves with the best of its chosen sites only.
 */
export interface MedianTask {
  readonly rules: ChoiceRules;
  /** Sites × clients, savings above 0 in weighted metres. */
  readonly bySite: Sparse;
  readonly byClient: Sparse;
}

/** `startM` is the objective with no further site: weighted metres. */
export function medianTaskOf(
  problem: SitingProblem,
  { rules, bySite, openM }: Prepared,
): { task: MedianTask; startM: number; uncoverable: Int32Array } {
  const { weights, beyondM = 0, clients } = problem;
  const site: number[] = [];
  const client: number[] = [];
  const saving: number[] = [];
  const reached = new Uint8Array(clients);
  for (let row = 0; row < rules.sites; row += 1)
    for (let at = bySite.starts[row]!; at < bySite.starts[row + 1]!; at += 1) {
      const index = bySite.indices[at]!;
      reached[index] = 1;
      const saved = weights[index]! * (Math.min(beyondM, openM[index]!) - bySite.values[at]!);
      if (saved <= 0) continue;
      site.push(row);
      client.push(index);
      saving.push(saved);
    }
  let startM = 0;
  const uncoverable: number[] = [];
  for (let index = 0; index < clients; index += 1) {
    startM += weights[index]! * Math.min(beyondM, openM[index]!);
    if (weights[index]! > 0 && !reached[index] && openM[index]! > beyondM) uncoverable.push(index);
  }
  const savings = sparseOf(rules.sites, clients, site, client, saving);
  return {
    task: { rules, bySite: savings, byClient: transpose(savings) },
    startM,
    uncoverable: Int32Array.from(uncoverable),
  };
}

/** Keeps some sites, ascending. */
export function selectMedianSites(task: MedianTask, sites: Int32Array): MedianTask {
  const position = new Int32Array(task.rules.sites).fill(-1);
  sites.forEach((site, at) => {
    position[site] = at;
  });
  const clients = task.byClient.rows;
  const every = Int32Array.from({ length: clients }, (_, client) => client);
  const bySite = selectSparse(task.bySite, position, every, sites.length, clients);
  return { rules: selectRules(task.rules, sites), bySite, byClient: transpose(bySite) };
}

/** What a choice saves in all. */
export function savedBy({ bySite, byClient }: MedianTask, chosen: Iterable<number>): number {
  const best = new Float64Array(byClient.rows);
  for (const site of chosen)
    for (let at = bySite.starts[site]!; at < bySite.starts[site + 1]!; at += 1) {
      const client = bySite.indices[at]!;
      best[client] = Math.max(best[client]!, bySite.values[at]!);
    }
  return best.reduce((sum, saved) => sum + saved, 0);
}
