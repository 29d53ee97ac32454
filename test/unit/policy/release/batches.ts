import type { FactsInput } from '../../../../api/policy/facts.ts';
import type { Plan } from '../../../../api/policy/plan-shape.ts';
import { settleBatch } from '../../../../api/policy/release/settle-batch.ts';
import type { BatchApplicant, Settlement } from '../../../../api/policy/release/settlement.ts';
import { AS_OF, type RuleInput } from '../../../support/policy-builders.ts';

type PoolInput = NonNullable<FactsInput['pools']>[number];
export type LotInput = PoolInput['lots'][number];

/** District of the builders' facts. */
export const DISTRICT = '999901';
export const CITY = '999900';
/** As the authority that licensed an applicant. */
export const LICENSING_DISTRICT = {
  areaId: 2,
  code: DISTRICT,
  level: 'county',
  name: '甲区',
  parentCode: CITY,
} as const;

/** The ledger rules of a plan with one rule of quantity. */
export const ledgerRules = (quantityRule: string): RuleInput[] => [
  { id: 'DL-E4', kind: 'release-sum', group: 'ledger', parameters: { quantityRules: [quantityRule] } },
  {
    id: 'DL-E5',
    kind: 'release-publication',
    group: 'ledger',
    parameters: { quantityRules: [quantityRule] },
  },
  { id: 'DL-E6', kind: 'release-reset', group: 'ledger', parameters: { quantityRules: [quantityRule] } },
  { id: 'DL-E7', kind: 'release-lapse', group: 'ledger', parameters: { quantityRules: [quantityRule] } },
];

/** A published lot valid on the builders' date. */
export function aLot(lotId: string, quantity: number, overrides: Partial<LotInput> = {}): LotInput {
  return {
    lotId,
    quantity,
    remaining: quantity,
    releasedOn: '2026-02-14',
    validTo: '2027-03-31',
    publishedOn: '2026-04-01',
    ...overrides,
  };
}

export function settle(
  plan: Plan,
  applicants: readonly BatchApplicant[],
  more: { settledOn?: string; pairs?: { a: string; b: string; distanceM: number }[] } = {},
): Settlement {
  const [procedure] = plan.procedures;
  return settleBatch({
    plan,
    procedureId: procedure?.id ?? '',
    settledOn: more.settledOn ?? applicants[0]?.facts.asOf ?? AS_OF,
    applicants,
    pairs: more.pairs ?? [],
  });
}

/** Applicant → decision. */
export function decisionsOf({ decisions }: Settlement): Record<string, string> {
  return Object.fromEntries(decisions.map(({ applicationId, decision }) => [applicationId, decision]));
}

/** Sum of what entries of this kind take, as a positive number. */
export function totalOf({ entries }: Pick<Settlement, 'entries'>, entry: string): number {
  return entries.reduce((sum, booked) => (booked.entry === entry ? sum - booked.quantity : sum), 0);
}
