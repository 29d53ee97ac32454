import type { MedianTask } from './median-task.ts';
import { NestedChoice } from './nested-choice.ts';
import { SitingCancelled, type SitingControl } from './siting-problem.ts';

const ROUNDS = 600;
const MOST_STEPS = 400_000_000;
const PATIENCE = 12;

export interface MedianBound {
  /** No choice saves more. */
  readonly upper: number;
  /** Sites that no choice better than the known one holds, marked. */
  readonly useless: Uint8Array;
}

/**
 * An upper bound on what can be saved, by Lagrangian relaxation of "each client saves with one site only" with subgradient
 * steps (Cornuéjols, Fisher & Nemhauser 1977). Any multipliers give a valid bound; the best ones that of the linear relaxation.
 */
export function boundMedian(task: MedianTask, known: number, control: SitingControl): MedianBound {
  const { bySite, byClient, rules } = task;
  const clients = byClient.rows;
  const nested = new NestedChoice(rules);
  const prices = firstPrices(task);
  const profits = new Float64Array(rules.sites);
  const slope = new Float64Array(clients);
  const best = { upper: Infinity, profits: profits.slice(), prices: prices.slice() };
  const rounds = Math.min(ROUNDS, Math.ceil(MOST_STEPS / Math.max(1, 2 * bySite.indices.length)));
  let scale = 1;
  let idle = 0;
  for (let round = 0; round < rounds && scale > 1e-5; round += 1) {
    if (control.cancelled()) throw new SitingCancelled();
    for (let site = 0; site < rules.sites; site += 1) {
      let profit = 0;
      for (let at = bySite.starts[site]!; at < bySite.starts[site + 1]!; at += 1) {
        const over = bySite.values[at]! - prices[bySite.indices[at]!]!;
        if (over > 0) profit += over;
      }
      profits[site] = profit;
    }
    let upper = nested.choose(profits);
    for (const price of prices) upper += price;
    idle += 1;
    if (upper < best.upper * (1 - 1e-9)) idle = 0;
    if (upper < best.upper) {
      best.upper = upper;
      best.profits.set(profits);
      best.prices.set(prices);
    }
    if (best.upper <= known * (1 + 1e-12)) break;
    if (idle >= PATIENCE) {
      scale /= 2;
      idle = 0;
      prices.set(best.prices);
    }
    slope.fill(1);
    for (let site = 0; site < rules.sites; site += 1) {
      if (!nested.has[site]) continue;
      for (let at = bySite.starts[site]!; at < bySite.starts[site + 1]!; at += 1) {
        const client = bySite.indices[at]!;
        if (bySite.values[at]! > prices[client]!) slope[client] = slope[client]! - 1;
      }
    }
    // A price that is 0 cannot fall further.
    let length = 0;
    for (let client = 0; client < clients; client += 1) {
      if (prices[client] === 0 && slope[client]! > 0) slope[client] = 0;
      length += slope[client]! ** 2;
    }
    if (length === 0) break;
    const step = (scale * Math.max(upper - known, 1e-6 * upper)) / length;
    for (let client = 0; client < clients; client += 1)
      prices[client] = Math.max(0, prices[client]! - step * slope[client]!);
  }
  const useless = new Uint8Array(rules.sites);
  if (best.upper < Infinity) {
    nested.choose(best.profits);
    const losses = nested.lossWhenForced(best.profits);
    for (let site = 0; site < useless.length; site += 1)
      if (best.upper - losses[site]! < known * (1 + 1e-9)) useless[site] = 1;
  }
  return { upper: best.upper, useless };
}

/** The second best saving of each client: a price that two sites at most pay. */
function firstPrices({ byClient }: MedianTask): Float64Array {
  return Float64Array.from({ length: byClient.rows }, (_, client) => {
    let best = 0;
    let second = 0;
    for (let at = byClient.starts[client]!; at < byClient.starts[client + 1]!; at += 1) {
      const value = byClient.values[at]!;
      if (value > best) {
        second = best;
        best = value;
      } else if (value > second) second = value;
    }
    return second;
  });
}
