import { randomUUID } from 'node:crypto';
import type { Database } from '../../api/db/database.ts';
import { insertAreas } from './registry-data.ts';

/**
 * A small invented city of 0.4° × 0.2°: two counties west and east of 121.2° E, each with a southern and a northern street,
 * and two management areas without polygon. Ids and codes are fixed.
 */
export const CITY = {
  code: '990100',
  id: 9900,
  west: { id: 9901, code: '990101', name: '西城区' },
  east: { id: 9902, code: '990102', name: '东城区' },
  westSouth: { id: 9911, code: '990101001', name: '西南街道' },
  westNorth: { id: 9912, code: '990101002', name: '西北街道' },
  eastSouth: { id: 9921, code: '990102001', name: '东南街道' },
  eastNorth: { id: 9922, code: '990102002', name: '东北街道' },
  cityManaged: { id: 9951, code: 'M-CITY', name: '市本级' },
  westManaged: { id: 9952, code: 'M-WEST', name: '西城区医保' },
  /** A point well inside the street 西南街道. */
  site: [121.1, 31.05] as const,
} as const;

/** Adds the areas of CITY and makes them the extent of the data. */
export async function addCity(db: Database): Promise<void> {
  const { west, east } = CITY;
  await insertAreas(db, [
    { id: CITY.id, code: CITY.code, level: 'city', name: '测试市', box: [121, 31, 121.4, 31.2] },
    { ...west, level: 'county', parent: CITY.id, box: [121, 31, 121.2, 31.2] },
    { ...east, level: 'county', parent: CITY.id, box: [121.2, 31, 121.4, 31.2] },
    { ...CITY.westSouth, level: 'street', parent: west.id, box: [121, 31, 121.2, 31.1] },
    { ...CITY.westNorth, level: 'street', parent: west.id, box: [121, 31.1, 121.2, 31.2] },
    { ...CITY.eastSouth, level: 'street', parent: east.id, box: [121.2, 31, 121.4, 31.1] },
    { ...CITY.eastNorth, level: 'street', parent: east.id, box: [121.2, 31.1, 121.4, 31.2] },
    { ...CITY.cityManaged, level: 'management', parent: CITY.id },
    { ...CITY.westManaged, level: 'management', parent: CITY.id },
  ]);
  await db.script(`
    delete from data_extent; delete from data_extent_edge;
    insert into data_extent (geom) select st_multi(st_union(geom)) from area where level = 'city';
    insert into data_extent_edge (geog) select (st_dump(st_boundary(geom))).geom::geography from data_extent`);
}

export interface RegisteredDesignation {
  readonly service: string;
  readonly status?: 'active' | 'suspended' | 'terminated' | 'withdrawn';
  readonly from?: string;
  readonly to?: string;
  readonly countsFrom?: string;
  readonly coachingUntil?: string;
  readonly lapsesOn?: string;
}

export interface RegisteredInstitution {
  readonly name?: string;
  readonly code?: string;
  readonly kind?: string;
  readonly category?: string | null;
  /** By the scheme dalian-62. */
  readonly typeNo?: number | null;
  readonly typeScheme?: string;
  /** Longitude, latitude; null = no position. Street, county and city follow from it. */
  readonly at?: readonly [number, number] | null;
  readonly accuracyM?: number;
  readonly verified?: boolean;
  readonly statedCounty?: string;
  readonly licensingLevel?: 'province' | 'city' | 'county';
  readonly licensingArea?: number;
  readonly businessArea?: number;
  readonly managementArea?: number;
  readonly parent?: number;
  readonly isBranch?: boolean;
  readonly synthetic?: boolean;
  /** Missing = one active designation for personal accounts; [] = not designated. */
  readonly designations?: readonly RegisteredDesignation[];
  readonly beds?: readonly {
    readonly category: string;
    readonly licensed?: number;
    readonly open?: number;
    readonly designated?: number;
    readonly occupiedBedDays?: number;
    readonly from?: string;
    readonly to?: string;
  }[];
  readonly grades?: readonly {
    readonly scale: 'hospital_grade' | 'settlement_level';
    readonly grade: string;
    readonly obtainedBy?: 'assessed' | 'carried_over' | 'downgraded';
    readonly from?: string;
    readonly to?: string;
  }[];
}

let serial = 0;

