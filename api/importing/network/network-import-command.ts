import { readFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { Option } from 'commander';
import type { Database } from '../../db/database.ts';
import { ClientGoneError, InvalidInputError } from '../../errors.ts';
import type { ImportedFile } from '../import-file.ts';
import { importNetwork } from './import-network.ts';
import type { NetworkOptions } from './network-options.ts';
import { printNetworkReport } from './print-network-report.ts';
import { stageLine } from './stage-line.ts';

type OpenSession = () => Promise<{ readonly database: Database; close(): Promise<void> }>;

/** Options of `dingdian import` that belong to walking networks; `--crs`, `--source` and others are shared. */
export const NETWORK_OPTIONS: readonly Option[] = [
  new Option('--code <code>', 'network: code of the version (default: made of the file name)'),
  new Option(
    '--area <area>',
    'network: what it serves, a division code or a name; one version is active in each',
  ),
  new Option('--title-zh <text>', 'network: title in Chinese'),
  new Option('--title-en <text>', 'network: title in English'),
  new Option('--source-date <date>', 'network: day of the data, YYYY-MM-DD (default: as the extract states)'),
  new Option('--document <text>', 'network: where the data is published, under which licence'),
  new Option('--profile <file>', 'network: tag profile (default: geodata/walking-profiles/foot.json)'),
  new Option('--activate', 'network: let it decide walking distances of its area at once'),
  new Option('--replace', 'network: put it in the place of another version of the same code'),
];

/** `dingdian import network FILE`: the report on stdout, progress on stderr; Ctrl-C gives up and nothing is written. */
export async function runNetworkImport(
  openSession: OpenSession,
  file: ImportedFile,
  given: Readonly<Record<string, unknown>>,
): Promise<void> {
  const { json, profile, ...rest } = given;
  const options = {
    ...rest,
    ...(typeof profile === 'string' ? { profile: await readProfileFile(profile) } : {}),
  } as NetworkOptions;
  const session = await openSession();
  const progress = stageLine(process.stderr);
  const interrupt = new AbortController();
  const stop = () => interrupt.abort(new ClientGoneError('the import was given up; nothing was written'));
  process.once('SIGINT', stop);
  try {
    const report = await importNetwork(session.database, file, options, {
      actor: commandLineActor(),
      onProgress: progress.tell,
      signal: interrupt.signal,
    });
    progress.end();
    process.stdout.write(json === true ? `${JSON.stringify(report)}\n` : printNetworkReport(report));
  } finally {
    progress.end();
    process.off('SIGINT', stop);
    await session.close();
  }
}

function commandLineActor(): string {
  try {
    return `cli:${userInfo().username}`;
  } catch {
    return `cli:${process.getuid?.() ?? 'unknown'}`;
  }
}

async function readProfileFile(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new InvalidInputError([{ field: 'profile', value: path, reason: (error as Error).message }]);
  }
}
