import type { Localized } from '../../localized.ts';
import type { Lot, Waiting } from '../facts-of-release.ts';
import { compareLots } from './available-quantity.ts';
import { consume, type LotInUse, leftOf, lotsInUse } from './consume.ts';
import { type RemainderReading, resetRemainder } from './reset.ts';
import type { PlannedEntry, QueueLeaver } from './settlement.ts';

/** What "the demand" is (DL-C6): that of the head, or that of the whole batch in which it joined. */
export type DemandReading = 'head_of_line' | 'batch_total';

/** One queue and the pool it waits for, on a day. */
export interface QueueQuestion {
  /** Those waiting for this pool; places decide, not the order of the list. */
  readonly queue: readonly Waiting[];
  /** Lots of the pool; those not valid on the day, or not of use `pool`, are left alone. */
  readonly lots: readonly Lot[];
  readonly asOf: string;
  readonly demand: DemandReading;
  /** Whether the authority has confirmed that reading; until then a difference admits nobody. */
  readonly confirmed: boolean;
  /** What is reset after use; `null` = nothing (the plan has no such rule). */
  readonly remainder: RemainderReading | null;
}

export interface QueueAdvance {
  /** In order; each with all its beds. */
  readonly admitted: readonly QueueLeaver[];
  readonly waiting: readonly Waiting[];
  readonly entries: readonly PlannedEntry[];
  /** True where the readings of the demand differ and nobody has confirmed one. */
  readonly needsReview: boolean;
  readonly notes: readonly Localized[];
}

/**
 * Serves a queue from the lots of its pool when new ones have arrived: from the head, whole demands only, stopping at the
 * first that does not fit, so that nobody is overtaken. The remainder is then set aside while others wait, else reset.
 */
export function advanceQueue(question: QueueQuestion): QueueAdvance {
  const { asOf, demand, confirmed, remainder } = question;
  const lots = lotsInUse(
    question.lots.filter((lot) => lot.use === 'pool' && lot.releasedOn <= asOf && lot.validTo >= asOf),
  );
  const served = serveHeads(question.queue, leftOf(lots), demand, confirmed);
  const entries: PlannedEntry[] = [];
  let left: readonly LotInUse[] = lots;
  for (const { applicationId, need } of served.admitted) {
    const consumed = consume(left, need);
    if (!consumed) throw new Error(`the lots do not hold the ${need} served to ${applicationId}`);
    left = consumed.lots;
    for (const { lotId, quantity } of consumed.taken)
      entries.push({ lotId, entry: 'consume', quantity: -quantity, applicationId, touched: true });
  }
  if (remainder)
    entries.push(...resetRemainder([...left].sort(compareLots), remainder, served.waiting.length > 0));
  const published = new Set(
    question.lots
      .filter((lot) => lot.publishedOn !== null && lot.publishedOn <= asOf)
      .map((lot) => lot.lotId),
  );
  const fromPublished = lots.reduce((sum, lot) => (published.has(lot.lotId) ? sum + lot.left : sum), 0);
  const notes =
    neededBy(served.admitted) > fromPublished ? [...served.notes, BEFORE_PUBLICATION] : served.notes;
  return { ...served, entries, notes };
}

/** Released beds that these take together. */
export function neededBy(admitted: readonly QueueLeaver[]): number {
  return admitted.reduce((sum, { need }) => sum + need, 0);
}

/** DL-E5: who serves a queue does so knowingly where the bulletin is still to come. */
export const BEFORE_PUBLICATION: Localized = {
  zh: '排队申请的纳入动用了尚未公布的释放量，请确认后再办理。',
  en: 'Those served from the queue use lots that no bulletin has published yet: confirm before going on.',
};

/** Who of a queue is served by this quantity, and who goes on waiting. */
export function serveHeads(
  queue: readonly Waiting[],
  quantity: number,
  demand: DemandReading,
  confirmed: boolean,
): Omit<QueueAdvance, 'entries'> {
  const ordered = [...queue].sort((a, b) => a.position - b.position);
  const count = countServed(ordered, quantity, demand);
  const other = countServed(ordered, quantity, demand === 'head_of_line' ? 'batch_total' : 'head_of_line');
  const needsReview = !confirmed && count !== other;
  const served = needsReview ? Math.min(count, other) : count;
  return {
    admitted: ordered.slice(0, served).map(({ applicationId, poolKind, areaCode, need, beds }) => ({
      applicationId,
      poolKind,
      areaCode,
      need,
      beds,
    })),
    waiting: ordered.slice(served),
    needsReview,
    notes: needsReview ? [readingsDiffer(count, other)] : [],
  };
}

/** How many are served from the head: one by one, or batch by batch (those who joined on one day). */
function countServed(ordered: readonly Waiting[], quantity: number, demand: DemandReading): number {
  let left = quantity;
  let count = 0;
  while (count < ordered.length) {
    const head = ordered[count];
    if (!head) break;
    const end = ordered.findIndex((entry, index) => index > count && entry.enteredOn !== head.enteredOn);
    const unit = demand === 'head_of_line' ? [head] : ordered.slice(count, end === -1 ? undefined : end);
    const need = unit.reduce((sum, entry) => sum + entry.need, 0);
    if (need > left) break;
    left -= need;
    count += unit.length;
  }
  return count;
}

function readingsDiffer(one: number, other: number): Localized {
  return {
    zh: `按队首逐家与按批次合计两种读法可纳入的家数不同（${one}、${other}），请先确认读法。`,
    en: `Serving the head and serving whole batches admit different numbers (${one}, ${other}): confirm the reading first.`,
  };
}
