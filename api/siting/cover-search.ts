import { Choice } from './choice-rules.ts';
import type { CoverTask } from './cover-task.ts';

/** A choice with the worth that each further or removed site would make, kept up to date. */
export class CoverSearch {
  readonly task: CoverTask;
  readonly choice: Choice;
  /** Per site: worth that choosing it now adds (of a chosen one: meaningless). */
  readonly gains: Float64Array;
  /** Least change that counts; smaller ones may be rounding. */
  readonly least: number;
  /** Chosen sites that reach each client. */
  readonly #by: number[][];
  readonly #needWorth: number;
  #unmet: number;

  constructor(task: CoverTask) {
    this.task = task;
    this.choice = new Choice(task.rules);
    this.#by = Array.from(task.first, () => []);
    let total = 0;
    for (let client = 0; client < task.first.length; client += 1)
      total += task.first[client]! + task.second[client]!;
    // Covering a client that must be covered goes before any worth.
    this.#needWorth = total + 1;
    this.least = 1e-9 * Math.max(1e-300, task.need.some((need) => need === 1) ? this.#needWorth : total);
    this.#unmet = task.need.reduce((sum, need) => sum + need, 0);
    this.gains = new Float64Array(task.rules.sites);
    for (let site = 0; site < task.rules.sites; site += 1)
      for (let at = task.bySite.starts[site]!; at < task.bySite.starts[site + 1]!; at += 1)
        this.gains[site] = this.gains[site]! + this.#next(task.bySite.indices[at]!, 0);
  }

  /** Clients that must be covered and are not. */
  get unmet(): number {
    return this.#unmet;
  }

  add(site: number): void {
    const { bySite, need } = this.task;
    this.choice.add(site);
    for (let at = bySite.starts[site]!; at < bySite.starts[site + 1]!; at += 1) {
      const client = bySite.indices[at]!;
      const by = this.#by[client]!;
      if (by.length === 0 && need[client]) this.#unmet -= 1;
      this.#shiftGains(client, this.#next(client, by.length + 1) - this.#next(client, by.length));
      by.push(site);
    }
  }

  remove(site: number): void {
    const { bySite, need } = this.task;
    this.choice.remove(site);
    for (let at = bySite.starts[site]!; at < bySite.starts[site + 1]!; at += 1) {
      const client = bySite.indices[at]!;
      const by = this.#by[client]!;
      by.splice(by.indexOf(site), 1);
      if (by.length === 0 && need[client]) this.#unmet += 1;
      this.#shiftGains(client, this.#next(client, by.length) - this.#next(client, by.length + 1));
    }
  }

  /** Worth lost when a chosen site is removed. */
  loss(site: number): number {
    const { bySite } = this.task;
    let loss = 0;
    for (let at = bySite.starts[site]!; at < bySite.starts[site + 1]!; at += 1) {
      const client = bySite.indices[at]!;
      loss += this.#next(client, this.#by[client]!.length - 1);
    }
    return loss;
  }

  /** Adds to `shared[r]`, for each chosen r, what `gain(site) − loss(r)` has wrong about clients that both reach. */
  addShared(site: number, shared: Float64Array): void {
    const { bySite } = this.task;
    for (let at = bySite.starts[site]!; at < bySite.starts[site + 1]!; at += 1) {
      const client = bySite.indices[at]!;
      const by = this.#by[client]!;
      if (by.length === 0) continue;
      const wrong = this.#next(client, by.length - 1) - this.#next(client, by.length);
      if (wrong !== 0) for (const chosen of by) shared[chosen] = shared[chosen]! + wrong;
    }
  }

  /** Worth of the next cover of a client that has `times` new ones. */
  #next(client: number, times: number): number {
    const { have, need, first, second } = this.task;
    const covers = times + have[client]!;
    if (covers === 0) return first[client]! + (need[client] ? this.#needWorth : 0);
    return covers === 1 ? second[client]! : 0;
  }

  #shiftGains(client: number, by: number): void {
    if (by === 0) return;
    const { byClient } = this.task;
    for (let at = byClient.starts[client]!; at < byClient.starts[client + 1]!; at += 1) {
      const site = byClient.indices[at]!;
      this.gains[site] = this.gains[site]! + by;
    }
  }
}
