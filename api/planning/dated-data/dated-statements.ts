import { type RawBuilder, sql } from 'kysely';
import type { Database } from '../../db/database.ts';
import type { DatedField, DatedResource } from './dated-resource.ts';
import type { StoredValues } from './understand-items.ts';

/** A stored row: id, columns, and the names of what it concerns. */
export type DatedRow = Readonly<Record<string, unknown>> & { readonly id: number };

/** Columns with a value of their own in each row, in one order. */
function columnsOf(resource: DatedResource): readonly Pick<DatedField, 'column' | 'type'>[] {
  const scopes = {
    plan: { column: 'plan_id', type: 'text' },
    area: { column: 'area_id', type: 'bigint' },
    city: { column: 'city_code', type: 'text' },
  } as const;
  const period =
    resource.period === 'validity'
      ? ([
          { column: 'valid_from', type: 'date' },
          { column: 'valid_to', type: 'date' },
        ] as const)
      : [];
  return [...resource.scopes.map((scope) => scopes[scope]), ...resource.fields, ...period] as Pick<
    DatedField,
    'column' | 'type'
  >[];
}

/** Columns that must be equal for two rows to be of one key; area ids are compared by level and code. */
function keyColumns(resource: DatedResource): string[] {
  const scopes = { plan: ['plan_id'], area: [], city: ['city_code'] } as const;
  return [
    ...resource.scopes.flatMap((scope) => scopes[scope]),
    ...resource.fields.filter((field) => field.isKey).map((field) => field.column),
  ];
}

const refs = (alias: string, columns: readonly string[]) =>
  sql.join(columns.map((column) => sql.ref(`${alias}.${column}`)));

