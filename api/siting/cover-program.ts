import type { CoverTask } from './cover-task.ts';
import { Program } from './program.ts';
import { addRuleRows } from './rule-rows.ts';

/** The program of a covering task and a way to write a choice as its solution. */
export interface CoverProgram {
  readonly program: Program;
  startOf(chosen: Iterable<number>): Float64Array;
}

/**
 * Columns: site s chosen (binary), and per client "covered once" and "covered twice" where that is worth something. Per client
 * Σ sites that reach it − once − twice ≥ 0, or ≥ 1 + twice where it must be covered. "Twice" is whole only where it is worth more
 * than "once": otherwise it is never taken first.
 */
export function coverProgramOf(task: CoverTask): CoverProgram {
  const { rules, byClient, first, second, have, need, siteCost } = task;
  const program = new Program();
  for (let site = 0; site < rules.sites; site += 1) program.addUnit(-siteCost, 'binary');
  const once = new Int32Array(first.length).fill(-1);
  const twice = new Int32Array(first.length).fill(-1);
  for (let client = 0; client < first.length; client += 1) {
    const reaching = byClient.indices.subarray(byClient.starts[client], byClient.starts[client + 1]);
    program.addRow(need[client]!, Infinity, reaching);
    const fromOnce = have[client] === 0 && need[client] === 0;
    const twiceFirst = fromOnce && second[client]! > first[client]!;
    if (fromOnce && (first[client]! > 0 || twiceFirst)) {
      once[client] = program.addUnit(first[client]!, 'continuous');
      program.addEntry(once[client]!, -1);
    }
    if (second[client]! <= 0) continue;
    twice[client] = program.addUnit(second[client]!, twiceFirst ? 'binary' : 'continuous');
    program.addEntry(twice[client]!, -1);
    if (!twiceFirst) continue;
    program.addRow(0, Infinity, [once[client]!]);
    program.addEntry(twice[client]!, -1);
  }
  addRuleRows(program, rules);
  return { program, startOf: (chosen) => startOf(task, program.columns, once, twice, chosen) };
}

function startOf(
  { bySite, have, first }: CoverTask,
  columns: number,
  once: Int32Array,
  twice: Int32Array,
  chosen: Iterable<number>,
): Float64Array {
  const values = new Float64Array(columns);
  const times = Uint8Array.from(have);
  for (const site of chosen) {
    values[site] = 1;
    for (let at = bySite.starts[site]!; at < bySite.starts[site + 1]!; at += 1) {
      const client = bySite.indices[at]!;
      times[client] = Math.min(2, times[client]! + 1);
    }
  }
  for (let client = 0; client < first.length; client += 1) {
    if (once[client]! >= 0) values[once[client]!] = times[client]! >= 1 ? 1 : 0;
    if (twice[client]! >= 0) values[twice[client]!] = times[client]! >= 2 ? 1 : 0;
  }
  return values;
}
