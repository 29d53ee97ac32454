import autocannon from 'autocannon';
import type { Database } from '../api/db/database.ts';
import type { Result } from './measure.ts';
import { listSites } from './proximity.ts';

const CONNECTIONS = 8;
const SECONDS = 15;

/** Assessments of a new clinic by the Dalian plan over HTTP against the bare proximity check over HTTP at the same sites. */
export async function benchAssessments(
  base: string,
  database: Database,
  proximityRate: number,
): Promise<Result> {
  const sites = await listSites(database);
  const http = await autocannon({
    url: base,
    connections: CONNECTIONS,
    duration: SECONDS,
    requests: sites.map(({ lon, lat }) => ({
      method: 'POST' as const,
      path: '/assessments',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        plan: 'dalian/2025-2027',
        asOf: '2026-06-30',
        application: {
          applicant: { name: '基准诊所' },
          purpose: 'new',
          kind: 'medical',
          service: 'personal_account',
          category: '普通诊所',
          site: { lon, lat, crs: 'CRS84', accuracyM: 0, verified: true },
        },
      }),
    })),
  });
  if (http.non2xx > 0) throw new Error(`${http.non2xx} assessments failed`);
  return {
    what: `assessment by the Dalian plan (50 rules) over HTTP, ${CONNECTIONS} connections, ${sites.length} sites, 1 M institutions`,
    measured: `${http.requests.average.toFixed(0)} assessments/s (p50 ${http.latency.p50} ms, p99 ${http.latency.p99} ms)`,
    baseline: 'proximity check over HTTP at the same sites, as many connections',
    baselineMeasured: `${proximityRate.toFixed(0)} checks/s`,
    ratio: http.requests.average / proximityRate,
    note: '1 = everything beyond the distance question costs nothing; higher is better',
  };
}
