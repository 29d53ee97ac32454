import type { Database } from '../../db/database.ts';
import { ResultTooLargeError } from '../../errors.ts';
import type { WalkNetwork } from '../../walking/walk-network.ts';
import type { Progress } from '../analysis.ts';
import type { Metric } from '../metric-input.ts';
import { type AuditQuestion, START } from './audit-question.ts';
import type { PairCount } from './queries.ts';
import { TallyOnFoot } from './tally-on-foot.ts';
import { type PairOnFoot, walkStraightPairs } from './walk-straight-pairs.ts';

export type WalkMetric = Extract<Metric, { metric: 'walk' }>;
export interface Run {
  readonly signal: AbortSignal;
  readonly progress: Progress;
}

export interface AuditPage {
  readonly listed: readonly PairOnFoot[];
  /** Cursor of the next page; null when nothing is left. */
  readonly more: string | null;
  readonly tally: TallyOnFoot | null;
}

/** Most pairs within the straight line that one question walks. */
const MAX_PAIRS = 500_000;
const CHUNK = 10_000;

/**
 * Walks what the page and the counts need: everything for complete counts, else from the cursor until the page is full.
 * A page that has walked MAX_PAIRS ends early, with its cursor. Throws ResultTooLargeError when the counts would walk more.
 */
export async function walkPage(
  db: Database,
  question: AuditQuestion,
  network: WalkNetwork,
  metric: WalkMetric,
  counts: readonly PairCount[] | null,
  limit: number,
  { signal, progress }: Run,
): Promise<AuditPage> {
  const all = counts?.find((row) => row.part === 'total');
  const total = (all?.conflict ?? 0) + (all?.uncertain ?? 0);
  if (total > MAX_PAIRS) throw tooManyPairs(total);
  const tally = counts && new TallyOnFoot(question);
  const listed: PairOnFoot[] = [];
  let more: string | null = null;
  let walked = 0;
  const options = {
    after: tally ? START : question.after,
    chunk: tally ? CHUNK : Math.min(CHUNK, Math.max(500, 3 * limit)),
    signal,
  };
  for await (const chunk of walkStraightPairs(db, question, network, metric, options)) {
    await tally?.add(db, chunk);
    for (const found of chunk) {
      if (more !== null || found.verdict === 'beyond' || !isAfter(found, question)) continue;
      if (listed.length < limit) listed.push(found);
      else more = cursorOf(listed.at(-1)!);
    }
    walked += chunk.length;
    if (tally) progress(Math.min(1, walked / Math.max(1, total)), `${walked} of ${total} pairs walked`);
    if (!tally && more !== null) break;
    if (!tally && walked >= MAX_PAIRS) {
      more = cursorOf(chunk.at(-1)!);
      break;
    }
  }
  return { listed, more, tally };
}

function tooManyPairs(total: number): ResultTooLargeError {
  return new ResultTooLargeError(
    `${total} pairs stand within the limit in a straight line; at most ${MAX_PAIRS} are walked for one summary`,
    [
      {
        field: 'area',
        reason: 'the question compares too many pairs',
        allowed: 'one area, type or service, a shorter walk, or counts=false',
      },
    ],
  );
}

function isAfter({ pair }: PairOnFoot, { after }: AuditQuestion): boolean {
  return pair.driver_id > after.driver || (pair.driver_id === after.driver && pair.other_id > after.other);
}

function cursorOf({ pair }: PairOnFoot): string {
  return `${pair.driver_id}-${pair.other_id}`;
}
