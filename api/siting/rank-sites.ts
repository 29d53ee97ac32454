import type { SitingProblem } from './siting-problem.ts';
import { sparseOfMatrix } from './sparse.ts';

/** A chosen candidate in the order in which it helps most, with what it adds to those before it. */
export interface RankedSite {
  readonly candidate: number;
  /** Weight that is covered for the first time. */
  readonly covered: number;
  /** Weight that is covered for the second time. */
  readonly backedUp: number;
  /** Weighted metres saved; only with p-median. */
  readonly savedM: number;
  /** Weight that it reaches, whoever else does. */
  readonly reached: number;
}

/** Orders the chosen candidates by what each adds under the model, best first; ties by index. */
export function rankSites(problem: SitingProblem, chosen: Int32Array): RankedSite[] {
  const { candidates, clients, weights, model, beyondM = 0, backupShare = 0.5 } = problem;
  const reach = sparseOfMatrix(problem.reach, candidates, clients);
  const times = Uint8Array.from({ length: clients }, (_, client) =>
    Math.min(2, problem.existingCover?.[client] ?? 0),
  );
  const nearestM = Float64Array.from({ length: clients }, (_, client) =>
    Math.min(beyondM, problem.existingM?.[client] ?? Infinity),
  );
  const share = model === 'bacop1' ? 1 : model === 'bacop2' ? backupShare : 0;
  const look = (candidate: number): RankedSite => {
    const site = { candidate, covered: 0, backedUp: 0, savedM: 0, reached: 0 };
    for (let at = reach.starts[candidate]!; at < reach.starts[candidate + 1]!; at += 1) {
      const client = reach.indices[at]!;
      const weight = weights[client]!;
      site.reached += weight;
      if (times[client] === 0) site.covered += weight;
      if (times[client] === 1) site.backedUp += weight;
      if (model === 'p-median') site.savedM += weight * Math.max(0, nearestM[client]! - reach.values[at]!);
    }
    return site;
  };
  const worth = (site: RankedSite) =>
    model === 'p-median' ? site.savedM : (1 - share) * site.covered + share * site.backedUp;
  const better = (a: RankedSite, b: RankedSite) =>
    worth(a) - worth(b) || a.covered - b.covered || a.reached - b.reached || b.candidate - a.candidate;
  const ranked: RankedSite[] = [];
  const left = new Set(chosen);
  while (left.size > 0) {
    const best = [...left].map(look).reduce((most, site) => (better(site, most) > 0 ? site : most));
    ranked.push(best);
    left.delete(best.candidate);
    for (let at = reach.starts[best.candidate]!; at < reach.starts[best.candidate + 1]!; at += 1) {
      const client = reach.indices[at]!;
      times[client] = Math.min(2, times[client]! + 1);
      nearestM[client] = Math.min(nearestM[client]!, reach.values[at]!);
    }
  }
  return ranked;
}
