import type { ChoiceRules } from './choice-rules.ts';
import { cliquesOfConflicts } from './cliques.ts';
import type { Program } from './program.ts';

/** The rules as rows over the columns 0 … sites − 1 of the program. */
export function addRuleRows(
  program: Program,
  { sites, conflicts, groupOf, groupRoom, most }: ChoiceRules,
): void {
  const all = Array.from({ length: sites }, (_, site) => site);
  if (most < sites) program.addRow(-Infinity, most, all);
  for (const clique of cliquesOfConflicts(conflicts)) program.addRow(-Infinity, 1, clique);
  const members = Array.from(groupRoom, (): number[] => []);
  for (const site of all) members[groupOf[site]!]?.push(site);
  members.forEach((group, index) => {
    if (groupRoom[index]! < group.length) program.addRow(-Infinity, groupRoom[index]!, group);
  });
}