/** Registers one institution (a designated, verified 普通诊所 at CITY.site unless said otherwise) and returns its id. */
export async function register(db: Database, given: RegisteredInstitution = {}): Promise<number> {
  serial += 1;
  const kind = given.kind ?? 'medical';
  const isMedical = kind === 'medical';
  const typeNo = given.typeNo === undefined ? (isMedical ? 37 : null) : given.typeNo;
  const at = given.at === undefined ? CITY.site : given.at;
  const [row] = await db.run<{ institution_id: number }>({
    text: `insert into institution (code, source, source_id, name, kind, category, type_no, type_scheme, geom, source_crs, accuracy_m, verified,
             location_status, stated_county, licensing_level, licensing_area_id, business_licence_area_id, management_area_id, parent_id,
             is_branch, is_synthetic, content_hash, street_id, county_id, city_id)
           select $1, 'planning-fixture', $2, $3, $4, $5, $6::int, case when $6::int is not null then $7::text end, point.geom,
                  case when point.geom is not null then 'CRS84' end, $10, $11,
                  case when point.geom is null then 'unlocated' when around.county_id is null then 'outside' else 'located' end,
                  $12, $13, $14, $15, $16, $17, $18, $19, 'x', around.street_id, around.county_id, around.city_id
           from (select case when $8::float8 is not null then st_setsrid(st_makepoint($8::float8, $9::float8), 4326) end as geom) point
           cross join lateral (
             select max(area_id) filter (where level = 'street') as street_id, max(area_id) filter (where level = 'county') as county_id,
                    max(area_id) filter (where level = 'city') as city_id
             from area where st_contains(area.geom, point.geom)) around
           returning institution_id`,
    values: [
      given.code ?? `P${serial}`,
      String(serial),
      given.name ?? `机构${serial}`,
      kind,
      given.category === undefined ? (isMedical ? '普通诊所' : null) : given.category,
      typeNo,
      given.typeScheme ?? 'dalian-62',
      at?.[0] ?? null,
      at?.[1] ?? null,
      given.accuracyM ?? 0,
      given.verified ?? true,
      given.statedCounty ?? null,
      given.licensingLevel ?? null,
      given.licensingArea ?? null,
      given.businessArea ?? null,
      given.managementArea ?? null,
      given.parent ?? null,
      given.isBranch ?? false,
      given.synthetic ?? false,
    ],
  });
  const id = row!.institution_id;
  for (const designation of given.designations ?? [{ service: 'personal_account' }])
    await designate(db, id, designation);
  for (const bed of given.beds ?? [])
    await db.run({
      text: `insert into bed (institution_id, category, licensed, open, designated, occupied_bed_days, valid_from, valid_to)
             values ($1, $2, $3, $4, $5, $6, $7::date, $8::date)`,
      values: [
        id,
        bed.category,
        bed.licensed ?? null,
        bed.open ?? null,
        bed.designated ?? null,
        bed.occupiedBedDays ?? null,
        bed.from ?? null,
        bed.to ?? null,
      ],
    });
  for (const grade of given.grades ?? [])
    await db.run({
      text: `insert into institution_grade (institution_id, scale, grade, obtained_by, valid_from, valid_to)
             values ($1, $2, $3, $4, $5::date, $6::date)`,
      values: [id, grade.scale, grade.grade, grade.obtainedBy ?? null, grade.from ?? null, grade.to ?? null],
    });
  return id;
}

/** Adds one period of an agreement. */
export async function designate(
  db: Database,
  institutionId: number,
  given: RegisteredDesignation,
): Promise<void> {
  await db.run({
    text: `insert into designation (institution_id, service, status, valid_from, valid_to, counts_from, coaching_until, lapses_on)
           values ($1, $2, $3, $4::date, $5::date, $6::date, $7::date, $8::date)`,
    values: [
      institutionId,
      given.service,
      given.status ?? 'active',
      given.from ?? null,
      given.to ?? null,
      given.countsFrom ?? null,
      given.coachingUntil ?? null,
      given.lapsesOn ?? null,
    ],
  });
}

/** Adds a dated figure of an area. */
export async function setStatistic(
  db: Database,
  areaId: number,
  indicator: string,
  value: number,
  asOf = '2025-12-31',
): Promise<void> {
  await db.run({
    text: `insert into area_statistic (area_id, indicator, value, as_of, document, content_hash) values ($1, $2, $3, $4::date, '统计公报', 'x')`,
    values: [areaId, indicator, value, asOf],
  });
}

/** Adds the bounds of pharmacies of an area. */
export async function setBound(
  db: Database,
  areaId: number,
  bound: {
    readonly pharmacyKind?: string;
    readonly lower?: number | null;
    readonly upper: number | null;
    readonly version?: string;
    readonly from?: string;
    readonly to?: string;
  },
): Promise<void> {
  await db.run({
    text: `insert into pharmacy_bound (area_id, pharmacy_kind, lower_bound, upper_bound, version, document, valid_from, valid_to, content_hash)
           values ($1, $2, $3, $4, $5, '测算报告', $6::date, $7::date, 'x')`,
    values: [
      areaId,
      bound.pharmacyKind ?? 'all',
      bound.lower ?? null,
      bound.upper,
      bound.version ?? '2026',
      bound.from ?? null,
      bound.to ?? null,
    ],
  });
}

