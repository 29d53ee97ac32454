import type { Application } from '../../policy/application.ts';
import type { Pool } from '../../policy/facts-of-release.ts';
import type { PoolKey } from '../ledger/lock-pools.ts';
import type { AreasOfPlace } from './areas-of-place.ts';

const KINDS: Partial<Record<Application['kind'], readonly Pool['poolKind'][]>> = {
  medical: ['personal_account_medical', 'outpatient_pooling', 'inpatient_beds'],
  pharmacy: ['pharmacy_personal_account', 'pharmacy_outpatient_pooling'],
};

/**
 * The release pools that an application may turn on: those of its kind, of every area it belongs to. For inpatient beds also
 * the pools of all districts, since a short city pool is a matter for transfers while districts have beds.
 */
export function poolsOf(
  { kind, service }: Application,
  { county, city, licensing, business }: AreasOfPlace,
  countyIds: readonly number[],
): PoolKey[] {
  const areaIds = new Set([licensing, business, county, city].flatMap((area) => (area ? [area.areaId] : [])));
  const own = (KINDS[kind] ?? []).flatMap((poolKind) => [...areaIds].map((areaId) => ({ poolKind, areaId })));
  if (service !== 'inpatient') return own;
  const districts = countyIds.filter((areaId) => !areaIds.has(areaId));
  return [...own, ...districts.map((areaId) => ({ poolKind: 'inpatient_beds' as const, areaId }))];
}
