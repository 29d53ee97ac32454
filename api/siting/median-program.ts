import type { MedianTask } from './median-task.ts';
import { Program } from './program.ts';
import { addRuleRows } from './rule-rows.ts';

export interface MedianProgram {
  readonly program: Program;
  startOf(chosen: Iterable<number>): Float64Array;
}

/**
 * Columns: site chosen (binary), and for each client each step of its savings, the lowest first: "saves at least this". A step
 * needs the step below it, or what reaches it: with the sites sorted from the best, step k ≤ step k+1 (better) + the sites of
 * exactly this saving. Equivalent to assigning each client to a site (ReVelle & Swain 1970), with sites of equal distance joined
 * (Cornuéjols, Nemhauser & Wolsey 1980; García, Labbé & Marín 2011).
 */
export function medianProgramOf(task: MedianTask): MedianProgram {
  const { rules, byClient } = task;
  const program = new Program();
  for (let site = 0; site < rules.sites; site += 1) program.addUnit(0, 'binary');
  const stepClient: number[] = [];
  const stepSaving: number[] = [];
  for (let client = 0; client < byClient.rows; client += 1) {
    const entries = Array.from(
      byClient.indices.subarray(byClient.starts[client], byClient.starts[client + 1]),
      (site, at) => ({ site, saving: byClient.values[byClient.starts[client]! + at]! }),
    ).sort((a, b) => b.saving - a.saving || a.site - b.site);
    let better = -1;
    for (let at = 0; at < entries.length; ) {
      const { saving } = entries[at]!;
      const equal: number[] = [];
      while (at < entries.length && entries[at]!.saving === saving) equal.push(entries[at++]!.site);
      const step = program.addUnit(saving - (entries[at]?.saving ?? 0), 'continuous');
      stepClient.push(client);
      stepSaving.push(saving);
      program.addRow(0, Infinity, equal);
      if (better >= 0) program.addEntry(better, 1);
      program.addEntry(step, -1);
      better = step;
    }
  }
  addRuleRows(program, rules);
  return { program, startOf: (chosen) => startOf(task, program.columns, stepClient, stepSaving, chosen) };
}

function startOf(
  { bySite, byClient, rules }: MedianTask,
  columns: number,
  stepClient: readonly number[],
  stepSaving: readonly number[],
  chosen: Iterable<number>,
): Float64Array {
  const values = new Float64Array(columns);
  const best = new Float64Array(byClient.rows);
  for (const site of chosen) {
    values[site] = 1;
    for (let at = bySite.starts[site]!; at < bySite.starts[site + 1]!; at += 1) {
      const client = bySite.indices[at]!;
      best[client] = Math.max(best[client]!, bySite.values[at]!);
    }
  }
  stepClient.forEach((client, step) => {
    if (best[client]! >= stepSaving[step]!) values[rules.sites + step] = 1;
  });
  return values;
}
