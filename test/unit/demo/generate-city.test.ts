import { parse } from 'csv-parse/sync';
import { cellToLatLng, getResolution } from 'h3-js';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildAreas } from '../../../api/demo/build-areas.ts';
import { counts, licenceCounty } from '../../../api/demo/build-bounds.ts';
import { COUNTIES, REFERENCE_DATE, SEED } from '../../../api/demo/city-plan.ts';
import { DEMO_FILES, type GeneratedCity, generateCity } from '../../../api/demo/generate-city.ts';
import { describeCity, readManifest } from '../../../api/demo/manifest.ts';
import { bareTownships } from '../../../api/demo/pharmacies.ts';
import { depthInside, toPlane } from '../../../api/demo/plane.ts';
import { getTypeScheme } from '../../../api/policy/load-type-schemes.ts';
import { matchType } from '../../../api/policy/type-scheme.ts';

type Row = Record<string, string>;
let city: GeneratedCity;
let rows: { institutions: Row[]; statistics: Row[]; bounds: Row[]; population: Row[] };
const { streets } = buildAreas(SEED);

beforeAll(() => {
  city = generateCity();
  const read = (name: (typeof DEMO_FILES)[number]) => parse(city.files[name], { columns: true }) as Row[];
  rows = {
    institutions: read('institutions.csv'),
    statistics: read('statistics.csv'),
    bounds: read('bounds.csv'),
    population: read('population.csv'),
  };
});

const at = (row: Row) => [Number(row.lon), Number(row.lat)] as const;
const inForce = (row: Row, date: string) =>
  (row.designation_status === 'active' || row.designation_status === 'suspended') &&
  row.designated_from! <= date &&
  (row.designated_to === '' || row.designated_to! >= date);

