import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import type { Database } from '../db/database.ts';
import { ConflictError } from '../errors.ts';
import { DEMO_FILES, generateCity } from './generate-city.ts';
import { isDatabaseEmpty, loadDemoCity } from './load-demo.ts';
import { describeCity } from './manifest.ts';

/** Opens the configured database; see api/cli-session.ts. */
type OpenSession = () => Promise<{ readonly database: Database; close(): Promise<void> }>;

/** `dingdian demo load | generate`. */
export function addDemoCommand(program: Command, openSession: OpenSession): void {
  const demo = program.command('demo').description('The synthetic demo city. 合成示例城市');
  demo
    .command('load')
    .description('Load the demo city into the configured database, which must be empty.')
    .option('--folder <folder>', 'keep the generated files here instead of a temporary folder')
    .action(load(openSession));
  demo
    .command('generate')
    .description('Write the demo city as import files, without a database.')
    .option('--folder <folder>', 'where to', 'demo-city')
    .option('--seed <text>', 'another city of the same kind (not the one of the manifest)')
    .action(generate);
}

const load = (openSession: OpenSession) => async (options: { folder?: string }) => {
  const { database, close } = await openSession();
  try {
    if (!(await isDatabaseEmpty(database)))
      throw new ConflictError(
        'The database already holds areas or institutions, so the demo city is not loaded beside them. ' +
          'Remedy: name an empty database (DATABASE_URL) or another folder (DATA_DIR).',
      );
    const onProgress = (message: string) => void process.stderr.write(`• ${message}\n`);
    await loadDemoCity(database, {
      onProgress,
      ...(options.folder ? { folder: resolve(options.folder) } : {}),
    });
  } finally {
    await close();
  }
};

async function generate(options: { folder: string; seed?: string }): Promise<void> {
  const folder = resolve(options.folder);
  const city = generateCity(options.seed);
  await mkdir(folder, { recursive: true });
  for (const name of DEMO_FILES) await writeFile(join(folder, name), city.files[name]);
  const manifest = { ...describeCity(city), ...(options.seed ? { seed: options.seed } : {}) };
  await writeFile(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  process.stdout.write(`${DEMO_FILES.length} files and manifest.json in ${folder}\n`);
}