/** The rows as a table `r`; names and types come from the declaration, values as one JSON parameter. */
function given(resource: DatedResource, rows: readonly StoredValues[]): RawBuilder<unknown> {
  const columns = columnsOf(resource).map(({ column, type }) => sql`${sql.id(column)} ${sql.raw(type)}`);
  return sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (n int, ${sql.join(columns)})`;
}

function withConstants(resource: DatedResource, alias: string): RawBuilder<unknown>[] {
  return Object.entries(resource.constants ?? {}).map(
    ([column, value]) => sql`${sql.ref(`${alias}.${column}`)} = ${value}`,
  );
}

/** The stored rows of the same key whose period overlaps that of a given row; versions of an area are one area. */
export async function findMatches(
  db: Database,
  resource: DatedResource,
  rows: readonly StoredValues[],
): Promise<(DatedRow & { readonly n: number })[]> {
  const isOfArea = resource.scopes.includes('area');
  const areas = isOfArea
    ? sql`join area ra on ra.area_id = r.area_id join area va on va.level = ra.level and va.code = ra.code`
    : sql``;
  const conditions = [
    ...withConstants(resource, 't'),
    ...(isOfArea ? [sql`t.area_id = va.area_id`] : []),
    ...keyColumns(resource).map((column) => sql`${sql.ref(`t.${column}`)} = ${sql.ref(`r.${column}`)}`),
    ...(resource.period === 'validity' ? [sql`t.valid && daterange(r.valid_from, r.valid_to, '[]')`] : []),
  ];
  const columns = columnsOf(resource).map(({ column }) => column);
  const { rows: found } = await sql<DatedRow & { readonly n: number }>`
    select r.n, ${sql.ref(`t.${resource.idColumn}`)} as id, ${refs('t', columns)}
    from ${given(resource, rows)}
    ${areas}
    join ${sql.table(resource.table)} t on ${sql.join(conditions, sql` and `)}
    order by r.n, id
    limit 20000`.execute(db.kysely);
  return found;
}

/** Writes rows; one that stands against a stored row, or an earlier row of the same statement, is left out. */
export async function insertRows(
  tx: Database,
  resource: DatedResource,
  rows: readonly StoredValues[],
  enteredBy: string,
): Promise<void> {
  const columns = columnsOf(resource).map(({ column }) => column);
  const constants = Object.entries(resource.constants ?? {});
  await sql`
    insert into ${sql.table(resource.table)} (${sql.join([...columns, ...constants.map(([column]) => column), 'entered_by'].map((column) => sql.id(column)))})
    select ${sql.join([refs('r', columns), ...constants.map(([, value]) => sql`${value}::text`), sql`${enteredBy}::text`])}
    from ${given(resource, rows)}
    order by r.n
    on conflict do nothing`.execute(tx.kysely);
}

export interface DatedFilter {
  readonly id?: number | undefined;
  readonly plan?: string | undefined;
  readonly city?: string | undefined;
  readonly areaCode?: string | undefined;
  readonly areaLevel?: string | undefined;
  /** Rows that hold on the day (validity), or that were published by it. */
  readonly asOf?: string | undefined;
  /** Only the latest publication of each key (by `asOf`). */
  readonly onlyLatest?: boolean;
  /** Columns that must have these values. */
  readonly equals?: Readonly<Record<string, string | number>>;
  /** Only rows after this id. */
  readonly after?: number | undefined;
  readonly limit: number;
}

/** Stored rows in the order of their ids, with the names of plan, area or city. */
export async function listRows(
  db: Database,
  resource: DatedResource,
  filter: DatedFilter,
): Promise<DatedRow[]> {
  const id = sql.ref(`t.${resource.idColumn}`);
  const conditions: RawBuilder<unknown>[] = [...withConstants(resource, 't')];
  const add = (condition: RawBuilder<unknown>, value: unknown) => {
    if (value !== undefined) conditions.push(condition);
  };
  add(sql`${id} = ${filter.id}::bigint`, filter.id);
  add(sql`${id} > ${filter.after}::bigint`, filter.after);
  add(sql`t.plan_id = ${filter.plan}`, filter.plan);
  add(sql`t.city_code = ${filter.city}`, filter.city);
  add(sql`a.code = ${filter.areaCode}`, filter.areaCode);
  add(sql`a.level = ${filter.areaLevel}`, filter.areaLevel);
  const isValid =
    resource.period === 'validity'
      ? sql`t.valid @> ${filter.asOf}::date`
      : sql`t.published_on <= ${filter.asOf}::date`;
  add(isValid, filter.asOf);
  if (filter.onlyLatest) conditions.push(isLatest(resource, filter.asOf));
  for (const [column, value] of Object.entries(filter.equals ?? {}))
    conditions.push(sql`${sql.ref(`t.${column}`)} = ${value}`);
  const columns = columnsOf(resource).map(({ column }) => column);
  const names = [
    ...(resource.scopes.includes('area')
      ? [sql`a.code as area_code, a.level as area_level, a.name as area_name`]
      : []),
    ...(resource.scopes.includes('city')
      ? [
          sql`(select c.name from area c where c.level = 'city' and c.code = t.city_code order by c.valid_from desc nulls last limit 1) as city_name`,
        ]
      : []),
  ];
  const figures = (resource.figures ?? []).map((figure) => sql`${figure.select} as ${sql.id(figure.column)}`);
  const { rows } = await sql<DatedRow>`
    select ${sql.join([sql`${id} as id`, refs('t', columns), sql`t.entered_by, t.entered_at`, ...names, ...figures])}
    from ${sql.table(resource.table)} t
    ${resource.scopes.includes('area') ? sql`join area a on a.area_id = t.area_id` : sql``}
    where ${conditions.length > 0 ? sql.join(conditions, sql` and `) : sql`true`}
    order by ${id}
    limit ${filter.limit}`.execute(db.kysely);
  return rows;
}

/** No later publication of the same key (any version of the area) stands by the day. */
function isLatest(resource: DatedResource, asOf: string | undefined): RawBuilder<unknown> {
  const keys = keyColumns(resource)
    .filter((column) => column !== 'published_on')
    .map((column) => sql`${sql.ref(`n.${column}`)} = ${sql.ref(`t.${column}`)}`);
  const byThen = asOf === undefined ? [] : [sql`n.published_on <= ${asOf}::date`];
  return sql`not exists (
    select 1 from ${sql.table(resource.table)} n join area na on na.area_id = n.area_id
    where na.level = a.level and na.code = a.code and n.published_on > t.published_on
      and ${sql.join([...keys, ...byThen], sql` and `)})`;
}

/** Changes columns of one row. The caller has locked it. */
export async function updateRow(
  tx: Database,
  resource: DatedResource,
  id: number,
  values: Readonly<Record<string, string | number | null>>,
): Promise<void> {
  const types = new Map(columnsOf(resource).map(({ column, type }) => [column, type]));
  const changes = Object.entries(values).map(
    ([column, value]) => sql`${sql.id(column)} = ${value}::${sql.raw(types.get(column) ?? 'text')}`,
  );
  await sql`update ${sql.table(resource.table)} set ${sql.join(changes)} where ${sql.id(resource.idColumn)} = ${id}`.execute(
    tx.kysely,
  );
}

/** Locks one row against other writers until the transaction ends. */
export async function lockRow(tx: Database, resource: DatedResource, id: number): Promise<void> {
  await sql`select 1 from ${sql.table(resource.table)} where ${sql.id(resource.idColumn)} = ${id} for update`.execute(
    tx.kysely,
  );
}