/** Adds a dated classification of an area. */
export async function classify(
  db: Database,
  areaId: number,
  trait: string,
  value: string,
  more: {
    readonly category?: string;
    readonly publishedOn?: string;
    readonly from?: string;
    readonly to?: string;
  } = {},
): Promise<void> {
  await db.run({
    text: `insert into area_classification (area_id, trait, value, category, document, published_on, valid_from, valid_to, entered_by)
           values ($1, $2, $3, $4, '设置指引', $5::date, $6::date, $7::date, 'test')`,
    values: [
      areaId,
      trait,
      value,
      more.category ?? '',
      more.publishedOn ?? '2026-01-01',
      more.from ?? null,
      more.to ?? null,
    ],
  });
}

/** Publishes one line of an annual plan and returns its id. */
export async function addAnnualPlan(
  db: Database,
  planId: string,
  line: {
    readonly year: number;
    readonly area: number;
    readonly quantity: number;
    readonly kind?: string;
    readonly service?: string;
    readonly category?: string;
    readonly publishedOn?: string;
  },
): Promise<number> {
  const [row] = await db.run<{ annual_plan_id: number }>({
    text: `insert into annual_plan (plan_id, year, area_id, kind, service, category, quantity, published_on, document, entered_by)
           values ($1, $2, $3, $4, $5, $6, $7, $8::date, '年度控制计划', 'test') returning annual_plan_id`,
    values: [
      planId,
      line.year,
      line.area,
      line.kind ?? 'medical',
      line.service ?? '',
      line.category ?? '',
      line.quantity,
      line.publishedOn ?? `${line.year}-01-01`,
    ],
  });
  return row!.annual_plan_id;
}

/** Sets a value that a plan leaves to the authority. */
export async function setParameter(
  db: Database,
  planId: string,
  name: string,
  value: number,
  more: {
    readonly unit?: string;
    readonly qualifier?: string;
    readonly from?: string;
    readonly to?: string;
  } = {},
): Promise<void> {
  await db.run({
    text: `insert into plan_parameter (plan_id, name, qualifier, value, unit, document, valid_from, valid_to, entered_by)
           values ($1, $2, $3, $4, $5, '公布文件', $6::date, $7::date, 'test')`,
    values: [
      planId,
      name,
      more.qualifier ?? '',
      value,
      more.unit ?? 'institutions',
      more.from ?? null,
      more.to ?? null,
    ],
  });
}

/** Declares a fund warning or an emergency of CITY. */
export async function declareInterval(
  db: Database,
  kind: 'fund_warning' | 'emergency',
  from: string,
  to?: string,
  cityCode: string = CITY.code,
): Promise<void> {
  await db.run({
    text: `insert into declared_interval (kind, city_code, valid_from, valid_to, document, entered_by)
           values ($1, $2, $3::date, $4::date, '决定', 'test')`,
    values: [kind, cityCode, from, to ?? null],
  });
}

/** Puts a licence category on a list of the authority of CITY. */
export async function listCategory(
  db: Database,
  list: string,
  category: string,
  cityCode: string = CITY.code,
): Promise<void> {
  await db.run({
    text: `insert into category_list (city_code, list, category, document, published_on, entered_by)
           values ($1, $2, $3, '名单', '2026-01-01', 'test')`,
    values: [cityCode, list, category],
  });
}

/** Adds a released lot with its entry, valid for a year unless said otherwise, and returns its id. */
export async function addLot(
  db: Database,
  planId: string,
  lot: {
    readonly poolKind: string;
    readonly area: number;
    readonly quantity: number;
    readonly releasedOn: string;
    readonly validTo: string;
    readonly usage?: 'pool' | 'street_capacity' | 'undecided';
  },
): Promise<string> {
  const lotId = randomUUID();
  await db.run({
    text: `with added as (
             insert into release_lot (lot_id, plan_id, pool_kind, area_id, quantity, event, institution_name, released_on, valid_to, usage, document, entered_by)
             values ($1, $2, $3, $4, $5, 'withdrawal', '退出机构', $6::date, $7::date, $8, '退出协议', 'test') returning lot_id)
           insert into ledger_entry (lot_id, entry, quantity, effective_on, entered_by) select lot_id, 'release', $5, $6::date, 'test' from added`,
    values: [
      lotId,
      planId,
      lot.poolKind,
      lot.area,
      lot.quantity,
      lot.releasedOn,
      lot.validTo,
      lot.usage ?? 'pool',
    ],
  });
  return lotId;
}
