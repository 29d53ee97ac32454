import type { SitingProblem } from './siting-problem.ts';
import { sparseOfMatrix } from './sparse.ts';

/**
 * Objective of a choice of candidates, counted straight from the problem, and the first constraint it breaks (null = none).
 * `excused` are clients that need not be covered because nothing reaches them.
 */
export function evaluateChoice(
  problem: SitingProblem,
  chosen: Int32Array,
  excused: Int32Array,
): { objective: number; broken: string | null } {
  const { clients, weights, model, beyondM = 0, backupShare = 0.5 } = problem;
  const reach = sparseOfMatrix(problem.reach, problem.candidates, clients);
  const times = new Int32Array(clients);
  const nearestM = Float64Array.from(
    { length: clients },
    (_, client) => problem.existingM?.[client] ?? Infinity,
  );
  for (const candidate of chosen)
    for (let at = reach.starts[candidate]!; at < reach.starts[candidate + 1]!; at += 1) {
      const client = reach.indices[at]!;
      times[client] = times[client]! + 1;
      nearestM[client] = Math.min(nearestM[client]!, reach.values[at]!);
    }
  const share = model === 'mclp' ? 0 : model === 'bacop1' ? 1 : backupShare;
  const isExcused = new Set(excused);
  let objective = model === 'lscp' ? chosen.length : 0;
  let uncovered = 0;
  for (let client = 0; client < clients; client += 1) {
    const before = problem.existingCover?.[client] ?? 0;
    const after = before + times[client]!;
    const weight = weights[client]!;
    if (weight > 0 && after === 0 && !isExcused.has(client)) uncovered += 1;
    if (model === 'p-median') objective += weight * Math.min(beyondM, nearestM[client]!);
    else if (model !== 'lscp') {
      if (before === 0 && after > 0) objective += weight * (1 - share);
      if (before < 2 && after > 1) objective += weight * share;
    }
  }
  const mustCover = model === 'lscp' || model === 'bacop1';
  return {
    objective,
    broken: mustCover && uncovered > 0 ? 'a coverable client is not covered' : brokenRule(problem, chosen),
  };
}

function brokenRule(problem: SitingProblem, chosen: Int32Array): string | null {
  const { candidates, p = candidates, required = [], forbidden = [], apart, groups } = problem;
  const has = new Uint8Array(candidates);
  for (const candidate of chosen) has[candidate] = 1;
  if (new Set(chosen).size !== chosen.length) return 'a candidate is chosen twice';
  if (chosen.length > p) return 'more than p sites';
  for (const candidate of required) if (!has[candidate]) return 'a required candidate is missing';
  for (const candidate of forbidden) if (has[candidate]) return 'a forbidden candidate is chosen';
  for (let pair = 0; pair < (apart?.a.length ?? 0); pair += 1)
    if (apart!.a[pair] !== apart!.b[pair] && has[apart!.a[pair]!] && has[apart!.b[pair]!])
      return 'two chosen candidates exclude each other';
  const room = Int32Array.from(groups?.most ?? []);
  for (const candidate of chosen) {
    const group = groups?.of[candidate] ?? -1;
    if (group < 0) continue;
    room[group] = room[group]! - 1;
    if (room[group]! < 0) return 'a group has more sites than its cap';
  }
  return null;
}
