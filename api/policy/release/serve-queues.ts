import type { Localized } from '../../localized.ts';
import type { Facts } from '../facts.ts';
import type { Waiting } from '../facts-of-release.ts';
import type { Draw } from '../finding.ts';
import type { Plan } from '../plan-shape.ts';
import { BEFORE_PUBLICATION, type DemandReading, neededBy, serveHeads } from './advance-queue.ts';
import { availableQuantity } from './available-quantity.ts';
import { poolKey } from './batch-state.ts';
import type { LedgerInUse } from './ledger-in-use.ts';
import type { BatchApplicant, QueueLeaver } from './settlement.ts';

export interface ServedQueues {
  readonly admitted: readonly QueueLeaver[];
  /** Those who go on waiting, of all pools. */
  readonly waiting: readonly Waiting[];
  readonly draws: readonly Draw[];
  readonly notes: readonly Localized[];
}

/** Every queue that the facts of the batch name, once each applicant. */
export function listQueues(applicants: readonly BatchApplicant[]): Waiting[] {
  const all = new Map(
    applicants.flatMap(({ facts }) => facts.queues.map((entry) => [entry.applicationId, entry] as const)),
  );
  return [...all.values()].sort(
    (a, b) => a.position - b.position || (a.applicationId < b.applicationId ? -1 : 1),
  );
}

/**
 * Before a new batch, those who waited: from the head, whole demands only. Under a fund warning nobody is served and the
 * order stays.
 */
export function serveQueues(
  plan: Plan,
  settledOn: string,
  applicants: readonly BatchApplicant[],
  ledger: LedgerInUse,
  { demand, confirmed }: { readonly demand: DemandReading; readonly confirmed: boolean },
): ServedQueues {
  const queues = listQueues(applicants);
  if (isWarned(plan, settledOn, applicants))
    return { admitted: [], waiting: queues, draws: [], notes: [PAUSED] };
  const admitted: QueueLeaver[] = [];
  const waiting: Waiting[] = [];
  const draws: Draw[] = [];
  const notes: Localized[] = [];
  for (const key of [...new Set(queues.map(poolKey))].sort()) {
    const queue = queues.filter((entry) => poolKey(entry) === key);
    const facts = applicants.find(({ facts: { pools } }) =>
      pools.some((pool) => poolKey(pool) === key),
    )?.facts;
    if (!facts) {
      waiting.push(...queue);
      continue;
    }
    const { available, unpublished } = holds(plan, facts, settledOn, queue);
    const served = serveHeads(queue, available, demand, confirmed);
    notes.push(...served.notes);
    if (neededBy(served.admitted) > available - unpublished) notes.push(BEFORE_PUBLICATION);
    waiting.push(...served.waiting);
    for (const leaver of served.admitted) {
      const { poolKind, areaCode, need, beds, applicationId } = leaver;
      const retireX = Math.max(1, Math.round(need / beds));
      const draw: Draw = { resource: 'pool', poolKind, areaCode, quantity: need, retireX };
      if (!ledger.consume([draw], applicationId, facts))
        throw new Error(`the lots of ${key} do not hold ${need}`);
      admitted.push(leaver);
      draws.push(draw);
    }
  }
  return { admitted, waiting, draws, notes };
}

function holds(plan: Plan, facts: Facts, settledOn: string, [entry]: readonly Waiting[]) {
  const onTheDay = { ...facts, ledgerAsOf: settledOn };
  return availableQuantity(onTheDay, facts.asOf, entry?.poolKind ?? '', entry?.areaCode ?? '', plan);
}

function isWarned(plan: Plan, on: string, applicants: readonly BatchApplicant[]): boolean {
  if (!plan.rules.some((rule) => rule.kind === 'fund-warning')) return false;
  return applicants.some(({ facts }) =>
    facts.fundWarnings.some((warning) => warning.from <= on && (warning.to === null || warning.to >= on)),
  );
}

const PAUSED: Localized = {
  zh: '基金运行预警期间，已在排队的申请暂停纳入，保持原排序。',
  en: 'A fund warning is in force: nobody is admitted from the queue, the order stays.',
};
