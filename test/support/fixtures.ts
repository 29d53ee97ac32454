import type { Database } from '../../api/db/database.ts';

export interface InstitutionFixture {
  name?: string;
  code?: string | null;
  kind?: string;
  category?: string | null;
  typeNo?: number | null;
  /** Longitude, latitude in degrees; null = no position. */
  at?: readonly [number, number] | null;
  accuracyM?: number;
  statedCounty?: string | null;
  service?: string;
  status?: string;
  from?: string | null;
  to?: string | null;
  countsFrom?: string | null;
}

let serial = 0;

/** Adds one institution with one designation (active since ever unless said otherwise) and returns its id. */
export async function addInstitution(db: Database, fixture: InstitutionFixture = {}): Promise<number> {
  serial += 1;
  const at = fixture.at === undefined ? ([121.6, 31] as const) : fixture.at;
  const typeNo = fixture.typeNo === undefined ? 37 : fixture.typeNo;
  const [row] = await db.run<{ institution_id: number }>({
    text: `with added as (
             insert into institution (code, source, source_id, name, kind, category, type_no, type_scheme, geom, source_crs, accuracy_m,
                                      stated_county, content_hash)
             values ($1, 'fixture', $2, $3, $4, $5, $6, case when $6::int is null then null else 'dalian-62' end,
                     st_setsrid(st_makepoint($7, $8), 4326), 'CRS84', $9, $10, 'fixture')
             returning institution_id)
           insert into designation (institution_id, service, status, valid_from, valid_to, counts_from)
           select institution_id, $11, $12, $13::date, $14::date, $15::date from added returning institution_id`,
    values: [
      fixture.code ?? null,
      String(serial),
      fixture.name ?? `机构${serial}`,
      fixture.kind ?? 'medical',
      fixture.category === undefined ? '普通诊所' : fixture.category,
      typeNo,
      at?.[0] ?? null,
      at?.[1] ?? null,
      fixture.accuracyM ?? 0,
      fixture.statedCounty ?? null,
      fixture.service ?? 'personal_account',
      fixture.status ?? 'active',
      fixture.from ?? null,
      fixture.to ?? null,
      fixture.countsFrom ?? null,
    ],
  });
  return row!.institution_id;
}

/** The point `distanceM` metres from `from` in direction `azimuthDegrees`, on the ellipsoid: [lon, lat]. */
export async function project(
  db: Database,
  from: readonly [number, number],
  distanceM: number,
  azimuthDegrees: number,
): Promise<[number, number]> {
  const [row] = await db.run<{ lon: number; lat: number }>({
    text: `select st_x(p) as lon, st_y(p) as lat
           from (select st_project(st_setsrid(st_makepoint($1, $2), 4326)::geography, $3::float8, radians($4::float8))::geometry as p) projected`,
    values: [...from, distanceM, azimuthDegrees],
  });
  return [row!.lon, row!.lat];
}

/** Adds a rectangular county and makes it the extent of the data. */
export async function addCountyAsExtent(
  db: Database,
  box: readonly [west: number, south: number, east: number, north: number],
  name = '测试区',
  code = '990101',
): Promise<void> {
  await db.run({
    text: `insert into area (code, level, name, geom, source, content_hash)
           values ($1, 'county', $2, st_multi(st_makeenvelope($3, $4, $5, $6, 4326)), 'fixture', 'fixture')`,
    values: [code, name, ...box],
  });
  await db.script(`
    delete from data_extent; delete from data_extent_edge;
    insert into data_extent (geom) select st_multi(st_union(geom)) from area where level = 'county';
    insert into data_extent_edge (geog) select (st_dump(st_boundary(geom))).geom::geography from data_extent`);
}
