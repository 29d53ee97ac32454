import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { sql } from 'kysely';
import type { Database } from '../db/database.ts';
import { importFile } from '../importing/import-file.ts';
import type { ImportKind } from '../importing/import-kind.ts';
import type { ImportOptions } from '../importing/import-options.ts';
import { importNetwork } from '../importing/network/import-network.ts';
import { CITY, REFERENCE_DATE } from './city-plan.ts';
import { provideDemoFiles } from './demo-files.ts';
import type { DemoFile } from './generate-city.ts';
import { loadPlanning } from './load-planning.ts';
import { readManifest } from './manifest.ts';

const SOURCE = '示例市（合成数据）Sample City (synthetic)';

const SURFACE: NonNullable<ImportOptions['surface']> = {
  code: 'sample-city-2025',
  titleZh: '示例市人口网格（合成数据，模型推算）',
  titleEn: 'Sample City population cells (synthetic, modelled)',
  resolution: 9,
  asOf: '2025-12-31',
  modelled: true,
  method: 'Residents of an invented city drawn from a synthetic density field; not counted anywhere.',
  document: SOURCE,
};

/** In the order that references need: areas first, figures of areas, then what is located in them. */
const STEPS: readonly { kind: ImportKind; file: DemoFile; options: ImportOptions }[] = [
  { kind: 'areas', file: 'areas.geojson', options: {} },
  { kind: 'statistics', file: 'statistics.csv', options: {} },
  { kind: 'bounds', file: 'bounds.csv', options: {} },
  {
    kind: 'institutions',
    file: 'institutions.csv',
    options: { crs: 'CRS84', allowMissingCoordinates: true },
  },
  { kind: 'population', file: 'population.csv', options: { surface: SURFACE } },
];

/** True when no area and no institution is stored: only then may the demo city come in by itself. */
export async function isDatabaseEmpty(db: Database): Promise<boolean> {
  const [area, institution] = await Promise.all([
    db.kysely.selectFrom('area').select('area_id').limit(1).execute(),
    db.kysely.selectFrom('institution').select('institution_id').limit(1).execute(),
  ]);
  return area.length === 0 && institution.length === 0;
}

export interface LoadOptions {
  /** Told what is going on, one short sentence a step. */
  readonly onProgress: (message: string) => void;
  /** Keep generated files here; default: a temporary folder that is removed afterwards. */
  readonly folder?: string;
}

/**
 * Fills an empty database with the synthetic demo city, through the same import as any city's files, in one transaction.
 * Does nothing, and says so, when the database already holds areas or institutions.
 * Throws StartupError when a file does not match the manifest, FileRejectedError when the import refuses one.
 */
export async function loadDemoCity(db: Database, { onProgress, folder }: LoadOptions): Promise<void> {
  if (!(await isDatabaseEmpty(db))) {
    onProgress('the database already holds data: the demo city is not loaded');
    return;
  }
  const place = folder ?? (await mkdtemp(join(tmpdir(), 'dingdian-demo-')));
  try {
    const paths = await provideDemoFiles(place);
    const total = readManifest().counts;
    onProgress(
      `demo city: ${total.streets} streets, ${total.institutions} institutions, ${total.populationCells} population cells`,
    );
    await db.transaction(
      async (tx) => {
        // Of two processes that start on one empty database, the second finds the city loaded.
        await sql`select pg_advisory_xact_lock(hashtext('dingdian demo city'))`.execute(tx.kysely);
        if (!(await isDatabaseEmpty(tx)))
          return onProgress('another process has just loaded data: the demo city is left out');
        for (const step of STEPS) await load(tx, step, paths[step.file], onProgress);
        await loadWalking(tx, paths['walking.geojsonl'], onProgress);
        await loadPlanning(tx, onProgress);
      },
      { timeoutMs: 0 },
    );
  } finally {
    if (!folder) await rm(place, { recursive: true, force: true });
  }
}

async function load(
  db: Database,
  { kind, file, options }: (typeof STEPS)[number],
  path: string,
  onProgress: LoadOptions['onProgress'],
) {
  const report = await importFile(
    db,
    kind,
    { path, fileName: basename(file) },
    { ...options, source: SOURCE, synthetic: true },
    { actor: 'demo' },
  );
  onProgress(`demo city: ${kind}: ${report.inserted} rows in ${report.seconds.toFixed(1)} s`);
}

/** The streets of the city, active: questions on foot are answered from the first start. */
async function loadWalking(db: Database, path: string, onProgress: LoadOptions['onProgress']) {
  const report = await importNetwork(
    db,
    { path, fileName: basename(path) },
    {
      code: 'sample-city',
      area: CITY.code,
      titleZh: '示例市步行路网（合成数据）',
      titleEn: 'Streets of Sample City (synthetic)',
      source: SOURCE,
      sourceDate: REFERENCE_DATE,
      document: SOURCE,
      synthetic: true,
      activate: true,
    },
    { actor: 'demo' },
  );
  onProgress(`demo city: walking network: ${report.build.edges} edges in ${report.seconds.toFixed(1)} s`);
}
