import { PGlite } from '@electric-sql/pglite';
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist';
import { postgis } from '@electric-sql/pglite-postgis';
import { pgDump } from '@electric-sql/pglite-tools/pg_dump';
import { readMigrations } from '../../api/db/migrate.ts';

interface Column {
  table_name: string;
  column_name: string;
  type: string;
  nullable: boolean;
  written: 'required' | 'optional' | 'never';
}

/** `sql/schema.sql` (pg_dump of the migrated schema) and `api/db/tables.generated.ts` (its tables for kysely). */
export async function generateSchema(): Promise<Record<string, string>> {
  const database = await PGlite.create({ extensions: { postgis, btree_gist } });
  for (const migration of readMigrations()) await database.exec(migration.text);
  const { rows } = await database.query<Column>(`
    select c.relname as table_name, a.attname as column_name, format_type(a.atttypid, null) as type, not a.attnotnull as nullable,
           case when a.attgenerated <> '' then 'never'
                when a.attnotnull and not a.atthasdef and a.attidentity = '' then 'required' else 'optional' end as written
    from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'v') and a.attnum > 0 and not a.attisdropped
      and not exists (select 1 from pg_depend d where d.objid = c.oid and d.deptype = 'e')
    order by 1, a.attnum`);
  const dump = await (
    await pgDump({ pg: database, args: ['--schema-only', '--no-owner', '--no-privileges'] })
  ).text();
  await database.close();
  return { 'api/db/tables.generated.ts': tables(rows), 'sql/schema.sql': tidy(dump) };
}

/** Version lines, session settings and random tokens of pg_dump say nothing of the schema. */
function tidy(dump: string): string {
  const kept = dump
    .split('\n')
    .filter((line) => !/^(-- Dumped|SET |SELECT pg_catalog|\\(un)?restrict)/.test(line));
  return `-- Generated from migrations/ by npm run generate. Do not edit.\n${kept.join('\n').replace(/\n{3,}/g, '\n\n')}`;
}

const TYPES: Record<string, string> = {
  bigint: 'number',
  integer: 'number',
  smallint: 'number',
  'double precision': 'number',
  numeric: 'number',
  boolean: 'boolean',
  text: 'string',
  date: 'string',
  uuid: 'string',
  daterange: 'string',
  'timestamp with time zone': 'Date',
  json: 'unknown',
  jsonb: 'unknown',
  'text[]': 'string[]',
  geometry: 'string',
  geography: 'string',
  bytea: 'Buffer',
};

function tables(columns: Column[]): string {
  const names = [...new Set(columns.map((column) => column.table_name))];
  const interfaceName = (table: string) =>
    `${table.replace(/(^|_)([a-z])/g, (_all, _gap, letter) => letter.toUpperCase())}Table`;
  const body = names.map((name) => {
    const fields = columns
      .filter((column) => column.table_name === name)
      .map((column) => {
        const base = TYPES[column.type];
        if (!base) throw new Error(`no TypeScript type for ${column.type} (${name}.${column.column_name})`);
        const read = column.nullable ? `${base} | null` : base;
        const write =
          column.written === 'never' ? 'never' : column.written === 'optional' ? `${read} | undefined` : read;
        return `  ${column.column_name}: ${read === write ? read : `ColumnType<${read}, ${write}, ${column.written === 'never' ? 'never' : read}>`};`;
      });
    return `export interface ${interfaceName(name)} {\n${fields.join('\n')}\n}`;
  });
  const index = names.map((name) => `  ${name}: ${interfaceName(name)};`).join('\n');
  return `// Generated from migrations/ by npm run generate. Do not edit.\nimport type { ColumnType } from 'kysely';\n\n${body.join('\n\n')}\n\nexport interface Tables {\n${index}\n}\n`;
}
