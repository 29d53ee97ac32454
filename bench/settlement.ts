import { randomUUID } from 'node:crypto';
import type { Database } from '../api/db/database.ts';
import { createKey } from '../api/keys/key-store.ts';
import type { Result } from './measure.ts';
import { listSites } from './proximity.ts';

const PLAN = 'dalian/2025-2027';
/** Division and code of the seeded county, to whose pool the released places belong. */
const COUNTY = '990000';
const CATEGORY = '民族医诊所';
const APPLICATIONS = 2_000;
const SIDE_BY_SIDE = 8;
const CUT_OFF = '2026-06-30';

/**
 * A batch of 2,000 clinics for outpatient pooling, from the snapshot to the settlement, against as many single assessments. The
 * seeded province is no city of a plan, so that every one of them is for review: what is measured is reading, judging and storing.
 */
export async function benchSettlement(
  base: string,
  database: Database,
  assessmentRate: number,
): Promise<Result[]> {
  const { key } = await createKey(database, { name: 'bench', role: 'editor' }, { actor: 'cli:bench' });
  const call = async (path: string, body: object): Promise<Record<string, never>> => {
    const response = await fetch(base + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-api-key': key, 'idempotency-key': randomUUID() },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    return (await response.json()) as Record<string, never>;
  };
  await enterAuthorityData(call);
  const batch = await call('/batches', {
    plan: PLAN,
    procedure: 'outpatient_pooling',
    title: '基准批次',
    openedOn: '2026-06-01',
    cutOffOn: CUT_OFF,
  });
  const id = (batch as { batchId?: string; id?: string }).batchId ?? (batch as { id?: string }).id;
  const sites = (await listSites(database)).slice(0, APPLICATIONS);
  for (let first = 0; first < sites.length; first += SIDE_BY_SIDE)
    await Promise.all(
      sites.slice(first, first + SIDE_BY_SIDE).map((site, offset) =>
        call('/applications', {
          plan: PLAN,
          batch: id,
          acceptedOn: '2026-06-15',
          application: applicationAt(site, first + offset),
        }),
      ),
    );
  const snapshotMs = await time(() => call(`/batches/${id}/snapshot`, {}));
  let settled: { decisions?: { decision: string }[] } = {};
  const settleMs = await time(async () => {
    settled = await call(`/batches/${id}/settle`, { settledOn: CUT_OFF });
  });
  const admitted = (settled.decisions ?? []).filter(({ decision }) => decision === 'admitted').length;
  const alone = (APPLICATIONS / assessmentRate) * 1000;
  return [
    {
      what: `snapshot of a batch of ${APPLICATIONS} applications (one stored assessment each), 1 M institutions`,
      measured: seconds(snapshotMs),
      baseline: 'as many single assessments over HTTP, not stored, 8 connections',
      baselineMeasured: seconds(alone),
      ratio: snapshotMs / alone,
      note: 'lower is better; every assessment is stored with its facts',
    },
    {
      what: `settlement of that batch in one transaction (${admitted} admitted)`,
      measured: seconds(settleMs),
      baseline: 'its snapshot',
      baselineMeasured: seconds(snapshotMs),
      ratio: settleMs / snapshotMs,
      note: 'lower is better; ranked, judged in order, booked, stored',
    },
  ];
}

/** What the plan leaves to the authority: class of the area, guideline, annual plan, released places. */
async function enterAuthorityData(call: (path: string, body: object) => Promise<unknown>): Promise<void> {
  const dated = { document: '基准', publishedOn: '2026-01-01', validFrom: '2026-01-01', validTo: null };
  await call('/area-classifications', {
    items: [
      { areaCode: COUNTY, trait: 'area_class', value: '2', category: null, ...dated },
      { areaCode: COUNTY, trait: 'support', value: 'may', category: CATEGORY, ...dated },
    ],
  });
  await call('/annual-plans', {
    plan: PLAN,
    year: 2026,
    areaCode: COUNTY,
    kind: 'medical',
    service: null,
    category: null,
    quantity: 10_000,
    publishedOn: '2026-01-01',
    document: '基准',
  });
  await call('/release-lots', {
    plan: PLAN,
    poolKind: 'outpatient_pooling',
    areaCode: COUNTY,
    quantity: 500,
    event: 'withdrawal',
    institutionName: '退出机构',
    on: '2026-05-01',
    document: '基准',
  });
}

function applicationAt(site: { lon: number; lat: number }, number: number) {
  const day = String(1 + (number % 28)).padStart(2, '0');
  const year = 2000 + (number % 24);
  const month = String(1 + (number % 12)).padStart(2, '0');
  return {
    applicant: { name: `基准诊所 ${number}` },
    purpose: 'new',
    kind: 'medical',
    service: 'outpatient_pooling',
    category: CATEGORY,
    site: { ...site, crs: 'CRS84', accuracyM: 0, verified: true },
    licence: { authorityLevel: 'county', areaCode: COUNTY, obtainedOn: `${year}-${month}-${day}` },
    personalAccountOpenedOn: `${year + 1}-${month}-${day}`,
    statements: {
      entry_conditions_met: { value: true, verified: true },
      settlement_level_reached: { value: true, verified: true },
    },
    scores: [
      { evaluation: 'personal_account_entry', value: 60 + (number % 400) / 10, evaluatedOn: '2026-05-01' },
    ],
  };
}

async function time(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
