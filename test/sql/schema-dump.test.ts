import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PROGRAM_ROOT } from '../../api/paths.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

const dump = readFileSync(join(PROGRAM_ROOT, 'sql', 'schema.sql'), 'utf8');
let opened: TestDatabase;
beforeAll(async () => {
  opened = await openTestDatabase();
});
afterAll(() => opened.close());

const list = async (text: string) =>
  (await opened.database.run<{ entry: string }>({ text })).map((row) => row.entry).sort();
/** Objects that the program made, not those of the extensions. */
const OWN = "not exists (select 1 from pg_depend d where d.objid = o.oid and d.deptype = 'e')";
const matches = (pattern: RegExp) => [...dump.matchAll(pattern)].map((match) => match[1] ?? '').sort();

/** Whichever engine runs the migrations, the outcome is the schema that is written down in sql/schema.sql. */
describe('sql/schema.sql', () => {
  it('has the tables and columns of the migrated database', async () => {
    const written = [...dump.matchAll(/^CREATE (?:UNLOGGED )?TABLE public\.(\w+) \(\n(.*?)^\);/gms)].flatMap(
      ([, table, body = '']) =>
        body
          .split('\n')
          .map((line) =>
            /^ {4}(\w+) ((?:[a-z]+ ?(?:\([\w, ]+\))?(?:\[\])?)+)/.exec(line.replaceAll('public.', '')),
          )
          .filter((match) => match !== null && match[1] !== 'CONSTRAINT')
          .map((match) => `${table}.${match![1]}`),
    );
    const actual = await list(`
      select relname || '.' || attname as entry from pg_class o join pg_attribute a on a.attrelid = o.oid
      where relnamespace = 'public'::regnamespace and relkind = 'r' and attnum > 0 and not attisdropped
        and relname <> 'schema_migration' and ${OWN}`);
    expect(written.length).toBeGreaterThan(100);
    expect(written.sort()).toEqual(actual);
  });

  it('has the same indexes, defined alike', async () => {
    const written = matches(/^CREATE (?:UNIQUE )?INDEX (.*);$/gm).map((text) =>
      text.replaceAll('public.', ''),
    );
    const actual = await list(`
      select regexp_replace(replace(pg_get_indexdef(o.oid), 'public.', ''), '^CREATE (UNIQUE )?INDEX ', '') as entry
      from pg_class o join pg_index x on x.indexrelid = o.oid
      where relnamespace = 'public'::regnamespace and not exists (select 1 from pg_constraint c where c.conindid = o.oid)
        and (select relname from pg_class t where t.oid = x.indrelid) <> 'schema_migration'
        and not exists (select 1 from pg_depend d where d.objid = x.indrelid and d.deptype = 'e')`);
    expect(written).toEqual(actual);
  });

  it('has the same constraints, views and functions', async () => {
    expect(matches(/CONSTRAINT (\w+) (?:CHECK|UNIQUE|PRIMARY|FOREIGN|EXCLUDE)/g)).toEqual(
      await list(`
        select conname::text as entry from pg_constraint c join pg_class o on o.oid = c.conrelid
        where connamespace = 'public'::regnamespace and contype <> 'n' and relname <> 'schema_migration' and ${OWN}`),
    );
    expect(matches(/^CREATE VIEW public\.(\w+)/gm)).toEqual(
      await list(
        `select relname::text as entry from pg_class o where relnamespace = 'public'::regnamespace and relkind = 'v' and ${OWN}`,
      ),
    );
    expect(matches(/^CREATE FUNCTION public\.(\w+)/gm)).toEqual(
      await list(
        `select proname::text as entry from pg_proc o where pronamespace = 'public'::regnamespace and ${OWN}`,
      ),
    );
  });
});
