import { CoverSearch } from './cover-search.ts';
import type { CoverTask } from './cover-task.ts';
import { SitingCancelled, type SitingControl } from './siting-problem.ts';

/** Candidate exchanges looked at, counted in entries; bounds the work on large problems without a clock. */
const MOST_STEPS = 400_000_000;

/**
 * Sites by greedy choice and then exchange (Teitz & Bart 1968): each site outside the choice in turn takes the place of the
 * one whose removal is best, until no exchange helps. Ties go to the lowest index. For the fewest sites, one is taken away and
 * the exchange tries to cover everybody again, until it fails. null when a client that must be covered stays uncovered.
 */
export function searchCover(task: CoverTask, control: SitingControl): Int32Array | null {
  const search = new CoverSearch(task);
  const budget = { steps: MOST_STEPS };
  addGreedily(search, control);
  exchange(search, budget, control);
  if (task.siteCost === 0) return search.unmet > 0 ? null : search.choice.list();
  let best: Int32Array | null = null;
  while (search.unmet === 0) {
    for (const site of search.choice.list()) if (search.loss(site) <= search.least) search.remove(site);
    best = search.choice.list();
    if (best.length === 0 || budget.steps <= 0) break;
    let cheapest = best[0]!;
    for (const site of best) if (search.loss(site) < search.loss(cheapest)) cheapest = site;
    search.remove(cheapest);
    exchange(search, budget, control, best.length - 1);
  }
  return best;
}

function addGreedily(search: CoverSearch, control: SitingControl, most = Infinity): void {
  const { choice, gains, least } = search;
  while (choice.count < most) {
    if (control.cancelled()) throw new SitingCancelled();
    let best = -1;
    for (let site = 0; site < gains.length; site += 1)
      if (gains[site]! > least && (best < 0 || gains[site]! > gains[best]!) && choice.canAdd(site))
        best = site;
    if (best < 0) return;
    search.add(best);
  }
}

function exchange(
  search: CoverSearch,
  budget: { steps: number },
  control: SitingControl,
  most = Infinity,
): void {
  const { task, choice, gains } = search;
  const sites = task.rules.sites;
  const shared = new Float64Array(sites);
  let chosen = choice.list();
  let losses = Float64Array.from(chosen, (site) => search.loss(site));
  for (let idle = 0, site = 0; idle < sites && budget.steps > 0; site = (site + 1) % sites) {
    idle += 1;
    if (control.cancelled()) throw new SitingCancelled();
    if (choice.has[site] || gains[site]! <= search.least) continue;
    budget.steps -= chosen.length + 4 * (task.bySite.starts[site + 1]! - task.bySite.starts[site]!);
    search.addShared(site, shared);
    let best = -1;
    let bestChange = search.least;
    chosen.forEach((removed, index) => {
      const change = gains[site]! - losses[index]! + shared[removed]!;
      shared[removed] = 0;
      if (change > bestChange && choice.canSwap(removed, site)) {
        best = removed;
        bestChange = change;
      }
    });
    if (best < 0) continue;
    search.remove(best);
    search.add(site);
    addGreedily(search, control, most);
    chosen = choice.list();
    losses = Float64Array.from(chosen, (member) => search.loss(member));
    budget.steps -= 4 * task.bySite.indices.length * (chosen.length / Math.max(1, sites));
    idle = 0;
  }
}
