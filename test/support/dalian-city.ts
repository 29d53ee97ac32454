import { randomUUID } from 'node:crypto';
import type { Database } from '../../api/db/database.ts';
import { addAnnualPlan, addLot } from './planning-fixtures.ts';
import { insertAreas } from './registry-data.ts';

export const DALIAN = 'dalian/2025-2027';

/** A county of the invented city under Dalian's code, with two streets; `centre` lies well inside the first. */
export interface County {
  readonly id: number;
  readonly code: string;
  readonly streets: readonly [
    { readonly id: number; readonly code: string },
    { readonly id: number; readonly code: string },
  ];
  readonly centre: readonly [number, number];
}

/** The `index`-th county (0 to 9): a box of 0.2° × 0.2°, its first street the southern half. */
export function countyOf(index: number): County {
  const code = `2102${String(index + 1).padStart(2, '0')}`;
  const id = 7000 + index * 10;
  return {
    id,
    code,
    streets: [
      { id: id + 1, code: `${code}001` },
      { id: id + 2, code: `${code}002` },
    ],
    centre: [121.1 + index * 0.2, 38.55],
  };
}

/** Adds the city with ten counties in a row, and makes it the extent of the data. */
export async function addDalian(db: Database): Promise<void> {
  const counties = Array.from({ length: 10 }, (_, index) => countyOf(index));
  await insertAreas(db, [
    { id: 6999, code: '210200', level: 'city', name: '大连市', box: [121, 38.5, 123, 38.7] },
    ...counties.flatMap(({ id, code, streets, centre: [lon] }) => {
      const [west, east] = [round(lon - 0.1), round(lon + 0.1)];
      return [
        { id, code, level: 'county' as const, parent: 6999, box: [west, 38.5, east, 38.7] as const },
        { ...streets[0], level: 'street' as const, parent: id, box: [west, 38.5, east, 38.6] as const },
        { ...streets[1], level: 'street' as const, parent: id, box: [west, 38.6, east, 38.7] as const },
      ];
    }),
  ]);
  await db.script(`
    delete from data_extent; delete from data_extent_edge;
    insert into data_extent (geom) select st_multi(st_union(geom)) from area where level = 'city';
    insert into data_extent_edge (geog) select (st_dump(st_boundary(geom))).geom::geography from data_extent`);
}

const round = (degrees: number) => Math.round(degrees * 10) / 10;

/** Adds a published lot: released, and in a bulletin of the day after. */
export async function addPublishedLot(
  db: Database,
  lot: {
    readonly poolKind: string;
    readonly area: number;
    readonly quantity: number;
    readonly releasedOn: string;
    readonly validTo: string;
  },
): Promise<string> {
  const lotId = await addLot(db, DALIAN, lot);
  await db.run({
    text: `with published as (
             insert into release_bulletin (bulletin_id, plan_id, year, quarter, as_of, published_on, contents, document, published_by)
             select $1::uuid, 'test ' || $1::text, 2026, 1, $3::date, $3::date, '{}', '公告', 'test' returning bulletin_id)
           insert into release_bulletin_lot (bulletin_id, lot_id, balance) select bulletin_id, $2::uuid, $4::int from published`,
    values: [randomUUID(), lotId, lot.releasedOn, lot.quantity],
  });
  return lotId;
}

/** A line of the annual plan of a county for everything of a kind. */
export function addLine(
  db: Database,
  area: number,
  line: { readonly year: number; readonly quantity: number; readonly kind?: string },
): Promise<number> {
  return addAnnualPlan(db, DALIAN, { area, ...line });
}

/** Entries of the lots of a pool in the order booked. */
export function entriesOf(
  db: Database,
  area: number,
  poolKind: string,
): Promise<{ entry: string; quantity: number }[]> {
  return db.run({
    text: `select e.entry, e.quantity from ledger_entry e join release_lot l using (lot_id)
           where l.area_id = $1 and l.pool_kind = $2 order by e.entry_id`,
    values: [area, poolKind],
  });
}
