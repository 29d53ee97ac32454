import { Choice } from './choice-rules.ts';
import type { MedianTask } from './median-task.ts';

/** A choice with the savings that each further site would add, kept up to date. */
export class MedianSearch {
  readonly task: MedianTask;
  readonly choice: Choice;
  /** Per site: what choosing it now would save (of a chosen one: meaningless). */
  readonly gains: Float64Array;
  /** Least change that counts; smaller ones may be rounding. */
  readonly least: number;
  /** Per client: the chosen site that saves most (-1 = none), its saving, and the saving of the next. */
  readonly #best: Int32Array;
  readonly #saved: Float64Array;
  readonly #next: Float64Array;

  constructor(task: MedianTask) {
    this.task = task;
    this.choice = new Choice(task.rules);
    this.gains = new Float64Array(task.rules.sites);
    const clients = task.byClient.rows;
    this.#best = new Int32Array(clients).fill(-1);
    this.#saved = new Float64Array(clients);
    this.#next = new Float64Array(clients);
    const { starts, values } = task.bySite;
    let most = 0;
    for (let site = 0; site < task.rules.sites; site += 1) {
      let gain = 0;
      for (let at = starts[site]!; at < starts[site + 1]!; at += 1) gain += values[at]!;
      this.gains[site] = gain;
      most += gain;
    }
    this.least = 1e-10 * Math.max(most / Math.max(1, task.rules.sites), 1e-300);
  }

  add(site: number): void {
    const { starts, indices } = this.task.bySite;
    this.choice.add(site);
    for (let at = starts[site]!; at < starts[site + 1]!; at += 1) this.#look(indices[at]!);
  }

  remove(site: number): void {
    const { starts, indices } = this.task.bySite;
    this.choice.remove(site);
    for (let at = starts[site]!; at < starts[site + 1]!; at += 1) this.#look(indices[at]!);
  }

  /** Per site, of the chosen ones: what is lost when it is removed. */
  losses(): Float64Array {
    const losses = new Float64Array(this.task.rules.sites);
    for (let client = 0; client < this.#best.length; client += 1) {
      const best = this.#best[client]!;
      if (best >= 0) losses[best] = losses[best]! + this.#saved[client]! - this.#next[client]!;
    }
    return losses;
  }

  /** Adds to `shared[r]`, for each chosen r, what `gain(site) − loss(r)` leaves out: clients of r that go over to the site. */
  addShared(site: number, shared: Float64Array): void {
    const { starts, indices, values } = this.task.bySite;
    for (let at = starts[site]!; at < starts[site + 1]!; at += 1) {
      const client = indices[at]!;
      const best = this.#best[client]!;
      if (best < 0 || values[at]! <= this.#next[client]!) continue;
      shared[best] = shared[best]! + Math.min(values[at]!, this.#saved[client]!) - this.#next[client]!;
    }
  }

  /** Finds the best two of a client again and tells the gains. */
  #look(client: number): void {
    const { starts, indices, values } = this.task.byClient;
    const before = this.#saved[client]!;
    let best = -1;
    let saved = 0;
    let next = 0;
    for (let at = starts[client]!; at < starts[client + 1]!; at += 1) {
      if (!this.choice.has[indices[at]!]) continue;
      const value = values[at]!;
      if (value > saved) {
        next = saved;
        saved = value;
        best = indices[at]!;
      } else if (value > next) next = value;
    }
    this.#best[client] = best;
    this.#saved[client] = saved;
    this.#next[client] = next;
    if (saved === before) return;
    for (let at = starts[client]!; at < starts[client + 1]!; at += 1) {
      const site = indices[at]!;
      this.gains[site] =
        this.gains[site]! + Math.max(0, values[at]! - saved) - Math.max(0, values[at]! - before);
    }
  }
}
