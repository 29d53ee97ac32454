import type { CoverTask } from './cover-task.ts';
import { NestedChoice } from './nested-choice.ts';
import { SitingCancelled, type SitingControl } from './siting-problem.ts';

const ROUNDS = 400;
const MOST_STEPS = 300_000_000;
/** Rounds without a better bound before the step is halved. */
const PATIENCE = 12;

export interface CoverBound {
  /** No choice is worth more. */
  readonly upper: number;
  /** Sites that no choice better than the known one holds, marked. */
  readonly useless: Uint8Array;
}

/**
 * An upper bound by Lagrangian relaxation of "a client is covered by the sites that reach it" with subgradient steps (for
 * maximal covering: Galvão & ReVelle 1996). Any multipliers give a valid bound; the best ones give that of the linear
 * relaxation. A site whose forced choice brings the bound below what is known cannot be part of anything better.
 */
export function boundCover(task: CoverTask, known: number | null, control: SitingControl): CoverBound {
  const { bySite, byClient, first, second, need, rules } = task;
  const clients = first.length;
  const nested = new NestedChoice(rules);
  const prices = Float64Array.from({ length: clients }, (_, client) => {
    const worth = Math.max(first[client]!, second[client]!, need[client]! * task.siteCost);
    return worth / Math.max(1, byClient.starts[client + 1]! - byClient.starts[client]!);
  });
  const profits = new Float64Array(rules.sites);
  const slope = new Float64Array(clients);
  const best = { upper: Infinity, profits: profits.slice() };
  const rounds = Math.min(ROUNDS, Math.ceil(MOST_STEPS / Math.max(1, 2 * bySite.indices.length)));
  let scale = 1;
  let idle = 0;
  for (let round = 0; round < rounds && scale > 1e-4; round += 1) {
    if (control.cancelled()) throw new SitingCancelled();
    fillProfits(task, prices, profits);
    let upper = nested.choose(profits);
    for (let client = 0; client < clients; client += 1) {
      const times = bestTimes(task, client, prices[client]!);
      upper += times.worth;
      slope[client] = -times.times;
      for (let at = byClient.starts[client]!; at < byClient.starts[client + 1]!; at += 1)
        if (nested.has[byClient.indices[at]!]) slope[client] = slope[client]! + 1;
    }
    idle += 1;
    if (upper < best.upper - 1e-9 * Math.abs(best.upper)) idle = 0;
    if (upper < best.upper) {
      best.upper = upper;
      best.profits.set(profits);
    }
    if (known !== null && best.upper <= known + 1e-12 * Math.abs(known)) break;
    if (idle >= PATIENCE) {
      scale /= 2;
      idle = 0;
    }
    const length = slope.reduce((sum, part) => sum + part * part, 0);
    if (length === 0) break;
    const target = known ?? (upper > 0 ? 0.9 * upper : 1.1 * upper - 1);
    const step = (scale * Math.max(upper - target, 1e-6 * Math.abs(upper))) / length;
    for (let client = 0; client < clients; client += 1)
      prices[client] = Math.max(0, prices[client]! - step * slope[client]!);
  }
  return { upper: best.upper, useless: uselessSites(task, nested, best, known) };

  /** How often it pays to count a client as covered at this price, and what that is worth. */
  function bestTimes(
    { have: open }: CoverTask,
    client: number,
    price: number,
  ): { times: number; worth: number } {
    const next = second[client]! - price;
    if (open[client] === 1) return next > 0 ? { times: 1, worth: next } : { times: 0, worth: 0 };
    const once = first[client]! - price;
    const twice = once + next;
    if (next > 0 && (twice > 0 || need[client])) return { times: 2, worth: twice };
    return once > 0 || need[client] ? { times: 1, worth: once } : { times: 0, worth: 0 };
  }
}

function fillProfits(
  { bySite, rules, siteCost }: CoverTask,
  prices: Float64Array,
  profits: Float64Array,
): void {
  for (let site = 0; site < rules.sites; site += 1) {
    let profit = -siteCost;
    for (let at = bySite.starts[site]!; at < bySite.starts[site + 1]!; at += 1)
      profit += prices[bySite.indices[at]!]!;
    profits[site] = profit;
  }
}

function uselessSites(
  task: CoverTask,
  nested: NestedChoice,
  best: { upper: number; profits: Float64Array },
  known: number | null,
): Uint8Array {
  const useless = new Uint8Array(task.rules.sites);
  if (known === null || best.upper === Infinity) return useless;
  nested.choose(best.profits);
  const losses = nested.lossWhenForced(best.profits);
  // Numbers of sites are whole: better means one fewer.
  const better = task.siteCost === 1 ? known + 1 - 1e-6 : known + 1e-9 * Math.abs(known);
  for (let site = 0; site < useless.length; site += 1)
    if (best.upper - losses[site]! < better) useless[site] = 1;
  return useless;
}