describe('demo city', () => {
  it('is the same on every run and the one that the manifest describes', () => {
    const again = generateCity();
    for (const name of DEMO_FILES) expect(again.files[name] === city.files[name], name).toBe(true);
    expect(describeCity(city)).toEqual(readManifest());
  });

  it('becomes another city with another seed', () => {
    const other = generateCity('dingdian-demo-other');
    expect(other.counts.institutions).toBe(city.counts.institutions);
    for (const name of DEMO_FILES) expect(other.files[name] === city.files[name], name).toBe(false);
  }, 60_000);

  it('has the promised size', () => {
    expect(city.counts).toMatchObject({
      counties: 10,
      streets: 130,
      institutions: 12_000,
      pharmacies: 5_400,
    });
    expect(rows.institutions).toHaveLength(12_000);
    expect(rows.population.length).toBe(city.counts.populationCells);
    expect(city.counts.residents).toBeGreaterThan(4_790_000);
    expect(city.counts.residents).toBeLessThan(4_810_000);
    const committed = Object.values(readManifest().files).filter((file) => file.committed);
    expect(committed.reduce((sum, file) => sum + file.bytes, 0)).toBeLessThan(2_000_000);
  });

  it('names everything as belonging to the invented city and codes that no real place has', () => {
    for (const row of rows.institutions) {
      expect(row.name).toMatch(/^示例/);
      expect(row.code).toMatch(/^[HP]9999(0[1-9]|10)\d{5}$/);
    }
    expect(new Set(rows.institutions.map((row) => row.code)).size).toBe(12_000);
  });

  it('holds all 62 types as the type scheme reads its categories, and some that it does not list', () => {
    const scheme = getTypeScheme('dalian-62');
    const found = new Map<number | null, number>();
    for (const row of rows.institutions.filter((one) => one.kind === 'medical')) {
      const { typeNo } = matchType(scheme, row.category);
      found.set(typeNo, (found.get(typeNo) ?? 0) + 1);
    }
    expect([...found.keys()].filter((typeNo) => typeNo !== null).sort((a, b) => a! - b!)).toEqual(
      Array.from({ length: 62 }, (_, index) => index + 1),
    );
    expect(found.get(null)).toBe(29);
  });

  it('puts every institution inside the street it was generated for, off the borders', () => {
    const byName = new Map(streets.map((street) => [street.county.name + street.name, street]));
    const unlocated = rows.institutions.filter((row) => row.lon === '');
    expect(unlocated.length).toBe(3);
    for (const row of rows.institutions) {
      if (row.lon === '') continue;
      const [, place] = /^示例市(.+?(?:街道|镇|乡))(?=[^街镇乡]*号$)/.exec(row.address!) ?? [];
      const street = byName.get(place ?? '');
      expect(street, row.address).toBeDefined();
      expect(depthInside(toPlane(at(row)), street!.outline), row.code).toBeGreaterThanOrEqual(19.9);
      expect(row.stated_county).toBe(street!.county.name);
    }
  });

  it('keeps dates, beds and parents consistent', () => {
    const seen = new Set<string>();
    const dates = Object.keys(rows.institutions[0]!).filter((column) => /_(from|to)$/.test(column));
    for (const row of rows.institutions) {
      for (const column of dates) {
        if (row[column])
          expect(new Date(row[column]).toISOString().slice(0, 10), `${row.code} ${column}`).toBe(row[column]);
      }
      if (row.services) expect(row.designated_from).toMatch(/^\d{4}-\d\d-\d\d$/);
      else expect([row.designation_status, row.designated_from, row.counts_from]).toEqual(['', '', '']);
      if (row.designated_to) expect(row.designated_from! < row.designated_to).toBe(true);
      if (row.counts_from)
        expect(row.counts_from).toBe(`${Number(row.designated_from!.slice(0, 4)) + 1}-01-01`);
      if (row.services) expect(row.valid_from! < row.designated_from!, row.code).toBe(true);
      for (const category of ['general', 'paediatric', 'psychiatric', 'rehabilitation', 'nursing', 'ltc']) {
        const [licensed, open, designated, days] = [
          'licensed',
          'open',
          'designated',
          'occupied_bed_days',
        ].map((figure) => row[`beds_${category}_${figure}`]!);
        if (licensed === '') continue;
        expect(Number(designated) <= Number(open) && Number(open) <= Number(licensed), row.code).toBe(true);
        expect(Number(days)).toBeLessThanOrEqual(Number(open) * 1095);
      }
      if (row.is_branch === 'true') expect(seen.has(row.parent_code!), row.code).toBe(true);
      seen.add(row.code!);
    }
    const total = (wanted: (row: Row) => boolean) => rows.institutions.filter(wanted).length;
    expect(total((row) => row.is_branch === 'true')).toBe(14);
    for (const status of ['suspended', 'terminated', 'withdrawn'])
      expect(total((row) => row.designation_status === status)).toBeGreaterThan(20);
    expect(total((row) => row.designated_to === '2026-12-31')).toBeGreaterThan(20);
    expect(total((row) => row.designated_from! > '2027')).toBeGreaterThan(20);
    expect(total((row) => row.counts_from === '2027-01-01')).toBeGreaterThan(5);
    expect(total((row) => row.verified === 'false')).toBeGreaterThan(300);
    expect(
      total((row) => row.kind === 'pharmacy' && row.business_licence_area_code !== row.code!.slice(1, 7)),
    ).toBeGreaterThan(80);
  });

  it('changes nothing between the reference date and the end of its year', () => {
    const later = '2026-12-31';
    for (const row of rows.institutions)
      expect(inForce(row, later), row.code).toBe(inForce(row, REFERENCE_DATE));
  });

  it('adds residents up from cells to streets, counties and the city', () => {
    const of = (area: string, asOf = '2025-12-31') =>
      Number(
        rows.statistics.find(
          (row) => row.area_code === area && row.indicator === 'resident_pop' && row.as_of === asOf,
        )?.value,
      );
    expect(of('999900')).toBe(rows.population.reduce((sum, row) => sum + Number(row.population), 0));
    expect(COUNTIES.reduce((sum, county) => sum + of(county.code), 0)).toBe(of('999900'));
    expect(streets.reduce((sum, street) => sum + of(street.code), 0)).toBe(of('999900'));
    expect(streets.reduce((sum, street) => sum + of(street.code, '2024-12-31'), 0)).toBe(
      of('999900', '2024-12-31'),
    );
  });

  it('covers each cell of resolution 9 once, inside the city', () => {
    expect(new Set(rows.population.map((row) => row.h3)).size).toBe(rows.population.length);
    for (const row of rows.population.filter((_, index) => index % 50 === 0)) {
      expect(getResolution(row.h3!)).toBe(9);
      const [lat, lon] = cellToLatLng(row.h3!);
      expect(streets.filter((street) => depthInside(toPlane([lon, lat]), street.outline) > 0)).toHaveLength(
        1,
      );
    }
  });

  it('sets bounds so that every class of saturation occurs, and the planned difference holds', () => {
    const pharmacies = rows.institutions.filter((row) => row.kind === 'pharmacy');
    const actual = (county: string, date: string) =>
      pharmacies.filter(
        (row) =>
          row.business_licence_area_code === county &&
          row.services!.split(';').includes('personal_account') &&
          inForce(row, date) &&
          row.counts_from! <= date,
      ).length;
    const bound = (area: string, version: string) =>
      rows.bounds.find(
        (row) =>
          row.area_code === area && row.version === version && row.pharmacy_kind === 'personal_account',
      );
    for (const { code, bound: planned } of COUNTIES) {
      const now = bound(code, '2026版');
      if (typeof planned === 'string') expect(now).toBeUndefined();
      else expect(actual(code, REFERENCE_DATE) - Number(now!.upper_bound), code).toBe(planned.above);
      expect(bound(code, '2023版') === undefined).toBe(planned === 'none');
    }
    expect(actual('999908', REFERENCE_DATE)).toBeLessThan(Number(bound('999908', '2026版')!.lower_bound));
    expect(actual('999903', '2027-01-01') - Number(bound('999903', '2026版')!.upper_bound)).toBe(7);
    for (const row of rows.bounds)
      expect(Number(row.lower_bound)).toBeLessThanOrEqual(Number(row.upper_bound));
  });

  it('leaves townships without a pharmacy and counties without a dual-channel one', () => {
    const bare = bareTownships(streets);
    expect(bare.size).toBe(8);
    const pharmacies = rows.institutions.filter((row) => row.kind === 'pharmacy');
    for (const street of bare) {
      expect(
        pharmacies.filter((row) => row.address!.includes(street.county.name + street.name)),
      ).toHaveLength(0);
    }
    const dual = pharmacies
      .filter((row) => row.services!.includes('dual_channel'))
      .map((row) => row.stated_county);
    expect(dual.sort()).toEqual(
      COUNTIES.filter((county) => county.dualChannel)
        .map((county) => county.name)
        .sort(),
    );
  });
});

describe('what counts in control quantities', () => {
  const pharmacy = {
    kind: 'pharmacy',
    agreement: {
      services: ['personal_account'],
      status: 'active',
      from: '2026-04-01',
      countsFrom: '2027-01-01',
    },
    street: { county: { code: '999901' } },
    businessLicenceCounty: '999902',
  } as unknown as Parameters<typeof counts>[0];

  it('leaves out an exempt pharmacy until it counts', () => {
    expect(counts(pharmacy, 'personal_account', '2026-12-31')).toBe(false);
    expect(counts(pharmacy, 'personal_account', '2027-01-01')).toBe(true);
    expect(counts(pharmacy, 'dual_channel', '2027-01-01')).toBe(false);
    expect(licenceCounty(pharmacy)).toBe('999902');
  });
});
