import type { Database } from '../../db/database.ts';
import type { Localized } from '../../localized.ts';
import { factsSchema } from '../../policy/facts.ts';
import type { Pool } from '../../policy/facts-of-release.ts';
import { readCapacity } from '../../policy/kinds/quantity/pharmacy-capacity.ts';
import { PHARMACY_KINDS, type PharmacyKind } from '../../policy/kinds/quantity/pharmacy-kind.ts';
import type { Plan } from '../../policy/plan-shape.ts';
import { readAreasWithPharmacies } from '../dated-data/areas-with-pharmacies.ts';
import type { LOT_USES } from './ledger-queries.ts';

export interface UseOfExit {
  readonly usage: (typeof LOT_USES)[number];
  readonly reason: Localized;
}

/** Whether exits of a pool may leave a place of the street instead: the plan has street places that name the pool (DL-D3). */
export function findStreetRule(plan: Pick<Plan, 'rules'>, poolKind: Pool['poolKind']) {
  return plan.rules.find((rule) => rule.kind === 'street-capacity' && rule.parameters.poolKind === poolKind);
}

/**
 * What the exit of a pharmacy is used for, by the numbers of its street on the day before: below the bound it only lowers
 * the number of the street; above it goes to the pool; exactly at the bound, or where a figure is missing, a person decides.
 * One exit is never used twice.
 */
export async function useOfExit(
  db: Database,
  question: {
    readonly plan: Plan;
    readonly poolKind: Pool['poolKind'];
    readonly service: string;
    readonly streetId: number | null;
    readonly dayBefore: string;
  },
): Promise<UseOfExit | null> {
  const { plan, poolKind, service, streetId, dayBefore } = question;
  const rule = findStreetRule(plan, poolKind);
  if (!rule) return null;
  if (streetId === null) return undecided('药店所在街道不明', 'the street of the pharmacy is not known');
  const [area] = await readAreasWithPharmacies(db, plan, [streetId], {
    asOf: dayBefore,
    attribution: 'location',
  });
  if (!area) return undecided('药店所在街道不明', 'the street of the pharmacy is not known');
  const capacity = readCapacity(
    area,
    kindsOf(rule.parameters, service),
    factsSchema.parse({ asOf: dayBefore }),
  );
  if ('missing' in capacity)
    return undecided(`缺少${capacity.missing.zh}`, `missing: ${capacity.missing.en}`);
  const { actual: least, upper } = capacity;
  const most = least + capacity.unattributed;
  const numbers = {
    zh: `前一日街道 ${least}${most > least ? `至 ${most}` : ''} 家，上限 ${upper} 家`,
    en: `the street had ${least}${most > least ? ` to ${most}` : ''} on the day before, its bound is ${upper}`,
  };
  if (least > upper)
    return {
      usage: 'pool',
      reason: { zh: `${numbers.zh}：进入释放量。`, en: `To the pool: ${numbers.en}.` },
    };
  if (most < upper)
    return {
      usage: 'street_capacity',
      reason: {
        zh: `${numbers.zh}：街道未达上限，退出只减少街道数量，不进入合并释放量。`,
        en: `Not to the pool: ${numbers.en}, so the exit only lowers the number of the street.`,
      },
    };
  return undecided(numbers.zh, numbers.en);
}

function kindsOf(parameters: Readonly<Record<string, unknown>>, service: string): readonly PharmacyKind[] {
  const { pharmacyKinds, pharmacyKindsByService } = parameters as {
    pharmacyKinds?: PharmacyKind[];
    pharmacyKindsByService?: Record<string, PharmacyKind[]>;
  };
  return pharmacyKindsByService?.[service] ?? pharmacyKinds ?? PHARMACY_KINDS;
}

function undecided(zh: string, en: string): UseOfExit {
  return {
    usage: 'undecided',
    reason: {
      zh: `${zh}：该退出用于合并释放量还是街道名额需人工选定，选定前不可使用。`,
      en: `Whether the exit goes to the pool or to a place of the street is for a person to decide (${en}); until then it is not used.`,
    },
  };
}
