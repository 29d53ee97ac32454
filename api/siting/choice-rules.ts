import { holds, type Sparse } from './sparse.ts';

/** Which sets of sites may be chosen together. */
export interface ChoiceRules {
  readonly sites: number;
  /** Symmetric: sites of one row exclude the site of that row. */
  readonly conflicts: Sparse;
  /** -1 = none. */
  readonly groupOf: Int32Array;
  /** Most sites of each group. */
  readonly groupRoom: Int32Array;
  /** Most sites in all. */
  readonly most: number;
}

/** A set of sites that keeps the rules, and what may be done to it. */
export class Choice {
  readonly rules: ChoiceRules;
  readonly has: Uint8Array;
  /** Chosen sites that exclude each site. */
  readonly blockedBy: Int32Array;
  readonly #inGroup: Int32Array;
  #count = 0;

  constructor(rules: ChoiceRules) {
    this.rules = rules;
    this.has = new Uint8Array(rules.sites);
    this.blockedBy = new Int32Array(rules.sites);
    this.#inGroup = new Int32Array(rules.groupRoom.length);
  }

  get count(): number {
    return this.#count;
  }

  /** The chosen sites, ascending. */
  list(): Int32Array {
    const listed = new Int32Array(this.#count);
    let filled = 0;
    for (let site = 0; site < this.has.length; site += 1) if (this.has[site]) listed[filled++] = site;
    return listed;
  }

  canAdd(site: number): boolean {
    if (this.has[site] || this.blockedBy[site]! > 0 || this.#count >= this.rules.most) return false;
    const group = this.rules.groupOf[site]!;
    return group < 0 || this.#inGroup[group]! < this.rules.groupRoom[group]!;
  }

  /** Whether `added` may take the place of `removed`, which is chosen. */
  canSwap(removed: number, added: number): boolean {
    const blocks = this.blockedBy[added]!;
    if (blocks > 1 || (blocks === 1 && !holds(this.rules.conflicts, added, removed))) return false;
    const group = this.rules.groupOf[added]!;
    return (
      group < 0 ||
      group === this.rules.groupOf[removed] ||
      this.#inGroup[group]! < this.rules.groupRoom[group]!
    );
  }

  add(site: number): void {
    this.#change(site, 1);
  }

  remove(site: number): void {
    this.#change(site, -1);
  }

  #change(site: number, by: 1 | -1): void {
    const { conflicts, groupOf } = this.rules;
    this.has[site] = by === 1 ? 1 : 0;
    this.#count += by;
    const group = groupOf[site]!;
    if (group >= 0) this.#inGroup[group] = this.#inGroup[group]! + by;
    for (let at = conflicts.starts[site]!; at < conflicts.starts[site + 1]!; at += 1) {
      const other = conflicts.indices[at]!;
      this.blockedBy[other] = this.blockedBy[other]! + by;
    }
  }
}

/** The rules over the sites that are kept (`newSite` −1 = left out), in their new order. */
export function selectRules(rules: ChoiceRules, kept: Int32Array): ChoiceRules {
  const newSite = new Int32Array(rules.sites).fill(-1);
  kept.forEach((site, index) => {
    newSite[site] = index;
  });
  return {
    sites: kept.length,
    conflicts: selectRowsAndColumns(rules.conflicts, newSite, kept.length),
    groupOf: Int32Array.from(kept, (site) => rules.groupOf[site]!),
    groupRoom: rules.groupRoom,
    most: rules.most,
  };
}

function selectRowsAndColumns(matrix: Sparse, newIndex: Int32Array, size: number): Sparse {
  const starts = new Int32Array(size + 1);
  const indices: number[] = [];
  let row = 0;
  for (let at = 0; at < matrix.rows; at += 1) {
    if (newIndex[at]! < 0) continue;
    for (let entry = matrix.starts[at]!; entry < matrix.starts[at + 1]!; entry += 1) {
      const target = newIndex[matrix.indices[entry]!]!;
      if (target >= 0) indices.push(target);
    }
    row += 1;
    starts[row] = indices.length;
  }
  return {
    rows: size,
    columns: size,
    starts,
    indices: Int32Array.from(indices),
    values: new Float64Array(indices.length).fill(1),
  };
}
