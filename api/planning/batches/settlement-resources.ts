import type { Database } from '../../db/database.ts';
import type { Facts, NeighbourFact } from '../../policy/facts.ts';
import type { AreaFacts } from '../../policy/facts-of-areas.ts';
import type { Pool, Waiting } from '../../policy/facts-of-release.ts';
import { listAuthorityData } from '../facts/facts-queries.ts';
import { withNeighbours } from '../facts/promised-neighbours.ts';
import type { PoolKey } from '../ledger/lock-pools.ts';
import { readPools } from '../ledger/read-pools.ts';
import { countPromised, listNeededPools } from './batch-queries.ts';
import type { FrozenApplicant, FrozenBatch } from './frozen-batch.ts';
import { listPromisedNeighbours } from './promised-sites.ts';
import { walksToPromised } from './walks-of-batch.ts';

/** What applicants compete for, as it stands at the settlement; all other facts stay those of the cut-off. */
export interface SettlementResources {
  readonly pools: readonly Pool[];
  readonly queues: readonly Waiting[];
  /** Annual plan line → quantity used by admissions of any day. */
  readonly annualUse: Readonly<Record<string, number>>;
  readonly freeAdditions: Facts['freeAdditions'];
  readonly exemptionUses: Facts['exemptionUses'];
  /** Warnings in force at any time from the cut-off on: one on the day of settlement counts. */
  readonly fundWarnings: Facts['fundWarnings'];
  /** `attribution:areaCode:pharmacyKind` → admitted pharmacies that no count of the register shows yet. */
  readonly promised: Readonly<Record<string, number>>;
  /** Application → institutions admitted near by whose agreement has not begun. */
  readonly promisedNeighbours: Readonly<Record<string, readonly NeighbourFact[]>>;
  /** Application → walks to them, where a rule of the plan measures walks; absent in settlements of earlier releases. */
  readonly promisedWalks?: Readonly<Record<string, Reached>>;
}
type Reached = NonNullable<Facts['walk']>['reached'];

/** Admissions of every day count against what is shared, also those booked for a day after this settlement. */
const FOREVER = '9999-12-31';

/** Pools that a batch would draw on: those to lock before it is settled. Others its facts only tell of. */
export async function listNeededPoolKeys(
  db: Database,
  { batch, applicants }: FrozenBatch,
): Promise<PoolKey[]> {
  const needed = await namesOfNeeded(db, batch.id);
  const keys = await listPoolKeys(db, applicants);
  return keys.filter(({ poolKind, areaCode }) => needed.has(`${poolKind}@${areaCode}`));
}

async function namesOfNeeded(db: Database, batchId: string): Promise<Set<string>> {
  const rows = await listNeededPools(db, { batchId });
  return new Set(rows.map((row) => `${row.pool_kind}@${row.area_code}`));
}

async function listPoolKeys(
  db: Database,
  applicants: readonly Pick<FrozenApplicant, 'facts'>[],
): Promise<(PoolKey & { readonly areaCode: string })[]> {
  const pools = distinctPools(applicants);
  if (pools.length === 0) return [];
  const rows = await db.kysely
    .selectFrom('area')
    .select(['area_id', 'code', 'level'])
    .where('code', 'in', [...new Set(pools.map((pool) => pool.areaCode))])
    .orderBy('area_id')
    .execute();
  return pools.flatMap(({ poolKind, areaCode, areaLevel }) => {
    const area = rows.findLast((row) => row.code === areaCode && row.level === areaLevel);
    return area ? [{ poolKind, areaId: area.area_id, areaCode }] : [];
  });
}

