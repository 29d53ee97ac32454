/** `npm run bench`: seeded measurements, each against a baseline of the same run, written to bench/results.md. */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import type { Database } from '../api/db/database.ts';
import { PROGRAM_ROOT } from '../api/paths.ts';
import { installedBinaries, provideServer } from '../test/support/server-provider.ts';
import { benchAssessments } from './assessments.ts';
import { benchAudit } from './audit.ts';
import { benchEmbeddedStart } from './embedded-start.ts';
import { benchItems } from './items.ts';
import type { Result } from './measure.ts';
import { benchBatch, benchProximity } from './proximity.ts';
import { benchResponsiveness } from './responsiveness.ts';
import { seedBenchDatabase, startProgram } from './server-under-test.ts';
import { benchSettlement } from './settlement.ts';
import { benchSiting } from './siting.ts';
import { benchWalking } from './walking.ts';

execFileSync(process.execPath, [join(PROGRAM_ROOT, 'scripts/build.mjs')], { stdio: 'inherit' });
const results: Result[] = [];
const note = (result: Result) => {
  results.push(result);
  console.log(
    `${result.what}: ${result.measured} | ${result.baseline}: ${result.baselineMeasured} | ratio ${result.ratio.toFixed(2)}`,
  );
};

/** What is asked of a million institutions on the server engine. Program, pool and cluster end with it, however it ends. */
async function benchServer(): Promise<{ postgres: string; postgis: string } | undefined> {
  const server = await provideServer();
  try {
    console.log(`seeding one million institutions on ${server.description}`);
    const { url, database } = await seedBenchDatabase(server.url);
    try {
      const [versions] = await database.run<{ postgres: string; postgis: string }>({
        text: `select current_setting('server_version') as postgres, postgis_lib_version() as postgis`,
      });
      const program = await startProgram({
        DATABASE_URL: url,
        DEMO: 'off',
        STATEMENT_TIMEOUT_MS: '600000',
        REQUEST_TIMEOUT_MS: '600000',
      });
      try {
        await askProgram(program.base, url, database);
      } finally {
        await program.stop();
      }
      for (const result of await benchWalking(database, url)) note(result);
      return versions;
    } finally {
      await database.close();
    }
  } finally {
    await server.stop();
  }
}

async function askProgram(base: string, url: string, database: Database): Promise<void> {
  const proximity = await benchProximity(base, url, database, installedBinaries());
  note(proximity);
  const assessments = await benchAssessments(base, database, Number.parseFloat(proximity.measured));
  note(assessments);
  note(await benchBatch(base, database, Number.parseFloat(proximity.measured)));
  for (const result of await benchAudit(base, database)) note(result);
  note(await benchItems(base, database));
  for (const result of await benchSettlement(base, database, Number.parseFloat(assessments.measured)))
    note(result);
}

/** The demo city on the embedded engine while it looks for sites over the whole city: searches and solver run in threads. */
async function benchDemoCity(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'dingdian-bench-'));
  const program = await startProgram({ DATABASE_URL: '', DATA_DIR: join(folder, 'data') });
  try {
    const question = { kind: 'pharmacy', model: 'mclp', p: 10, metric: 'walk', maxWalkM: 1000 };
    const ask = async () => {
      const answer = await fetch(`${program.base}/site-suggestions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(question),
      });
      if (!answer.ok) throw new Error(await answer.text());
      await answer.arrayBuffer();
    };
    const what = 'ten sites on foot for the demo city (11,163 candidates and cells), embedded engine';
    for (const result of await benchResponsiveness(program.base, { what, ask })) note(result);
  } finally {
    await program.stop();
    await rm(folder, { recursive: true });
  }
}

const versions = await benchServer();
await benchDemoCity();
for (const result of await benchSiting()) note(result);
for (const result of await benchEmbeddedStart()) note(result);

const rows = results.map(
  (result) =>
    `| ${result.what} | ${result.measured} | ${result.baseline} | ${result.baselineMeasured} | **${result.ratio.toFixed(2)}** | ${result.note} |`,
);
writeFileSync(
  join(PROGRAM_ROOT, 'bench/results.md'),
  `# Benchmark results

Written by \`npm run bench\`. Every figure stands beside a baseline of the same run; trust the ratios, not the absolute times.

- Date: ${new Date().toISOString().slice(0, 10)}
- Machine: ${cpus().length} × ${cpus()[0]?.model.trim()}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB
- Node ${process.versions.node}, PostgreSQL ${versions?.postgres}, PostGIS ${versions?.postgis}
- Data: one million seeded institutions in 400 towns of unequal size (\`bench/sql/seed-institutions.sql\`)

| What | Measured | Baseline | Baseline measured | Ratio | Reading |
|---|---|---|---|---|---|
${rows.join('\n')}
`,
);
console.log('wrote bench/results.md');
