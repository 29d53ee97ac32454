import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Collection, FieldType } from './collection.ts';
import type { Box, Position, Selection, SortKey } from './item-query.ts';

type Condition = RawBuilder<SqlBool>;

const SQL_TYPES: Partial<Record<FieldType, RawBuilder<unknown>>> = {
  string: sql`text`,
  integer: sql`bigint`,
  number: sql`double precision`,
  boolean: sql`boolean`,
  date: sql`date`,
  'date-time': sql`timestamptz`,
};

const column = (name: string) => sql.ref(`v.${name}`);
const all = (conditions: readonly Condition[]): Condition =>
  conditions.length === 0 ? sql<SqlBool>`true` : sql<SqlBool>`(${sql.join(conditions, sql` and `)})`;
const any = (conditions: readonly Condition[]): Condition =>
  sql<SqlBool>`(${sql.join(conditions, sql` or `)})`;

/** The condition on the view's rows (alias `v`) for a selection; values are bound, names come from the declaration. */
export function selectionCondition(collection: Collection, selection: Selection): Condition {
  const conditions: Condition[] = [];
  if (selection.boxes && collection.geometryType !== null)
    conditions.push(any([sql<SqlBool>`v.geom is null`, ...selection.boxes.map(meetsBox)]));
  if (selection.during && collection.hasValidity) {
    const { from, to } = selection.during;
    conditions.push(sql<SqlBool>`v.valid && daterange(${from}::date, ${to}::date, '[]')`);
  }
  for (const { field, value } of selection.equals)
    conditions.push(sql<SqlBool>`${column(field.name)} = ${value}`);
  return all(conditions);
}

/**
 * ST_Intersects uses the GiST index and then compares exactly; `&&` alone would compare boxes rounded outwards.
 * ST_Envelope makes a point or a line of a box without width or height, where ST_MakeEnvelope's empty polygon meets nothing.
 */
function meetsBox({ west, south, east, north }: Box): Condition {
  const corners = sql`st_makeline(st_makepoint(${west}::float8, ${south}::float8), st_makepoint(${east}::float8, ${north}::float8))`;
  return sql<SqlBool>`st_intersects(v.geom, st_envelope(st_setsrid(${corners}, 4326)))`;
}

/**
 * The rows that come after `position` in the order of the keys, then fid. Empty values come last in both directions.
 * (a, b, fid) after (x, y, n)  =  a after x, or a is x and b after y, or a is x and b is y and fid > n.
 */
export function afterCondition(sort: readonly SortKey[], position: Position): Condition {
  const same: Condition[] = [];
  const options: Condition[] = [];
  const bounds: Condition[] = [];
  for (const [index, key] of sort.entries()) {
    const value = position.keys[index] ?? null;
    const after = keyAfter(key, value);
    if (after) options.push(all([...same, after]));
    if (index === 0) bounds.push(...notBefore(key, value));
    same.push(
      value === null
        ? sql<SqlBool>`${column(key.field.name)} is null`
        : sql<SqlBool>`${column(key.field.name)} = ${typed(key, value)}`,
    );
  }
  options.push(all([...same, sql<SqlBool>`v.fid > ${position.fid}::bigint`]));
  return all([...bounds, any(options)]);
}

/** Empty is last, so nothing comes after it by this key. */
function keyAfter(key: SortKey, value: string | null): Condition | undefined {
  if (value === null) return undefined;
  const name = column(key.field.name);
  const beyond = key.descending
    ? sql<SqlBool>`${name} < ${typed(key, value)}`
    : sql<SqlBool>`${name} > ${typed(key, value)}`;
  return key.field.required ? beyond : any([beyond, sql<SqlBool>`${name} is null`]);
}

/** Follows from the other conditions, but in a form that an index on the first key can start from. */
function notBefore(key: SortKey, value: string | null): Condition[] {
  if (value === null || !key.field.required) return [];
  const name = column(key.field.name);
  return [
    key.descending
      ? sql<SqlBool>`${name} <= ${typed(key, value)}`
      : sql<SqlBool>`${name} >= ${typed(key, value)}`,
  ];
}

function typed(key: SortKey, value: string): RawBuilder<unknown> {
  const type = SQL_TYPES[key.field.type];
  if (!type) throw new Error(`the field ${key.field.name} cannot be sorted by`);
  return sql`${value}::${type}`;
}

/** `order by` for the keys; a column that is never empty is ordered plainly, so that its index serves both directions. */
export function ordering(sort: readonly SortKey[]): RawBuilder<unknown> {
  const keys = sort.map(({ field, descending }) => {
    const direction = descending ? sql`desc` : sql`asc`;
    return field.required
      ? sql`${column(field.name)} ${direction}`
      : sql`${column(field.name)} ${direction} nulls last`;
  });
  return sql.join([...keys, sql`v.fid`]);
}
