import { readFile, stat } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { basename } from 'node:path';
import { Argument, type Command, InvalidArgumentError, Option } from 'commander';
import type { Database } from '../db/database.ts';
import { InvalidInputError } from '../errors.ts';
import { type ImportedFile, importFile } from './import-file.ts';
import { IMPORT_KINDS, type ImportKind } from './import-kind.ts';
import type { ImportOptions } from './import-options.ts';
import { FileRejectedError } from './import-report.ts';
import { NETWORK_OPTIONS, runNetworkImport } from './network/network-import-command.ts';
import { previewFile } from './preview-file.ts';
import { printPreview, printReport } from './print-report.ts';
import { progressLine } from './progress-line.ts';
import { readMapping } from './read-mapping.ts';

interface CommandOptions extends Record<string, unknown> {
  readonly mapping?: string;
  readonly preview?: number;
  readonly json?: boolean;
}

/** `dingdian import <kind> FILE …`: report on stdout, progress on stderr, exit code 1 when the file is rejected. */
export function addImportCommand(
  program: Command,
  openSession: () => Promise<{ database: Database; close(): Promise<void> }>,
): void {
  const command = program
    .command('import')
    .description(
      'Import a file; nothing is written unless every row is accepted (or --skip-invalid). See docs/guide/import.md.',
    )
    .addArgument(new Argument('<kind>', 'what the file holds').choices([...IMPORT_KINDS, 'network']))
    .argument(
      '<file>',
      'CSV, .xlsx, GeoJSON, GeoJSONSeq (.gz too), zipped Shapefile; network: .osm.pbf or lines',
    );
  for (const option of [...OPTIONS, ...NETWORK_OPTIONS]) command.addOption(option);
  command.action(async (kind: ImportKind | 'network', path: string, given: CommandOptions) => {
    const file = await existingFile(path);
    if (kind === 'network') return runNetworkImport(openSession, file, given);
    const options = await toImportOptions(given);
    if (given.preview !== undefined) {
      const preview = await previewFile(kind, file, options, given.preview);
      process.stdout.write(given.json ? `${JSON.stringify(preview)}\n` : printPreview(preview));
      return;
    }
    const session = await openSession();
    try {
      await run(session.database, kind, file, options, given.json === true);
    } finally {
      await session.close();
    }
  });
}

async function run(
  database: Database,
  kind: ImportKind,
  file: ImportedFile,
  options: ImportOptions,
  json: boolean,
): Promise<void> {
  const progress = progressLine(process.stderr);
  const interrupt = new AbortController();
  const stop = () => interrupt.abort();
  process.once('SIGINT', stop);
  try {
    const report = await importFile(database, kind, file, options, {
      actor: commandLineActor(),
      onProgress: progress.tell,
      signal: interrupt.signal,
    });
    progress.end();
    process.stdout.write(json ? `${JSON.stringify(report)}\n` : printReport(report));
  } catch (error) {
    progress.end();
    if (!(error instanceof FileRejectedError)) throw error;
    process.stdout.write(json ? `${JSON.stringify(error.report)}\n` : printReport(error.report));
    process.exitCode = 1;
  } finally {
    process.off('SIGINT', stop);
  }
}

function commandLineActor(): string {
  try {
    return `cli:${userInfo().username}`;
  } catch {
    return `cli:${process.getuid?.() ?? 'unknown'}`;
  }
}

const number = (text: string) => {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) throw new InvalidArgumentError('not a number');
  return value;
};
const positive = (text: string) => {
  const value = number(text);
  if (!Number.isInteger(value) || value < 1)
    throw new InvalidArgumentError('not a whole number of at least 1');
  return value;
};

const OPTIONS: readonly Option[] = [
  new Option(
    '--crs <name>',
    'coordinate system of the positions: CRS84, EPSG:4490, EPSG:4527, GCJ02, BD09 …; required where the file does not say',
  ),
  new Option('--mapping <file>', 'JSON file: columns, constants, values, exclude'),
  new Option(
    '--source <name>',
    'register the rows come from; with source_id the key of rows without code (default: file name)',
  ),
  new Option('--format <format>', 'if the name does not tell').choices([
    'csv',
    'xlsx',
    'geojson',
    'geojsonseq',
    'shapefile',
    'osm.pbf',
  ]),
  new Option('--encoding <encoding>', 'of a CSV file, if it is not recognised').choices(['utf-8', 'gb18030']),
  new Option('--sheet <name>', 'sheet of a workbook or layer of a Shapefile'),
  new Option('--accuracy-m <metres>', 'accuracy of positions whose row states none').argParser(number),
  new Option('--type-scheme <id>', 'table of licence categories (policies/type-schemes)'),
  new Option('--dry-run', 'do everything, then roll back'),
  new Option('--preview <rows>', 'show the first rows as understood and stop').argParser(positive),
  new Option('--skip-invalid', 'load the rows without fault, leave out the others'),
  new Option(
    '--rejected-file <file>',
    'write rejected rows to this CSV file, to be corrected and imported again',
  ),
  new Option('--repair', 'areas: repair invalid polygons (ST_MakeValid), reported'),
  new Option('--allow-missing-coordinates', 'institutions: load rows without position'),
  new Option('--accept-suspicious', 'load although the coordinate system looks wrong'),
  new Option('--synthetic', 'label everything loaded as synthetic'),
  new Option('--json', 'print the report as JSON'),
  new Option('--surface-code <code>', 'population: code of the surface'),
  new Option('--surface-title-zh <text>'),
  new Option('--surface-title-en <text>'),
  new Option('--surface-resolution <n>', 'H3 resolution (default 9)').argParser(number),
  new Option('--surface-as-of <date>', 'date of the figures, YYYY-MM-DD'),
  new Option('--surface-method <text>', 'how the figures came about'),
  new Option('--surface-document <text>', 'where they are published'),
  new Option('--surface-modelled', 'the figures are not counted at the place'),
  new Option(
    '--surface-spread <indicator>',
    'spread the latest area totals of this indicator over the points',
  ),
  new Option('--surface-spread-level <level>', 'level of those areas (default county)').choices([
    'city',
    'county',
    'street',
  ]),
];

/** Command-line names to import options; `surfaceTitleZh` and its kin become the `surface`. */
async function toImportOptions(given: CommandOptions): Promise<ImportOptions> {
  const { mapping, preview: _preview, json: _json, ...rest } = given;
  const plain = Object.entries(rest).filter(([name]) => !name.startsWith('surface'));
  const surface = Object.fromEntries(
    Object.entries(rest)
      .filter(([name]) => name.startsWith('surface') && !name.startsWith('surfaceSpread'))
      .map(([name, value]) => [name.charAt(7).toLowerCase() + name.slice(8), value]),
  );
  if (given.surfaceSpread !== undefined)
    surface.spread = {
      indicator: given.surfaceSpread,
      ...(given.surfaceSpreadLevel ? { level: given.surfaceSpreadLevel } : {}),
    };
  return {
    ...Object.fromEntries(plain),
    ...(mapping === undefined ? {} : { mapping: readMapping(await readText(mapping)) }),
    ...(Object.keys(surface).length > 0 ? { surface } : {}),
  } as ImportOptions;
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new InvalidInputError([{ field: 'mapping', value: path, reason: (error as Error).message }]);
  }
}

async function existingFile(path: string): Promise<ImportedFile> {
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile())
    throw new InvalidInputError([{ field: 'file', value: path, reason: 'there is no such file' }]);
  return { path, fileName: basename(path) };
}