/** Reads them; under the locks of the plan and its pools they stay true until the transaction ends. */
export async function readResources(
  db: Database,
  { batch, plan, applicants }: FrozenBatch,
  settledOn: string,
): Promise<SettlementResources> {
  const keys = await listPoolKeys(db, applicants);
  const pools = await readPools(db, {
    planId: plan.id,
    pools: keys,
    asOf: batch.cutOffOn,
    ledgerAsOf: settledOn,
  });
  const [authority] = await listAuthorityData(db, {
    planId: plan.id,
    cityCode: plan.city.code,
    dataCityCode: plan.city.code,
    asOf: batch.cutOffOn,
    usedUntil: FOREVER,
    areaIds: listAreaIdsOf(applicants, keys),
    years: listYears(applicants, settledOn),
    applicationId: null,
    periodFrom: plan.period.from,
  });
  if (!authority) throw new Error('list-authority-data gave no row');
  const promised = await countPromised(db, { planId: plan.id, on: batch.cutOffOn });
  // A queue is served by batches that draw on its pool, not by those that only know of it.
  const needed = await namesOfNeeded(db, batch.id);
  const promisedNeighbours = await listPromisedNeighbours(db, plan, applicants, batch.cutOffOn);
  return {
    pools,
    queues: authority.queues.filter((entry) => needed.has(`${entry.poolKind}@${entry.areaCode}`)),
    annualUse: Object.fromEntries(
      authority.annual_plans.map((line) => [String(line.annualPlanId), line.used]),
    ),
    freeAdditions: authority.free_additions,
    exemptionUses: authority.exemption_uses,
    fundWarnings: authority.intervals
      .filter(({ kind }) => kind === 'fund_warning')
      .map(({ kind: _kind, ...warning }) => warning),
    promised: Object.fromEntries(
      promised.map((row) => [`${row.attribution}:${row.code}:${row.pharmacy_kind}`, row.promised]),
    ),
    promisedNeighbours,
    promisedWalks: await walksToPromised(db, plan, applicants, promisedNeighbours),
  };
}

/** The facts of an applicant with what is shared as it stands on the day of settlement. */
export function withResources(
  { applicationId, facts: frozen }: Pick<FrozenApplicant, 'applicationId' | 'facts'>,
  resources: SettlementResources,
  settledOn: string,
): Facts {
  const facts = withNeighbours(
    frozen,
    resources.promisedNeighbours[applicationId] ?? [],
    resources.promisedWalks?.[applicationId],
  );
  const own = new Set(facts.pools.map((pool) => `${pool.poolKind}@${pool.areaLevel}:${pool.areaCode}`));
  const codes = new Set(areasOf(facts).map((area) => area.code));
  return {
    ...facts,
    ledgerAsOf: settledOn,
    pools: resources.pools.filter((pool) => own.has(`${pool.poolKind}@${pool.areaLevel}:${pool.areaCode}`)),
    queues: [...resources.queues],
    annualPlans: facts.annualPlans.map((line) => ({
      ...line,
      used: resources.annualUse[String(line.annualPlanId)] ?? line.used,
    })),
    freeAdditions: resources.freeAdditions.filter((one) => codes.has(one.areaCode)),
    exemptionUses: resources.exemptionUses,
    fundWarnings: [...resources.fundWarnings],
    street: withPromised(facts.street, resources),
    county: withPromised(facts.county, resources),
    businessArea: withPromised(facts.businessArea, resources),
  };
}

function withPromised(area: AreaFacts | null, { promised }: SettlementResources): AreaFacts | null {
  if (!area?.pharmacies) return area;
  const { attribution, counts } = area.pharmacies;
  return {
    ...area,
    pharmacies: {
      ...area.pharmacies,
      counts: counts.map((count) => ({
        ...count,
        counted: count.counted + (promised[`${attribution}:${area.code}:${count.pharmacyKind}`] ?? 0),
      })),
    },
  };
}

function distinctPools(applicants: readonly Pick<FrozenApplicant, 'facts'>[]): Pool[] {
  const pools = applicants.flatMap(({ facts }) => facts.pools);
  return [
    ...new Map(pools.map((pool) => [`${pool.poolKind}@${pool.areaLevel}:${pool.areaCode}`, pool])).values(),
  ];
}

function areasOf(facts: Facts) {
  const { street, county, city, licensingArea, businessArea, managementArea, zones } = facts;
  return [
    street,
    county,
    city,
    licensingArea,
    businessArea,
    managementArea,
    ...zones.map(({ area }) => area),
  ].filter((area) => area !== null);
}

function listAreaIdsOf(applicants: readonly FrozenApplicant[], pools: readonly PoolKey[]): number[] {
  const ids = applicants.flatMap(({ facts }) => areasOf(facts).map((area) => area.areaId));
  return [...new Set([...ids, ...pools.map((pool) => pool.areaId)])];
}

function listYears(applicants: readonly FrozenApplicant[], settledOn: string): number[] {
  const years = applicants.flatMap(({ facts }) => facts.annualPlans.map((line) => line.year));
  return [...new Set([...years, Number(settledOn.slice(0, 4))])];
}
