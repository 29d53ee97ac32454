import { type RawBuilder, sql } from 'kysely';
import type { Database } from '../db/database.ts';
import type { Collection, Field } from './collection.ts';
import { afterCondition, ordering, selectionCondition } from './item-conditions.ts';
import type { GeometryForm, Item, ItemQuery, Position, SortKey } from './item-query.ts';

/** Some features in order, the place of the last one, and whether more follow. */
export interface ItemChunk {
  readonly items: readonly Item[];
  readonly last?: Position;
  readonly more: boolean;
}

/** Text made of one chunk that is aimed at, so that neither large polygons nor a million points fill the memory. */
const CHUNK_CHARS = 1_000_000;
const MAX_ROWS = 1000;
const FIRST_POLYGONS = 100;

/**
 * Reads the features of a query in order, up to `limit`, chunk by chunk: each chunk is one short statement that starts where
 * the last one ended, so no connection is held while the caller works, and rows written meanwhile neither repeat nor hide others.
 * Yields at least one chunk, the first possibly empty.
 */
export async function* readItems(
  db: Database,
  collection: Collection,
  query: ItemQuery,
  limit: number,
): AsyncGenerator<ItemChunk> {
  let size = collection.geometryType === 'MultiPolygon' ? FIRST_POLYGONS : MAX_ROWS;
  let remaining = limit;
  let after = query.after;
  for (;;) {
    const wanted = Math.min(size, remaining);
    const rows = await readRows(db, collection, { ...query, ...(after ? { after } : {}) }, wanted + 1);
    const more = rows.length > wanted;
    const items = rows.slice(0, wanted);
    const end = items.at(-1);
    if (end)
      after = { fid: end.fid, keys: query.sort.map((_key, index) => end[`k${index}`] as string | null) };
    yield { items, more, ...(after ? { last: after } : {}) };
    remaining -= items.length;
    if (!more || remaining <= 0) return;
    const chars = items.reduce((sum, item) => sum + item.properties.length + (item.geometry?.length ?? 0), 1);
    size = Math.max(1, Math.min(MAX_ROWS, Math.round((items.length * CHUNK_CHARS) / chars)));
  }
}

/** One feature by its number, whatever its validity; undefined when there is none. */
export async function findItem(db: Database, collection: Collection, fid: number): Promise<Item | undefined> {
  const { rows } =
    await sql<Item>`${details(collection, collection.fields, 'geojson', sql`${fid}::bigint`)}`.execute(
      db.kysely,
    );
  return rows[0];
}

type Row = Item & Readonly<Record<`k${number}`, string | null>>;

/**
 * First the page (numbers and sort keys only: the planner drops every join of the view that they do not need), then the
 * details of its rows. `offset 0` keeps the second step from being merged into the first and run for the whole layer.
 */
async function readRows(
  db: Database,
  collection: Collection,
  query: ItemQuery,
  limit: number,
): Promise<Row[]> {
  const { sort, after } = query;
  const condition = selectionCondition(collection, query.selection);
  const where = after ? sql`${condition} and ${afterCondition(sort, after)}` : condition;
  const keys = sort.map(
    ({ field }, index) => sql`, ${sql.ref(`v.${field.name}`)} as ${sql.ref(`s${index}`)}`,
  );
  const keyTexts = sort.map(
    (key, index) => sql`, ${keyText(key, sql.ref(`page.s${index}`))} as ${sql.ref(`k${index}`)}`,
  );
  const { rows } = await sql<Row>`
    with page as materialized (
      select v.fid${sql.join(keys, sql``)} from ${sql.table(collection.source)} v where ${where} order by ${ordering(sort)} limit ${limit}::int
    )
    select item.*${sql.join(keyTexts, sql``)}
    from page cross join lateral (${details(collection, query.properties, query.form, sql`page.fid`)} offset 0) item
    order by ${pageOrder(sort)}`.execute(db.kysely);
  return rows;
}

function details(
  collection: Collection,
  properties: readonly Field[],
  form: GeometryForm,
  fid: RawBuilder<unknown>,
): RawBuilder<Item> {
  const columns = sql.join(properties.map((field) => sql.ref(`v.${field.name}`)));
  const json =
    properties.length === 0 ? sql`'{}'` : sql`(select row_to_json(p)::text from (select ${columns}) p)`;
  const geometry = collection.geometryType === null ? sql`null::text` : geometryText(collection, form);
  return sql<Item>`select v.fid, ${json} as properties, ${geometry} as geometry from ${sql.table(collection.source)} v where v.fid = ${fid}`;
}

/** GeoJSON asks for counter-clockwise shells; nine decimals are a tenth of a millimetre. */
function geometryText(collection: Collection, form: GeometryForm): RawBuilder<unknown> {
  if (form === 'lon-lat') return sql`st_x(v.geom)::text || ',' || st_y(v.geom)::text`;
  if (form === 'wkt') return sql`st_astext(v.geom)`;
  return collection.geometryType === 'MultiPolygon'
    ? sql`st_asgeojson(st_forcepolygonccw(v.geom), 9)`
    : sql`st_asgeojson(v.geom, 9)`;
}

/** A key's value as text that gives the same value back when cast: microseconds of a time are kept. */
function keyText({ field }: SortKey, value: RawBuilder<unknown>): RawBuilder<unknown> {
  if (field.type === 'date-time')
    return sql`to_char(${value} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
  return sql`${value}::text`;
}

function pageOrder(sort: readonly SortKey[]): RawBuilder<unknown> {
  const keys = sort.map(({ descending }, index) => {
    const name = sql.ref(`page.s${index}`);
    return descending ? sql`${name} desc nulls last` : sql`${name} asc nulls last`;
  });
  return sql.join([...keys, sql`page.fid`]);
}
