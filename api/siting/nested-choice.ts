import type { ChoiceRules } from './choice-rules.ts';
import { partitionIntoCliques } from './cliques.ts';

/** The best choice by value under a relaxation of the rules in which sets that exclude one another are nested in groups. */
export class NestedChoice {
  readonly has: Uint8Array;
  readonly #rules: ChoiceRules;
  readonly #setOf: Int32Array;
  readonly #inSet: Uint8Array;
  readonly #inGroup: Int32Array;
  readonly #order: Int32Array;
  #count = 0;

  constructor(rules: ChoiceRules) {
    this.#rules = rules;
    this.#setOf = partitionIntoCliques(rules);
    this.has = new Uint8Array(rules.sites);
    this.#inSet = new Uint8Array(rules.sites);
    this.#inGroup = new Int32Array(rules.groupRoom.length);
    this.#order = Int32Array.from({ length: rules.sites }, (_, site) => site);
  }

  /** Chooses the sites of greatest total value (those of a value above 0 only) and returns the total. */
  choose(values: Float64Array): number {
    this.has.fill(0);
    this.#inSet.fill(0);
    this.#inGroup.fill(0);
    this.#count = 0;
    let total = 0;
    this.#order.sort((a, b) => values[b]! - values[a]! || a - b);
    for (const site of this.#order) {
      if (values[site]! <= 0 || this.#count >= this.#rules.most) break;
      const group = this.#rules.groupOf[site]!;
      if (this.#inSet[this.#setOf[site]!]) continue;
      if (group >= 0 && this.#inGroup[group]! >= this.#rules.groupRoom[group]!) continue;
      this.has[site] = 1;
      this.#inSet[this.#setOf[site]!] = 1;
      if (group >= 0) this.#inGroup[group] = this.#inGroup[group]! + 1;
      this.#count += 1;
      total += values[site]!;
    }
    return total;
  }

  /** Per site that was not chosen: by how much the total falls when it must be taken; 0 for those chosen. */
  lossWhenForced(values: Float64Array): Float64Array {
    const { groupOf, groupRoom, most, sites } = this.#rules;
    const leastInSet = new Float64Array(sites).fill(Infinity);
    const leastInGroup = new Float64Array(groupRoom.length).fill(Infinity);
    let least = Infinity;
    for (let site = 0; site < sites; site += 1) {
      if (!this.has[site]) continue;
      leastInSet[this.#setOf[site]!] = values[site]!;
      const group = groupOf[site]!;
      if (group >= 0) leastInGroup[group] = Math.min(leastInGroup[group]!, values[site]!);
      least = Math.min(least, values[site]!);
    }
    return Float64Array.from({ length: sites }, (_, site) => {
      if (this.has[site]) return 0;
      const group = groupOf[site]!;
      if (this.#inSet[this.#setOf[site]!]) return leastInSet[this.#setOf[site]!]! - values[site]!;
      if (group >= 0 && this.#inGroup[group]! >= groupRoom[group]!)
        return groupRoom[group] === 0 ? Infinity : leastInGroup[group]! - values[site]!;
      return (this.#count >= most ? least : 0) - values[site]!;
    });
  }
}
