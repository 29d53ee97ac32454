import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PGlite } from '@electric-sql/pglite';
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist';
import { postgis } from '@electric-sql/pglite-postgis';
import { PROGRAM_ROOT } from '../api/paths.ts';
import { type Result, spread } from './measure.ts';
import { startProgram } from './server-under-test.ts';

const RUNS = 3;

/**
 * What `npm ci` prepares once, then first start (demo city included) and second start of the embedded engine, against the
 * raw engine's first start.
 */
export async function benchEmbeddedStart(): Promise<Result[]> {
  const prepare = await elapsed(prepareAnew);
  const raw: number[] = [];
  const first: number[] = [];
  const second: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const folder = await mkdtemp(join(tmpdir(), 'dingdian-bench-'));
    raw.push(await elapsed(() => rawFirstStart(join(folder, 'raw'))));
    const start = async () => (await startProgram({ DATABASE_URL: '', DATA_DIR: join(folder, 'data') })).stop;
    for (const times of [first, second]) {
      let stop: () => Promise<void> = async () => undefined;
      times.push(
        await elapsed(async () => {
          stop = await start();
        }),
      );
      await stop();
    }
    await rm(folder, { recursive: true });
  }
  const seconds = (values: number[]) => `${(spread(values).median / 1000).toFixed(1)} s`;
  const against = {
    baseline: 'raw engine: initdb and CREATE EXTENSION, empty',
    baselineMeasured: seconds(raw),
  };
  const ratio = (values: number[]) => spread(values).median / spread(raw).median;
  return [
    {
      what: 'preparing the embedded engine with the demo city, once in `npm ci`',
      measured: `${(prepare / 1000).toFixed(1)} s`,
      ...against,
      ratio: prepare / spread(raw).median,
      note: 'lower is better; includes the raw start, the import of the demo city and packing both',
    },
    {
      what: 'embedded first start to /ready, demo city loaded',
      measured: seconds(first),
      ...against,
      ratio: ratio(first),
      note: 'lower is better',
    },
    {
      what: 'embedded second start to /ready',
      measured: seconds(second),
      ...against,
      ratio: ratio(second),
      note: 'lower is better',
    },
  ];
}

/** Makes the prepared data directories as a fresh install does. */
async function prepareAnew(): Promise<void> {
  const cache = join(PROGRAM_ROOT, '.cache');
  const old = await readdir(cache).catch(() => []);
  await Promise.all(old.filter((name) => name.startsWith('prepared-')).map((name) => rm(join(cache, name))));
  await promisify(execFile)(process.execPath, [join(PROGRAM_ROOT, 'bin/dingdian.mjs'), 'prepare']);
}

async function rawFirstStart(dataDir: string): Promise<void> {
  const database = await PGlite.create({ dataDir, extensions: { postgis, btree_gist } });
  await database.exec('create extension postgis; create extension btree_gist');
  await database.close();
}

async function elapsed(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
