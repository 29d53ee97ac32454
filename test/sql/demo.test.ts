import { readFileSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { conflictAudit } from '../../api/analyses/conflict-audit/conflict-audit.ts';
import { coverageGaps } from '../../api/analyses/coverage-gaps/coverage-gaps.ts';
import { nearest } from '../../api/analyses/nearest/nearest.ts';
import { proximityCheck } from '../../api/analyses/proximity-check/proximity-check.ts';
import { saturation } from '../../api/analyses/saturation/saturation.ts';
import { COUNTIES, REFERENCE_DATE } from '../../api/demo/city-plan.ts';
import { provideDemoFiles } from '../../api/demo/demo-files.ts';
import { DEMO_FILES } from '../../api/demo/generate-city.ts';
import { isDatabaseEmpty, loadDemoCity } from '../../api/demo/load-demo.ts';
import { readManifest, sha256 } from '../../api/demo/manifest.ts';
import { ask } from '../support/ask.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

const manifest = readManifest();
const messages: string[] = [];
let test: TestDatabase;

beforeAll(async () => {
  test = await openTestDatabase();
  expect(await isDatabaseEmpty(test.database)).toBe(true);
  await loadDemoCity(test.database, { onProgress: (message) => messages.push(message) });
});
afterAll(() => test.close());

/** Properties of an answer's features. */
const properties = (answer: { features: readonly { properties: unknown }[] }) =>
  answer.features.map((feature) => feature.properties as Record<string, string | number | null>);

const one = async <Row>(text: string, values: readonly unknown[] = []) =>
  (await test.database.run<Row>({ text, values }))[0]!;

describe('the loaded demo city', () => {
  it('holds what the manifest counts, all of it marked synthetic', async () => {
    const { counts } = manifest;
    const row = await one<Record<string, number>>(`
      select (select count(*) from area where level = 'county')::int as counties,
             (select count(*) from area where level = 'street')::int as streets,
             (select count(*) from institution)::int as institutions,
             (select count(*) from institution where kind = 'medical')::int as medical,
             (select count(*) from institution where kind = 'pharmacy')::int as pharmacies,
             (select count(*) from area_statistic)::int as statistics,
             (select count(*) from pharmacy_bound)::int as bounds,
             (select count(*) from population_cell)::int as "populationCells",
             (select sum(population) from population_cell)::int as residents,
             (select count(distinct way_id) from walk_edge)::int as "walkingLines"`);
    expect(row).toEqual(counts);
    const { real } = await one<{ real: number }>(`
      select ((select count(*) from area where not is_synthetic) + (select count(*) from institution where not is_synthetic)
            + (select count(*) from designation where not is_synthetic) + (select count(*) from area_statistic where not is_synthetic)
            + (select count(*) from pharmacy_bound where not is_synthetic)
            + (select count(*) from population_surface where not is_synthetic or not is_modelled)
            + (select count(*) from walk_network where not is_synthetic))::int as real`);
    expect(real).toBe(0);
    expect(messages.length).toBeGreaterThanOrEqual(6);
  });

  it('has valid streets that tile the city: no overlap, no gap, areas adding up', async () => {
    const row = await one<Record<string, number>>(`
      select (select count(*) from area where geom is not null and not st_isvalid(geom))::int as invalid,
             (select count(*) from area a join area b on a.level = b.level and a.area_id < b.area_id and a.geom && b.geom
              where a.level in ('street', 'county') and (st_overlaps(a.geom, b.geom) or st_contains(a.geom, b.geom)))::int as overlapping,
             (select count(*) from area where level = 'management' and geom is null)::int as management`);
    expect(row).toEqual({ invalid: 0, overlapping: 0, management: 3 });
    const sums = await one<Record<string, number>>(`
      select (select sum(area_km2) from area where level = 'street') as streets,
             (select sum(area_km2) from area where level = 'county') as counties,
             (select sum(area_km2) from area where level = 'city') as city,
             (select st_area(st_symdifference((select st_union(geom) from area where level = 'street'),
                                              (select geom from area where level = 'city'))::geography)) as unlike_m2`);
    expect(sums.streets! / sums.city!).toBeCloseTo(1, 9);
    expect(sums.counties! / sums.city!).toBeCloseTo(1, 9);
    expect(sums.unlike_m2!).toBeLessThan(10);
    const { strays } = await one<{ strays: number }>(`
      select count(*)::int as strays from area s join area c on c.area_id = s.parent_id
      where s.level = 'street' and (c.level <> 'county' or left(s.code, 6) <> c.code or not st_covers(c.geom, st_pointonsurface(s.geom)))`);
    expect(strays).toBe(0);
  });

  it('locates every institution in the street and county it was generated for, by PostGIS', async () => {
    const row = await one<Record<string, number>>(`
      select count(*)::int as located,
             count(*) filter (where i.address like '示例市' || c.name || s.name || '%' and i.stated_county = c.name
                              and substr(i.code, 2, 6) = c.code)::int as as_generated
      from institution i join area s on s.area_id = i.street_id join area c on c.area_id = i.county_id
      where i.location_status = 'located'`);
    expect(row).toEqual({ located: 11_997, as_generated: 11_997 });
    const { located } = await one<{ located: number }>(
      `select count(*)::int as located from population_cell where location_status = 'located'`,
    );
    expect(located).toBe(manifest.counts.populationCells);
  });

  it('has an active walking network of one piece, near every institution, that crosses the river on bridges', async () => {
    const network = await one<Record<string, unknown>>(
      'select code, area, is_active, is_synthetic, largest_share >= 0.99 as of_one_piece from walk_network',
    );
    expect(network).toEqual({
      code: 'sample-city',
      area: '999900',
      is_active: true,
      is_synthetic: true,
      of_one_piece: true,
    });
    const { far } = await one<{ far: number }>(`
      select count(*)::int as far from institution i where i.geom is not null and not exists (
        select 1 from walk_edge e where e.geom && st_expand(i.geom, 0.003) and st_dwithin(e.geom::geography, i.geog, 200))`);
    expect(far).toBeLessThanOrEqual(5);
    // Without its bridges the city falls into a north and a south.
    const edges = await test.database.run<{ source: number; target: number }>({
      text: 'select source, target from walk_edge where component = 0 and not is_bridge',
    });
    const neighbours = new Map<number, number[]>();
    for (const { source, target } of edges) {
      neighbours.set(source, [...(neighbours.get(source) ?? []), target]);
      neighbours.set(target, [...(neighbours.get(target) ?? []), source]);
    }
    const reached = new Set([edges[0]!.source]);
    for (const node of reached) for (const next of neighbours.get(node) ?? []) reached.add(next);
    const share = reached.size / neighbours.size;
    expect(share).toBeGreaterThan(0.1);
    expect(share).toBeLessThan(0.9);
  });

  it('has the site on the river that the guide tells of: near in a straight line, far over the bridge', async () => {
    const site = {
      lon: 101.962827,
      lat: 40.223357,
      category: '普通诊所',
      exclude: 'H99990101120',
      asOf: REFERENCE_DATE,
    };
    const straight = await ask(test.database, proximityCheck, site);
    expect(straight).toMatchObject({ verdict: 'conflict', counted: { within: 3 } });
    const onFoot = await ask(test.database, proximityCheck, { ...site, metric: 'walk', maxWalkM: 800 });
    expect(onFoot).toMatchObject({
      verdict: 'clear',
      counted: { within: 0, beyondOnFoot: 3 },
      isSynthetic: true,
    });
    const farther = await ask(test.database, proximityCheck, { ...site, metric: 'walk', maxWalkM: 3_200 });
    const nearest = properties(farther).find(({ code }) => code === 'H99990101217');
    expect(nearest).toMatchObject({ distance_m: 506.836 });
    expect(nearest!.walk_m).toBeGreaterThan(3_000);
  });

  it('covers all 62 types and has designations of every status and service', async () => {
    const row = await one<Record<string, number>>(`
      select (select count(distinct type_no) from institution)::int as types,
             (select count(*) from institution where kind = 'medical' and type_no is null)::int as untyped,
             (select count(distinct status) from designation)::int as statuses,
             (select count(distinct service) from designation)::int as services,
             (select count(distinct category) from bed)::int as bed_categories,
             (select count(*) from institution where is_branch and parent_id is not null)::int as branches`);
    expect(row).toEqual({
      types: 62,
      untyped: 29,
      statuses: 4,
      services: 10,
      bed_categories: 6,
      branches: 14,
    });
  });

  it('is not loaded a second time, nor beside other data', async () => {
    const said: string[] = [];
    await loadDemoCity(test.database, { onProgress: (message) => said.push(message) });
    expect(said).toEqual([expect.stringContaining('already holds data')]);
    const { runs } = await one<{ runs: number }>('select count(*)::int as runs from import_run');
    expect(runs).toBe(6);
  });
});

describe('the instructive sites', () => {
  it.each(manifest.sites.map((site) => [site.id, site] as const))('%s', async (_id, site) => {
    const { lon, lat, category, asOf, exclude } = site;
    const answer = await ask(test.database, proximityCheck, {
      lon,
      lat,
      category,
      asOf,
      ...(exclude ? { exclude } : {}),
    });
    expect([answer.verdict, answer.reasons[0]?.code]).toEqual([site.expected, site.reason]);
    if (!site.within) return;
    const oracle = await test.database.run<{ code: string }>({
      text: `select i.code from institution i
             where i.type_no = (select min(type_no) from institution where category = $3)
               and i.code is distinct from $5
               and round(st_distance(i.geog, st_setsrid(st_makepoint($1, $2), 4326)::geography)::numeric, 3) <= 800
               and exists (select 1 from designation d where d.institution_id = i.institution_id
                           and d.status in ('active', 'suspended') and d.valid @> $4::date)
               and (i.accuracy_m = 0) order by 1`,
      values: [lon, lat, category, asOf, exclude ?? null],
    });
    expect(oracle.map((row) => row.code)).toEqual(site.within);
  });
});

describe('what each analysis shows', () => {
  it('conflict-audit: many pairs in the centre, none in the tidy counties', async () => {
    const answer = await ask(test.database, conflictAudit, { asOf: REFERENCE_DATE, limit: 1 });
    expect(answer.summary!.pairs.conflict).toBeGreaterThan(1000);
    expect(answer.summary!.pairs.uncertain).toBeGreaterThan(10);
    const hit = new Set(answer.summary!.byStreet.map((street) => street.county));
    for (const county of COUNTIES) expect(hit.has(county.name), county.name).toBe(!county.tidy);
  });

  it('saturation: every class, as planned, and one county that tips on 1 January', async () => {
    const by = { attribution: 'business_licence', pharmacyKind: 'personal_account', geometry: 'none' };
    const answer = await ask(test.database, saturation, { ...by, asOf: REFERENCE_DATE });
    const differences = new Map(properties(answer).map((area) => [area.code, area.difference]));
    for (const { code, bound } of COUNTIES)
      expect(differences.get(code), code).toBe(typeof bound === 'string' ? null : bound.above);
    expect(answer.summary.byClass).toMatchObject({
      over_saturated: 2,
      saturated: 0,
      unsaturated: 2,
      review: 4,
      unknown: 2,
    });
    const reviewed = properties(answer).filter((area) => area.class === 'review');
    expect(reviewed.map((area) => [area.name, area.class_by_other_attribution]).sort()).toEqual([
      ['例桥区', 'over_saturated'],
      ['样川区', 'unsaturated'],
      ['示山区', 'over_saturated'],
      ['设林区', 'saturated'],
    ]);
    expect(answer.summary.belowLowerBound.yes).toBe(1);
    expect(properties(answer).filter((area) => area.beds_per_1000_insured === null)).toHaveLength(1);
    const nextYear = await ask(test.database, saturation, { ...by, asOf: '2027-01-01' });
    expect(nextYear.summary.byClass).toMatchObject({ over_saturated: 3, review: 3 });
  });

  it('coverage-gaps: the centre is covered, bare townships are not', async () => {
    const asked = { asOf: REFERENCE_DATE, kind: 'pharmacy', perArea: 'street', limit: 1 };
    const answer = await ask(test.database, coverageGaps, asked);
    expect(answer.population).toMatchObject({ is_modelled: true, is_synthetic: true, h3_resolution: 9 });
    expect(answer.summary!.covered_share).toBeGreaterThan(0.8);
    expect(answer.summary!.covered_share).toBeLessThan(0.99);
    const street = (code: string) => answer.areas.find((area) => area.code === code);
    expect(answer.areas.filter((area) => area.covered_share === 0)).toHaveLength(8);
    expect(street('999901001')!.covered_share).toBe(1);
  });

  it('nearest: the dual-channel pharmacy of a county without one is far away', async () => {
    const { lon, lat } = manifest.sites.find((site) => site.id === 'review-accuracy')!;
    const answer = await ask(test.database, nearest, {
      lon,
      lat,
      service: 'dual_channel',
      k: 3,
      asOf: REFERENCE_DATE,
    });
    const shown = properties(answer).filter((one) => typeof one.distance_m === 'number');
    expect(shown).toHaveLength(3);
    expect(shown[0]!.distance_m).toBeGreaterThan(10_000);
    expect(shown[0]!.county).not.toBe('试岭县');
  });
});

describe('demo files', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'dingdian-demo-test-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('are generated where they are missing, and again where one is damaged', async () => {
    const first = await provideDemoFiles(folder);
    await cp(first['population.csv'], first['institutions.csv'], { force: true });
    expect(await provideDemoFiles(folder)).toEqual(first);
    for (const name of DEMO_FILES) {
      expect(sha256(readFileSync(first[name])), name).toBe(manifest.files[name].sha256);
    }
  });

  it('are refused, with the remedy, when the generator does not make what the manifest describes', async () => {
    const wrong = structuredClone(manifest);
    wrong.files['population.csv'].sha256 = '0'.repeat(64);
    await expect(provideDemoFiles(folder, wrong)).rejects.toThrow(/population\.csv does not match.*Remedy/s);
  });
});
