import type { Database } from '../../api/db/database.ts';

/** A designation of a fixture institution; active without end unless said otherwise. */
export interface FixtureDesignation {
  readonly service: string;
  readonly status?: 'active' | 'suspended' | 'terminated' | 'withdrawn';
  readonly from?: string;
  readonly to?: string;
  readonly countsFrom?: string;
}

export interface FixtureInstitution {
  readonly id: number;
  readonly kind?: string;
  readonly typeNo?: number | null;
  /** Longitude, latitude; null = no position. */
  readonly at: readonly [number, number] | null;
  readonly accuracyM?: number;
  readonly status?: 'located' | 'border' | 'outside' | 'unlocated';
  readonly street?: number | null;
  readonly county?: number | null;
  readonly city?: number | null;
  readonly businessArea?: number | null;
  readonly managementArea?: number | null;
  readonly statedCounty?: string;
  readonly from?: string;
  readonly to?: string;
  readonly synthetic?: boolean;
  readonly designations?: readonly FixtureDesignation[];
}

/** Inserts institutions and their designations with the ids given; a missing list of designations means one active for personal accounts. */
export async function insertInstitutions(
  db: Database,
  institutions: readonly FixtureInstitution[],
): Promise<void> {
  const rows = institutions.map((row) => ({
    id: row.id,
    kind: row.kind ?? 'medical',
    type_no: row.typeNo ?? null,
    lon: row.at?.[0] ?? null,
    lat: row.at?.[1] ?? null,
    accuracy: row.accuracyM ?? 0,
    status: row.status ?? (row.at ? 'located' : 'unlocated'),
    street: row.street ?? null,
    county: row.county ?? null,
    city: row.city ?? null,
    business: row.businessArea ?? null,
    management: row.managementArea ?? null,
    stated: row.statedCounty ?? null,
    valid_from: row.from ?? null,
    valid_to: row.to ?? null,
    synthetic: row.synthetic ?? false,
  }));
  await db.run({
    text: `insert into institution (institution_id, code, source, source_id, name, kind, type_scheme, type_no, geom, source_crs,
             accuracy_m, location_status, street_id, county_id, city_id, business_licence_area_id, management_area_id,
             stated_county, valid_from, valid_to, is_synthetic, content_hash)
           overriding system value
           select id, 'T' || id, 'test', id::text, '机构' || id, kind, case when type_no is not null then 'dalian-62' end, type_no,
                  case when lon is not null then st_setsrid(st_makepoint(lon, lat), 4326) end, 'CRS84',
                  accuracy, status, street, county, city, business, management, stated, valid_from, valid_to, synthetic, 'x'
           from jsonb_to_recordset($1::jsonb) as row (id bigint, kind text, type_no int, lon float8, lat float8, accuracy float8,
             status text, street bigint, county bigint, city bigint, business bigint, management bigint, stated text,
             valid_from date, valid_to date, synthetic boolean)`,
    values: [JSON.stringify(rows)],
  });
  const designations = institutions.flatMap((row) =>
    (row.designations ?? [{ service: 'personal_account' }]).map((designation) => ({
      id: row.id,
      service: designation.service,
      status: designation.status ?? 'active',
      valid_from: designation.from ?? null,
      valid_to: designation.to ?? null,
      counts_from: designation.countsFrom ?? null,
    })),
  );
  await db.run({
    text: `insert into designation (institution_id, service, status, valid_from, valid_to, counts_from)
           select id, service, status, valid_from, valid_to, counts_from
           from jsonb_to_recordset($1::jsonb) as row (id bigint, service text, status text, valid_from date, valid_to date, counts_from date)`,
    values: [JSON.stringify(designations)],
  });
}

export interface FixtureArea {
  readonly id: number;
  readonly code: string;
  readonly level: 'city' | 'county' | 'street' | 'management';
  readonly name?: string;
  readonly parent?: number;
  /** West, south, east, north in degrees; absent for a management area. */
  readonly box?: readonly [number, number, number, number];
  readonly from?: string;
  readonly to?: string;
  readonly synthetic?: boolean;
}

/** Inserts rectangular areas with the ids given. */
export async function insertAreas(db: Database, areas: readonly FixtureArea[]): Promise<void> {
  await db.run({
    text: `insert into area (area_id, code, level, name, parent_id, geom, source, valid_from, valid_to, is_synthetic, content_hash)
           overriding system value
           select id, code, level, coalesce(name, code), parent,
                  case when west is not null then st_multi(st_makeenvelope(west, south, east, north, 4326)) end,
                  'test', "from", "to", coalesce(synthetic, false), 'x'
           from jsonb_to_recordset($1::jsonb) as row (id bigint, code text, level text, name text, parent bigint,
             west float8, south float8, east float8, north float8, "from" date, "to" date, synthetic boolean)`,
    values: [
      JSON.stringify(
        areas.map(({ box, ...area }) => ({
          ...area,
          ...(box && { west: box[0], south: box[1], east: box[2], north: box[3] }),
        })),
      ),
    ],
  });
}

/** A repeatable source of numbers in [0, 1). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
