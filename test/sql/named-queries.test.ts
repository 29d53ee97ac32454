import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { listNamedQueries } from '../../api/db/named-query.ts';
import { PROGRAM_ROOT } from '../../api/paths.ts';
import { type Describer, openDescriber } from './statement-description.ts';
import { accepts, kindOfType } from './value-kinds.ts';

const filesIn = (folder: string, extension: string) =>
  readdirSync(join(PROGRAM_ROOT, folder), { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith(extension))
    .sort();

const sqlIds = filesIn('sql', '.sql')
  .filter((path) => path !== 'schema.sql')
  .map((path) => path.slice(0, -'.sql'.length))
  .sort();

// Every module that declares a named query, whether or not something imports it yet.
for (const path of filesIn('api', '.ts')) {
  if (path.startsWith('db/')) continue;
  if (!/\bnamedQuery\(/.test(readFileSync(join(PROGRAM_ROOT, 'api', path), 'utf8'))) continue;
  await import(/* @vite-ignore */ pathToFileURL(join(PROGRAM_ROOT, 'api', path)).href);
}
const declared = listNamedQueries();

let describer: Describer;
beforeAll(async () => {
  describer = await openDescriber();
});
afterAll(() => describer.close());

it('every statement file is declared by a module, and every declaration has its file', () => {
  expect(declared.map((query) => query.id).sort()).toEqual(sqlIds);
});

describe.each(sqlIds)('sql/%s.sql', (id) => {
  const text = readFileSync(join(PROGRAM_ROOT, 'sql', `${id}.sql`), 'utf8');
  const query = declared.find((each) => each.id === id)!;

  it('is one explained statement that names its columns and casts its parameters', () => {
    const bare = withoutCommentsAndStrings(text);
    const header = text.slice(0, text.search(/^(?!--)/m));
    const parameters = [...new Set(bare.match(/\$\d+/g) ?? [])];
    expect(id).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*\/[a-z]+(?:-[a-z0-9]+)+$/);
    expect(Buffer.byteLength(id), 'length of the statement name').toBeLessThanOrEqual(63);
    expect(header.length, 'length of the header comment').toBeGreaterThan(40);
    expect(
      parameters.filter((parameter) => !header.includes(parameter)),
      'not explained in the header',
    ).toEqual([]);
    expect(
      parameters.filter((parameter) => !bare.includes(`${parameter}::`)),
      'without a cast',
    ).toEqual([]);
    expect(bare.trim().replace(/;$/, ''), 'statements').not.toContain(';');
    expect(starsOfTables(bare), 'select * of a table').toEqual([]);
  });

  it('takes the parameters and gives the columns that its caller declares', async () => {
    const description = await describer.describe(text);
    const params = Object.entries(query.params.shape) as Array<[string, z.ZodType]>;
    expect(description.parameters.length, 'number of parameters').toBe(params.length);
    description.parameters.forEach((type, index) => {
      const [name, schema] = params[index]!;
      const isFit = accepts(schema, kindOfType(type)) || (/^jsonb?$/.test(type) && accepts(schema, 'string'));
      expect(isFit, `parameter $${index + 1} (${name}) is ${type}`).toBe(true);
    });
    const row = query.row.shape as Record<string, z.ZodType>;
    expect(description.columns.map((column) => column.name)).toEqual(Object.keys(row));
    for (const { name, type } of description.columns)
      expect(accepts(row[name]!, kindOfType(type)), `column ${name} is ${type}`).toBe(true);
  });
});

describe('the comparison itself', () => {
  it('sees a star of a table, not that of a part of the statement', () => {
    expect(starsOfTables('select * from institution')).toEqual(['institution']);
    expect(starsOfTables('with a as (select distinct i.* from institution i) select * from a')).toEqual([
      'institution',
    ]);
    expect(starsOfTables('with a as materialized (select 1 as n) select *, n + 1 as m from a')).toEqual([]);
    expect(starsOfTables('select count(*) from institution')).toEqual([]);
  });

  it('sees a wrong kind', () => {
    expect(accepts(z.number(), kindOfType('text'))).toBe(false);
    expect(accepts(z.string(), kindOfType('bigint'))).toBe(false);
    expect(accepts(z.array(z.number()), kindOfType('text[]'))).toBe(false);
    expect(accepts(z.string().nullable(), kindOfType('date'))).toBe(true);
    expect(accepts(z.enum(['a', 'b']), kindOfType('text'))).toBe(true);
    expect(accepts(z.enum(['a', 'b']), kindOfType('integer'))).toBe(false);
    expect(accepts(z.array(z.string()).nullable(), kindOfType('date[]'))).toBe(true);
    expect(() => kindOfType('money')).toThrow();
  });

  it('sees a statement that does not fit the schema', async () => {
    await expect(
      describer.describe('select no_such_column from institution where institution_id = $1'),
    ).rejects.toThrow(/no_such_column/);
    expect(
      await describer.describe('select institution_id as id, name from institution where type_no = $1'),
    ).toEqual({
      parameters: ['integer'],
      columns: [
        { name: 'id', type: 'bigint' },
        { name: 'name', type: 'text' },
      ],
    });
  });
});

function withoutCommentsAndStrings(text: string): string {
  return text.replace(/--[^\n]*/g, '').replace(/'(?:[^']|'')*'/g, "''");
}

/** Tables whose every column is selected by `*`; all columns of a part of the statement itself are explicit already. */
function starsOfTables(statement: string): string[] {
  const parts = [...statement.matchAll(/(\w+)\s+as\s+(?:not\s+)?(?:materialized\s+)?\(/gi)].map(
    (match) => match[1],
  );
  const stars = statement.matchAll(/\bselect\s+(?:distinct\s+)?(?:\w+\.)?\*[^;]*?\bfrom\s+(\w+)/gi);
  return [...stars].map((match) => match[1]!).filter((name) => !parts.includes(name));
}
