import { z } from 'zod';
import { INSTITUTION_KINDS } from '../../../vocabulary.ts';
import type { Facts } from '../../facts.ts';
import type { RawFinding } from '../../finding.ts';
import { defineRuleKind } from '../../rule-kind.ts';

type Period = NonNullable<Facts['applicant']>['services'][number];

/** XA-8: only who is designated already may be designated for this. */
export const designatedAlready = defineRuleKind({
  id: 'designated-already',
  title: { zh: '须已为医保定点', en: 'Must be designated already' },
  description: {
    zh: '申请机构须已是所列种类的定点机构（其他服务的协议当日有效）；种类不符或协议均已结束的不符合；登记中没有、协议中止、到期未登记结束或仅为临时定点的人工审核。',
    en: 'The applicant must be of the kind and designated for another service on the date. Another kind, or agreements that have all ended, fail; not in the register, suspended, run out without a recorded end, or only temporary is for manual review.',
  },
  parameters: z.strictObject({
    kinds: z.array(z.enum(INSTITUTION_KINDS)).min(1).describe('Kinds that may be designated for this.'),
  }),
  decides: true,
  evaluate: ({ parameters: { kinds }, application, facts: { applicant }, asOf }): RawFinding => {
    if (!kinds.includes(application.kind))
      return {
        outcome: 'FAIL',
        measured: application.kind,
        comparator: 'in',
        threshold: kinds.join(', '),
        reason: {
          zh: '只在所列种类的定点机构范围内纳入，申请机构不属于该种类。',
          en: 'Only designated institutions of another kind may be admitted here.',
        },
      };
    if (applicant?.kind !== application.kind)
      return {
        outcome: 'MANUAL_REVIEW',
        reason: {
          zh: '登记中没有对应（且种类相同）的申请机构，无法确认其已为定点机构。',
          en: 'The applicant is not identified in the register, or is of another kind there, so its designation cannot be confirmed.',
        },
        missing: [
          {
            item: 'applicant_in_register',
            zh: '申请机构的登记编码',
            en: 'code of the applicant in the register',
          },
        ],
      };
    const periods = applicant.services.filter(({ service }) => service !== application.service);
    const inForce = periods.filter((period) => isCurrent(period, asOf) && HOLDS.has(period.status));
    const uses = ['institutions'];
    const firm = inForce.find(({ status, isTemporary }) => status === 'active' && !isTemporary);
    if (firm)
      return {
        outcome: 'PASS',
        measured: firm.service,
        reason: {
          zh: `已为定点机构（${firm.service}，自 ${firm.from ?? '?'}）。`,
          en: `It is designated already (${firm.service}, from ${firm.from ?? '?'}).`,
        },
        uses,
      };
    const lapsed = periods.find(({ status, to }) => HOLDS.has(status) && to !== null && to < asOf);
    const doubtful = inForce[0] ?? lapsed;
    if (doubtful)
      return {
        outcome: 'MANUAL_REVIEW',
        measured: doubtful.service,
        reason: {
          zh: '现有定点仅为中止、临时，或协议已到期而未登记结束，需核实。',
          en: 'Its designation is suspended, only temporary, or ran out without a recorded end: to be verified.',
        },
        missing: [{ item: 'designation_status', zh: '定点协议状态', en: 'status of the agreement' }],
        uses,
      };
    return {
      outcome: 'FAIL',
      reason: {
        zh: '申请机构当日不是医保定点机构。',
        en: 'The applicant is not designated on that date.',
      },
      uses,
    };
  },
});

const HOLDS: ReadonlySet<Period['status']> = new Set(['active', 'suspended']);

function isCurrent({ from, to }: Period, asOf: string): boolean {
  return (from === null || from <= asOf) && (to === null || to >= asOf);
}
