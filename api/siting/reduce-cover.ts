import { type CoverTask, selectTask } from './cover-task.ts';
import { holds, type Sparse } from './sparse.ts';

/** Subset tests of one round of dominance; beyond it dominance costs more than it saves. */
const MOST_TESTS = 200_000_000;
const ROUNDS = 10;

export interface ReducedCover {
  readonly task: CoverTask;
  /** Site of the task given for each site kept. */
  readonly sites: Int32Array;
}

/**
 * A smaller task with the same best worth, whose best choices are best choices of the task given:
 * - clients reached by the same sites become one (always valid);
 * - a client that must be covered, where covering another one covers it too, is dropped (always valid: its row is implied);
 * - a site that reaches nothing another site does not is dropped, only when nothing counts twice (no backup) and the other may
 *   take its place in every choice: in the same group or none, and excluding no site that this one does not exclude.
 */
export function reduceCover(task: CoverTask): ReducedCover {
  let reduced = task;
  let sites = Int32Array.from({ length: task.rules.sites }, (_, site) => site);
  for (let round = 0; round < ROUNDS; round += 1) {
    const before = reduced.bySite.indices.length + reduced.rules.sites + reduced.first.length;
    reduced = dropImpliedClients(mergeEqualClients(reduced));
    const kept = undominatedSites(reduced);
    if (kept.length < reduced.rules.sites) {
      sites = Int32Array.from(kept, (site) => sites[site]!);
      reduced = selectTask(reduced, kept, everyIndex(reduced.first.length));
    }
    if (reduced.bySite.indices.length + reduced.rules.sites + reduced.first.length === before) break;
  }
  return { task: reduced, sites };
}

function mergeEqualClients(task: CoverTask): CoverTask {
  const first = task.first.slice();
  const second = task.second.slice();
  const leader = new Map<string, number>();
  const kept: number[] = [];
  for (let client = 0; client < first.length; client += 1) {
    const reached = task.byClient.indices.subarray(
      task.byClient.starts[client],
      task.byClient.starts[client + 1],
    );
    const key = `${task.have[client]} ${task.need[client]} ${reached.join()}`;
    const lead = leader.get(key);
    if (lead === undefined) {
      leader.set(key, client);
      kept.push(client);
    } else {
      first[lead] = first[lead]! + first[client]!;
      second[lead] = second[lead]! + second[client]!;
    }
  }
  if (kept.length === first.length) return task;
  return selectTask(task, everyIndex(task.rules.sites), Int32Array.from(kept), { first, second });
}

/** Of clients that must be covered and are worth nothing beyond that, only the hardest stay. */
function dropImpliedClients(task: CoverTask): CoverTask {
  const { byClient, bySite } = task;
  const plain = (client: number) =>
    task.need[client] === 1 && task.first[client] === 0 && task.second[client] === 0;
  if (!task.need.some((need) => need === 1) || subsetTests(bySite) > MOST_TESTS) return task;
  const dropped = new Uint8Array(task.first.length);
  for (let client = 0; client < dropped.length; client += 1) {
    if (dropped[client] || task.need[client] !== 1) continue;
    const rarest = rarestOf(byClient, client, bySite);
    if (rarest < 0) continue;
    for (let at = bySite.starts[rarest]!; at < bySite.starts[rarest + 1]!; at += 1) {
      const other = bySite.indices[at]!;
      if (other !== client && !dropped[other] && plain(other) && isSubset(byClient, client, other))
        dropped[other] = 1;
    }
  }
  const kept = everyIndex(dropped.length).filter((client) => !dropped[client]);
  return kept.length === dropped.length ? task : selectTask(task, everyIndex(task.rules.sites), kept);
}

function undominatedSites(task: CoverTask): Int32Array {
  const { bySite, byClient, rules } = task;
  const all = everyIndex(rules.sites);
  const dropped = new Uint8Array(rules.sites);
  const countsTwice = task.second.some((worth) => worth > 0);
  const tooMuch = subsetTests(byClient) > MOST_TESTS;
  for (let site = rules.sites - 1; site >= 0; site -= 1) {
    if (bySite.starts[site] === bySite.starts[site + 1]) dropped[site] = 1;
    if (dropped[site] || countsTwice || tooMuch) continue;
    const rarest = rarestOf(bySite, site, byClient);
    for (let at = byClient.starts[rarest]!; at < byClient.starts[rarest + 1]!; at += 1) {
      const other = byClient.indices[at]!;
      if (other === site || dropped[other] || !isSubset(bySite, site, other)) continue;
      if (!mayReplace(task, site, other, dropped)) continue;
      dropped[site] = 1;
      break;
    }
  }
  return all.filter((site) => !dropped[site]);
}

/** Whether `other` may stand in for `site` in every choice that holds `site` and not `other`. */
function mayReplace({ rules }: CoverTask, site: number, other: number, dropped: Uint8Array): boolean {
  const group = rules.groupOf[other]!;
  if (group >= 0 && group !== rules.groupOf[site]) return false;
  const { conflicts } = rules;
  for (let at = conflicts.starts[other]!; at < conflicts.starts[other + 1]!; at += 1) {
    const excluded = conflicts.indices[at]!;
    if (excluded !== site && !dropped[excluded] && !holds(conflicts, site, excluded)) return false;
  }
  return true;
}

/** The index in a row that the fewest other rows hold: whatever contains the row is among those. */
function rarestOf(rows: Sparse, row: number, across: Sparse): number {
  let rarest = -1;
  let fewest = Infinity;
  for (let at = rows.starts[row]!; at < rows.starts[row + 1]!; at += 1) {
    const index = rows.indices[at]!;
    const count = across.starts[index + 1]! - across.starts[index]!;
    if (count < fewest) {
      fewest = count;
      rarest = index;
    }
  }
  return rarest;
}

/** Whether every index of row `a` is in row `b`. */
function isSubset({ starts, indices }: Sparse, a: number, b: number): boolean {
  if (starts[a + 1]! - starts[a]! > starts[b + 1]! - starts[b]!) return false;
  let at = starts[b]!;
  const end = starts[b + 1]!;
  for (let entry = starts[a]!; entry < starts[a + 1]!; entry += 1) {
    while (at < end && indices[at]! < indices[entry]!) at += 1;
    if (at === end || indices[at] !== indices[entry]) return false;
  }
  return true;
}

/** A measure of the work of comparing rows through the columns that they share. */
function subsetTests(across: Sparse): number {
  let tests = 0;
  for (let row = 0; row < across.rows; row += 1)
    tests += (across.starts[row + 1]! - across.starts[row]!) ** 2;
  return tests;
}

function everyIndex(count: number): Int32Array {
  return Int32Array.from({ length: count }, (_, index) => index);
}
