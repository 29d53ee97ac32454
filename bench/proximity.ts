import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import autocannon from 'autocannon';
import type { Database } from '../api/db/database.ts';
import { PROGRAM_ROOT } from '../api/paths.ts';
import { type Result, seeded } from './measure.ts';

const CONNECTIONS = 8;
const SECONDS = 15;
const SITES = 2_000;

/** Sites at and around institutions drawn evenly from the million: dense places are asked about more often, as in life. */
export async function listSites(database: Database): Promise<{ lon: number; lat: number }[]> {
  const random = seeded(7);
  const ids = Array.from({ length: SITES }, () => 1 + Math.floor(random() * 1_000_000));
  const rows = await database.run<{ lon: number; lat: number }>({
    text: 'select st_x(geom) as lon, st_y(geom) as lat from institution where institution_id = any ($1::bigint[]) order by institution_id',
    values: [ids],
  });
  return rows.map((row) => ({
    lon: row.lon + (random() - 0.5) * 0.01,
    lat: row.lat + (random() - 0.5) * 0.01,
  }));
}

/** pgbench of the very statements that a check sends, prepared, against the check over HTTP. */
export async function benchProximity(
  base: string,
  url: string,
  database: Database,
  binaries: string,
): Promise<Result> {
  const sites = await listSites(database);
  const pgbench = runPgbench(url, sites, binaries);
  const http = await autocannon({
    url: base,
    connections: CONNECTIONS,
    duration: SECONDS,
    requests: sites.map(({ lon, lat }) => ({
      method: 'GET' as const,
      path: `/proximity-check?lon=${lon}&lat=${lat}&type=37&asOf=2026-06-30`,
    })),
  });
  if (http.non2xx > 0) throw new Error(`${http.non2xx} checks failed`);
  return {
    what: `proximity check over HTTP, ${CONNECTIONS} connections, ${sites.length} sites, 1 M institutions`,
    measured: `${http.requests.average.toFixed(0)} checks/s (p50 ${http.latency.p50} ms, p99 ${http.latency.p99} ms)`,
    baseline: 'pgbench -M prepared, the same two statements, as many clients',
    baselineMeasured: `${pgbench.toFixed(0)} checks/s`,
    ratio: http.requests.average / pgbench,
    note: '1 = HTTP, validation and GeoJSON cost nothing; higher is better',
  };
}

/** The named queries with $1… replaced by pgbench variables; the sites come from a table of the same draw. */
function runPgbench(url: string, sites: readonly { lon: number; lat: number }[], binaries: string): number {
  const values = sites.map((site, index) => `(${index + 1}, ${site.lon}, ${site.lat})`).join(',');
  const psql = (text: string) =>
    execFileSync(join(binaries, 'psql'), [url, '-q', '-v', 'ON_ERROR_STOP=1', '-c', text]);
  psql(
    'drop table if exists bench_site; create table bench_site (n int primary key, lon float8, lat float8)',
  );
  psql(`insert into bench_site values ${values}`);
  const fill = (id: string, parameters: readonly string[]) =>
    readFileSync(join(PROGRAM_ROOT, 'sql', `${id}.sql`), 'utf8')
      .replace(/--.*$/gm, '')
      .replace(/\$(\d+)/g, (_all, place) => {
        const parameter = parameters[Number(place) - 1];
        if (parameter === undefined)
          throw new Error(`${id} has a parameter $${place} that the benchmark does not give`);
        return parameter;
      });
  const script = [
    `\\set n random(1, ${sites.length})`,
    'select lon, lat from bench_site where n = :n \\gset',
    `${fill('proximity/list-neighbours', [':lon', ':lat', '37', 'null', '800', '0', `'2026-06-30'`, `'{}'`, '200', `'dalian-62'`])};`,
    `${fill('proximity/describe-site', [':lon', ':lat', '37', 'null', '800', '0', `'2026-06-30'`, `'{}'`, `'dalian-62'`])};`,
  ];
  const file = join(tmpdir(), `dingdian-pgbench-${process.pid}.sql`);
  writeFileSync(file, script.join('\n'));
  const out = execFileSync(
    join(binaries, 'pgbench'),
    ['-n', '-M', 'prepared', '-c', String(CONNECTIONS), '-j', '2', '-T', String(SECONDS), '-f', file, url],
    {
      encoding: 'utf8',
      env: { ...process.env, PGOPTIONS: '-c jit=off' },
    },
  );
  const rate = /tps = ([\d.]+)/.exec(out)?.[1];
  if (!rate) throw new Error(`pgbench gave no rate: ${out}`);
  return Number(rate);
}

/** The batch route: NDJSON in and out, lines a second, against single checks over HTTP in the same run. */
export async function benchBatch(base: string, database: Database, singleRate: number): Promise<Result> {
  const sites = await listSites(database);
  const lines = [0, 1, 2].flatMap(() =>
    sites.map((site) => JSON.stringify({ ...site, type: 37, asOf: '2026-06-30' })),
  );
  const start = performance.now();
  const response = await fetch(`${base}/proximity-check/batch`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-ndjson', 'accept-encoding': 'identity' },
    body: lines.join('\n'),
  });
  const answers = (await response.text()).trim().split('\n');
  const rate = lines.length / ((performance.now() - start) / 1000);
  if (answers.length !== lines.length || answers.some((line) => line.includes('"error"')))
    throw new Error('the batch did not answer every line');
  return {
    what: `batch of ${lines.length} checks, one request`,
    measured: `${rate.toFixed(0)} checks/s`,
    baseline: `single checks over HTTP, ${CONNECTIONS} connections`,
    baselineMeasured: `${singleRate.toFixed(0)} checks/s`,
    ratio: rate / singleRate,
    note: 'higher is better',
  };
}
