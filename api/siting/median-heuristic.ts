import { MedianSearch } from './median-search.ts';
import type { MedianTask } from './median-task.ts';
import { SitingCancelled, type SitingControl } from './siting-problem.ts';

/** Bounds the exchanges on large problems without a clock; counted in entries. */
const MOST_STEPS = 400_000_000;

/**
 * Sites by greedy choice and then exchange (Teitz & Bart 1968, with the fast evaluation of all removals at once of Whitaker
 * 1983): each site outside the choice in turn takes the place of the one whose removal is best, until no exchange helps.
 * Ties go to the lowest index.
 */
export function searchMedian(task: MedianTask, control: SitingControl): Int32Array {
  const search = new MedianSearch(task);
  addGreedily(search, control);
  exchange(search, control);
  return search.choice.list();
}

function addGreedily(search: MedianSearch, control: SitingControl): void {
  const { choice, gains, least } = search;
  for (;;) {
    if (control.cancelled()) throw new SitingCancelled();
    let best = -1;
    for (let site = 0; site < gains.length; site += 1)
      if (gains[site]! > least && (best < 0 || gains[site]! > gains[best]!) && choice.canAdd(site))
        best = site;
    if (best < 0) return;
    search.add(best);
  }
}

function exchange(search: MedianSearch, control: SitingControl): void {
  const { task, choice, gains } = search;
  const sites = task.rules.sites;
  const shared = new Float64Array(sites);
  let chosen = choice.list();
  let losses = search.losses();
  let steps = MOST_STEPS;
  for (let idle = 0, site = 0; idle < sites && steps > 0; site = (site + 1) % sites) {
    idle += 1;
    if (control.cancelled()) throw new SitingCancelled();
    if (choice.has[site]) continue;
    steps -= chosen.length + task.bySite.starts[site + 1]! - task.bySite.starts[site]!;
    search.addShared(site, shared);
    let best = -1;
    let bestChange = search.least;
    for (const removed of chosen) {
      const change = gains[site]! - losses[removed]! + shared[removed]!;
      shared[removed] = 0;
      if (change > bestChange && choice.canSwap(removed, site)) {
        best = removed;
        bestChange = change;
      }
    }
    if (best < 0) continue;
    search.remove(best);
    search.add(site);
    addGreedily(search, control);
    chosen = choice.list();
    losses = search.losses();
    steps -= task.byClient.rows + (4 * task.bySite.indices.length * chosen.length) / Math.max(1, sites);
    idle = 0;
  }
}
