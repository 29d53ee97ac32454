import type { ChoiceRules } from './choice-rules.ts';
import { holds, type Sparse } from './sparse.ts';

/**
 * Sets of sites that exclude one another, all pairs of conflict among them: "at most one of the set" says in one row what the
 * pairs say, and cuts off far more of the linear relaxation. Greedy, in order of index.
 */
export function cliquesOfConflicts(conflicts: Sparse): Int32Array[] {
  const told = new Uint8Array(conflicts.indices.length);
  const cliques: Int32Array[] = [];
  for (let site = 0; site < conflicts.rows; site += 1)
    for (let at = conflicts.starts[site]!; at < conflicts.starts[site + 1]!; at += 1) {
      if (told[at] || conflicts.indices[at]! < site) continue;
      const clique = [site, conflicts.indices[at]!];
      for (let next = conflicts.starts[site]!; next < conflicts.starts[site + 1]!; next += 1) {
        const other = conflicts.indices[next]!;
        if (clique.every((member) => member !== other && holds(conflicts, other, member))) clique.push(other);
      }
      clique.sort((a, b) => a - b);
      for (const a of clique)
        for (let entry = conflicts.starts[a]!, member = 0; entry < conflicts.starts[a + 1]!; entry += 1) {
          while (member < clique.length && clique[member]! < conflicts.indices[entry]!) member += 1;
          if (clique[member] === conflicts.indices[entry]) told[entry] = 1;
        }
      cliques.push(Int32Array.from(clique));
    }
  return cliques;
}

/**
 * Splits the sites into sets that exclude one another and lie in one group each: set of each site. With the groups and the total
 * they are nested, so that the best choice under "one of each set, the room of each group, the total" is found by going down the
 * sites by value (a laminar matroid). It allows more than the rules, so what it gives is a bound.
 */
export function partitionIntoCliques({ sites, conflicts, groupOf }: ChoiceRules): Int32Array {
  const setOf = new Int32Array(sites).fill(-1);
  let sets = 0;
  for (let site = 0; site < sites; site += 1) {
    if (setOf[site]! >= 0) continue;
    const members = [site];
    for (let at = conflicts.starts[site]!; at < conflicts.starts[site + 1]!; at += 1) {
      const other = conflicts.indices[at]!;
      if (setOf[other]! >= 0 || groupOf[other] !== groupOf[site]) continue;
      if (members.every((member) => member === site || holds(conflicts, other, member))) members.push(other);
    }
    for (const member of members) setOf[member] = sets;
    sets += 1;
  }
  return setOf;
}
