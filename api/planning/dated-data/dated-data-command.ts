import { type Command, Option } from 'commander';
import { InvalidInputError } from '../../errors.ts';
import { parseInput } from '../../http/parse-input.ts';
import { commandTrail, type OpenSession, printResult, readJsonFile } from './command-session.ts';
import { toAnswer } from './dated-answer.ts';
import { endBody, listQuery, manyItems } from './dated-queries.ts';
import { type DatedResource, itemSchema } from './dated-resource.ts';
import { type DatedFilter, listRows } from './dated-statements.ts';
import { DATED_RESOURCES } from './resources.ts';
import { publishSnapshots, SATURATION_SNAPSHOTS, snapshotsInput } from './saturation-snapshots.ts';
import { readItems } from './understand-items.ts';
import { addDatedItems, endDatedRow } from './write-dated-data.ts';

const LISTED = [...DATED_RESOURCES, SATURATION_SNAPSHOTS];

/** `dingdian dated-data list | add | end | publish-classes`: the dated data of the authority. */
export function addDatedDataCommand(program: Command, openSession: OpenSession): void {
  const data = program
    .command('dated-data')
    .description('Annual plans, warnings, classifications, parameters: list, add, end. 医保部门的动态数据');
  data
    .command('list')
    .argument('<resource>', LISTED.map((resource) => resource.path).join(' | '))
    .option('--as-of <date>', 'only what holds (or was published) on the day YYYY-MM-DD')
    .option('--area <code>', 'only this area')
    .option('--plan <id>', 'only this plan')
    .addOption(new Option('--limit <n>', 'most rows').default('500'))
    .description('List rows as JSON.')
    .action(async (name: string, given: { asOf?: string; area?: string; plan?: string; limit: string }) => {
      const resource = resourceOf(LISTED, name);
      const query = {
        ...(given.asOf ? { asOf: given.asOf } : {}),
        ...(given.area ? { areaCode: given.area } : {}),
        ...(given.plan ? { plan: given.plan } : {}),
        limit: given.limit,
      };
      const filter = parseInput(listQuery(resource), query) as unknown as DatedFilter;
      await printResult(openSession, async (db) =>
        (await listRows(db, resource, filter)).map((row) => toAnswer(resource, row)),
      );
    });
  data
    .command('add')
    .argument('<resource>', DATED_RESOURCES.map((resource) => resource.path).join(' | '))
    .argument('<file>', 'JSON: one row, a list of rows, or {"items": […]}; - = standard input')
    .description('Add rows, all or none; what is stored already stays as it is.')
    .action(async (name: string, file: string) => {
      const resource = resourceOf(DATED_RESOURCES, name);
      const { items, issues } = readItems(
        itemSchema(resource),
        rowsOf(readJsonFile(file)),
        parseInput,
        issuesOf,
      );
      if (issues.length > 0) throw new InvalidInputError(issues.map(withRow).slice(0, 100));
      await printResult(openSession, async (db, plans) => {
        const { ids, created } = await addDatedItems(db, plans, resource, items, commandTrail());
        return { created, unchanged: ids.length - created, ids };
      });
    });
  data
    .command('end')
    .argument('<resource>', 'resource whose rows have periods')
    .argument('<id>', 'number of the row')
    .requiredOption('--valid-to <date>', 'last day YYYY-MM-DD')
    .requiredOption('--document <text>', 'document that it rests on')
    .description('End an open period on its last day.')
    .action(async (name: string, id: string, given: { validTo: string; document: string }) => {
      const periods = DATED_RESOURCES.filter((resource) => resource.period === 'validity');
      const resource = resourceOf(periods, name);
      const end = parseInput(endBody, given);
      await printResult(openSession, async (db) =>
        toAnswer(resource, await endDatedRow(db, resource, numberOf(id), end, commandTrail())),
      );
    });
  data
    .command('publish-classes')
    .argument('<file>', 'JSON as for POST /saturation-snapshots; - = standard input')
    .description('Compute and publish the saturation classes of districts.')
    .action(async (file: string) => {
      const input = parseInput(snapshotsInput, readJsonFile(file));
      await printResult(openSession, async (db, plans) => {
        const { rows, created } = await publishSnapshots(db, plans, input, commandTrail());
        return { created, snapshots: rows.map((row) => toAnswer(SATURATION_SNAPSHOTS, row)) };
      });
    });
}

function resourceOf(known: readonly DatedResource[], name: string): DatedResource {
  const resource = known.find((one) => one.path === name);
  if (resource) return resource;
  throw new InvalidInputError([
    {
      field: 'resource',
      value: name,
      reason: 'is none of the resources',
      allowed: known.map((one) => one.path).join(', '),
    },
  ]);
}

function rowsOf(given: unknown): unknown[] {
  if (Array.isArray(given)) return parseInput(manyItems, { items: given }).items;
  if (given !== null && typeof given === 'object' && 'items' in given)
    return parseInput(manyItems, given).items;
  return [given];
}

function issuesOf(error: unknown) {
  if (error instanceof InvalidInputError) return error.issues;
  throw error;
}

/** On the command line the row stands before the field. */
function withRow({
  row,
  field,
  ...issue
}: {
  readonly row: number;
  readonly field: string;
  readonly reason: string;
}) {
  return { ...issue, field: `row ${row} ${field}` };
}

function numberOf(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new InvalidInputError([{ field: 'id', value: text, reason: 'is not a number' }]);
}
