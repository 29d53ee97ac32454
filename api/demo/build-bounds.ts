import type { Street } from './build-areas.ts';
import { COUNTIES, REFERENCE_DATE } from './city-plan.ts';
import type { Row } from './csv.ts';
import type { DemoInstitution, Service } from './institution.ts';
import { seededRandom } from './random.ts';

const EXPIRED = {
  version: '2023版',
  document: '示例市零售药店配置规划2023-2025（合成数据）',
  valid_from: '2023-01-01',
  valid_to: '2025-12-31',
};
const IN_FORCE = {
  version: '2026版',
  document: '示例市零售药店配置规划2026-2030（合成数据）',
  valid_from: '2026-01-01',
  valid_to: '2030-12-31',
};
const KINDS = ['all', 'personal_account', 'outpatient_pooling'] as const;

/** The county that a pharmacy counts in: that of its business licence (DL-E2), which here is always known. */
export const licenceCounty = (one: DemoInstitution) => one.businessLicenceCounty ?? one.street.county.code;

/** Designated on the date and counted in control quantities. `service` undefined: designated for anything. */
export function counts(one: DemoInstitution, service: Service | undefined, date: string): boolean {
  const agreement = one.agreement;
  if (one.kind !== 'pharmacy' || !agreement || (service && !agreement.services.includes(service)))
    return false;
  if (agreement.status !== 'active' && agreement.status !== 'suspended') return false;
  if (agreement.from > date || (agreement.to ?? '9999') < date) return false;
  return (agreement.countsFrom ?? '') <= date;
}

/**
 * Two versions of the bounds. Those of counties are set from the numbers that exist, so that each saturation class occurs
 * as planned in COUNTIES; those of streets spread around the numbers that exist; some areas have none.
 */
export function buildBounds(
  streets: readonly Street[],
  institutions: readonly DemoInstitution[],
  seed: string,
): Row[] {
  const random = seededRandom(`${seed}/bounds`);
  const rows: Row[] = [];
  const add = (area: string, kind: string, lower: number, upper: number, version: typeof EXPIRED) =>
    rows.push({
      area_code: area,
      pharmacy_kind: kind,
      lower_bound: Math.max(0, lower),
      upper_bound: Math.max(0, upper),
      ...version,
    });
  const pharmacies = grouped(institutions.filter((one) => one.kind === 'pharmacy'));
  const number = (kind: (typeof KINDS)[number], area: string) =>
    (pharmacies.get(area) ?? []).filter((one) =>
      counts(one, kind === 'all' ? undefined : kind, REFERENCE_DATE),
    ).length;
  for (const plan of COUNTIES) {
    if (plan.bound === 'none') continue;
    for (const kind of KINDS) {
      const actual = number(kind, plan.code);
      const before = Math.round(actual * random.between(0.9, 1.05));
      add(plan.code, kind, Math.round(before * 0.6), before, EXPIRED);
      if (plan.bound === 'expired') continue;
      const upper = actual - plan.bound.above;
      add(plan.code, kind, plan.bound.lowerMissed ? actual + 9 : Math.round(upper * 0.6), upper, IN_FORCE);
    }
    if (plan.bound !== 'expired') add(plan.code, 'dual_channel', 0, 1, IN_FORCE);
  }
  for (const street of streets) {
    const plan = street.county.bound;
    if (plan === 'none') continue;
    const tightness = plan === 'expired' ? 0 : plan.above > 6 ? 0.6 : plan.above >= 0 ? 0.35 : 0.1;
    const none = random.chance(0.06);
    for (const kind of KINDS) {
      const actual = number(kind, street.code);
      const upper = actual - (random.chance(tightness) ? random.whole(0, 12) : -random.whole(1, 6));
      if (none) continue;
      const before = Math.round(actual * random.between(0.9, 1.05));
      add(street.code, kind, Math.round(before * 0.5), before, EXPIRED);
      if (plan !== 'expired') add(street.code, kind, Math.round(Math.max(0, upper) * 0.5), upper, IN_FORCE);
    }
  }
  return rows;
}

/** By county of the business licence and by street of the place. */
function grouped(pharmacies: readonly DemoInstitution[]): ReadonlyMap<string, readonly DemoInstitution[]> {
  const groups = new Map<string, DemoInstitution[]>();
  for (const one of pharmacies) {
    for (const area of [licenceCounty(one), one.street.code]) {
      const group = groups.get(area);
      if (group) group.push(one);
      else groups.set(area, [one]);
    }
  }
  return groups;
}
