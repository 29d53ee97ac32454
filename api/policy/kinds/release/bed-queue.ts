import { z } from 'zod';
import type { RawFinding } from '../../finding.ts';
import { availableQuantity } from '../../release/available-quantity.ts';
import { defineRuleKind } from '../../rule-kind.ts';
import { listConcernedRules, NO_POOL_NEEDED } from './quantity-rules.ts';

/** DL-C6: where releases do not suffice, applicants wait in order; nobody overtakes, nobody is admitted in part. */
export const bedQueue = defineRuleKind({
  id: 'bed-queue',
  title: { zh: '床位排队', en: 'Queue for beds' },
  description: {
    zh: '释放量小于申请量时暂停纳入、保持原排序，达到申请量时一并纳入（等于也算达到）。',
    en: 'Where the release is smaller than the demand admission pauses, the order stays, and the demand is met as a whole once the release reaches it.',
  },
  parameters: z.strictObject({
    poolKind: z.enum(['inpatient_beds']).describe('Pool that people wait for.'),
    needRule: z.string().describe('Quantity rule that says how many released beds are needed, e.g. DL-C1.'),
    confirmed: z
      .boolean()
      .default(false)
      .describe('The authority has confirmed the reading: batches no longer compare it with the other.'),
  }),
  options: { demand: ['head_of_line', 'batch_total'] },
  decides: true,
  refersTo: ({ needRule }) => [needRule],
  evaluate: ({ parameters, facts, asOf, plan, resultOf }): RawFinding => {
    const [concerned] = listConcernedRules([parameters.needRule], resultOf);
    if (!concerned || concerned.need.poolKind !== parameters.poolKind) return NO_POOL_NEEDED;
    const { areaCode, need, poolKind } = concerned.need;
    const queue = facts.queues.filter((entry) => entry.poolKind === poolKind && entry.areaCode === areaCode);
    const own = queue.find((entry) => entry.applicationId === facts.applicationId);
    const waiting = own ? queue.filter((entry) => entry.position < own.position) : queue;
    const ahead = waiting.reduce((sum, entry) => sum + entry.need, 0);
    const { known, available } = availableQuantity(facts, asOf, poolKind, areaCode, plan);
    const base = {
      derived: { waiting: waiting.length, neededAhead: ahead, ...concerned.finding.derived },
      uses: ['release_ledger', 'bed_queue'],
    };
    if (!known)
      return {
        ...base,
        outcome: 'MANUAL_REVIEW',
        missing: [{ item: 'release_pool', areaCode, zh: '床位释放量', en: 'released beds of the pool' }],
        reason: { zh: '缺少该区域床位释放量。', en: 'The released beds of the pool are not known.' },
      };
    const isReached = available >= ahead + need;
    return {
      ...base,
      outcome: isReached ? 'FLAG' : 'HOLD',
      measured: available,
      comparator: '>=',
      threshold: ahead + need,
      unit: 'released beds',
      reason: {
        zh: `前面排队 ${waiting.length} 家共需 ${ahead}，本申请需 ${need}，有效释放量 ${available}：${isReached ? '可依次纳入' : '暂停纳入，保持排序'}。`,
        en: `${waiting.length} wait ahead and need ${ahead}, this one needs ${need}, ${available} are released: ${isReached ? 'all can be admitted in order' : 'it waits, the order stays'}.`,
      },
    };
  },
});
