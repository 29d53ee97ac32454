import { cellToLatLng, gridDisk, latLngToCell } from 'h3-js';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { siteSuggestions } from '../../api/analyses/site-suggestions/site-suggestions.ts';
import type { Database } from '../../api/db/database.ts';
import { InvalidInputError } from '../../api/errors.ts';
import { ask } from '../support/ask.ts';
import { addAnnualPlan, addCity, CITY, register } from '../support/planning-fixtures.ts';
import { insertSurface } from '../support/population-cells.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

/** The corner of the four streets: every street has some of the disk. */
const CORNER = [121.2, 31.1] as const;
const DISK = gridDisk(latLngToCell(CORNER[1], CORNER[0], 9), 9);
const RESOLUTION = 8;
const DALIAN = 'dalian/2025-2027';
const LIMIT_M = 800;
let opened: TestDatabase;
let db: Database;

type Answer = z.output<typeof siteSuggestions.output>;
const suggest = (given: Record<string, unknown> = {}): Promise<Answer> =>
  ask(db, siteSuggestions, {
    plan: DALIAN,
    category: '普通诊所',
    service: 'personal_account',
    asOf: '2026-06-30',
    p: 8,
    candidates: 'eligible',
    candidateResolution: RESOLUTION,
    ...given,
  });

beforeAll(async () => {
  opened = await openTestDatabase();
  db = opened.database;
});
afterAll(() => opened.close());
beforeEach(async () => {
  await db.script(`
    truncate institution, area, area_statistic, annual_plan, population_surface, data_extent, data_extent_edge restart identity cascade`);
  await addCity(db);
  await db.run({ text: `update area set code = '210200' where area_id = $1`, values: [CITY.id] });
  const cells = DISK.map((h3) => {
    const [lat, lon] = cellToLatLng(h3);
    const county = lon < CORNER[0] ? CITY.west.id : CITY.east.id;
    const north = lat > CORNER[1];
    const street =
      county === CITY.west.id
        ? (north ? CITY.westNorth : CITY.westSouth).id
        : (north ? CITY.eastNorth : CITY.eastSouth).id;
    return { h3, population: 10, county, street, city: CITY.id, status: 'located' as const };
  });
  await insertSurface(db, cells);
});

const places = (answer: Answer) =>
  answer.features.map(
    ({ geometry }) => (geometry as unknown as { coordinates: [number, number] }).coordinates,
  );

/** Straight metres between all pairs, and to the institutions, by PostGIS. */
async function nearestM(points: readonly [number, number][]): Promise<{ other: number; existing: number }> {
  const [row] = await db.run<{ other: number | null; existing: number | null }>({
    text: `with point as (
             select place, st_setsrid(st_makepoint(lon, lat), 4326)::geography as geog
             from unnest($1::float8[], $2::float8[]) with ordinality as given (lon, lat, place))
           select (select min(distance_m(a.geog, b.geog)) from point a join point b on a.place < b.place) as other,
                  (select min(distance_m(p.geog, i.geog)) from point p cross join institution i) as existing`,
    values: [points.map(([lon]) => lon), points.map(([, lat]) => lat)],
  });
  return { other: row?.other ?? Infinity, existing: row?.existing ?? Infinity };
}

describe('site suggestions under a plan', () => {
  it('stand where the plan leaves room, and as far from each other and from the same type as it asks', async () => {
    await register(db, { at: CORNER });
    const answer = await suggest();
    expect(answer.features.length).toBeGreaterThan(2);
    expect(answer.candidates.eligible?.closed).toBeGreaterThan(0);
    expect(answer.candidates.total).toBe(answer.candidates.eligible?.open);
    const { other, existing } = await nearestM(places(answer));
    expect(other).toBeGreaterThan(LIMIT_M);
    expect(existing).toBeGreaterThan(LIMIT_M);
    expect(answer.parameters).toMatchObject({
      plan: DALIAN,
      min_separation_m: LIMIT_M,
      area: { code: '210200' },
      distance_rules: [{ metric: 'straight', radius_m: LIMIT_M }],
    });
    for (const { properties } of answer.features)
      expect(properties).toMatchObject({ plan: { status: 'open' } });
  });

  it('share what is left of the annual plan of their area, and say where no line counts', async () => {
    await register(db, { at: CORNER });
    const line = await addAnnualPlan(db, DALIAN, { year: 2026, area: CITY.west.id, quantity: 1 });
    const answer = await suggest({ p: 40 });
    const west = places(answer).filter(([lon]) => lon < CORNER[0]);
    expect(west).toHaveLength(1);
    expect(places(answer).length).toBeGreaterThan(1);
    expect(answer.annualPlan?.lines).toMatchObject([
      { annual_plan_id: line, area_code: CITY.west.code, quantity: 1, remaining: 1, suggestions: 1 },
    ]);
    expect(answer.annualPlan?.candidates_without_line).toBeGreaterThan(0);
    expect(answer.warnings.map(({ code }) => code)).toContain('annual-plan-not-known');
    // Caps of one's own replace those of the annual plan.
    const own = await suggest({ capPerArea: 2 });
    expect(own.annualPlan).toBeNull();
    expect(places(own)).toHaveLength(4);
  });

  it('cells as candidates keep the distance of the plan too', async () => {
    await register(db, { at: CORNER });
    const answer = await suggest({ candidates: 'cells', candidateResolution: undefined, p: 4 });
    expect(answer.candidates.too_near_existing).toBeGreaterThan(0);
    const { other, existing } = await nearestM(places(answer));
    expect(Math.min(other, existing)).toBeGreaterThan(LIMIT_M);
  });

  it.each([
    [{ plan: 'nowhere/2025' }, 'plan'],
    [{ plan: undefined }, 'plan'],
    [{ service: undefined }, 'service'],
    [{ category: undefined, type: 37 }, 'category'],
    [{ candidateResolution: 5 }, 'candidateResolution'],
    [{ candidates: 'cells', includeReview: true }, 'includeReview'],
  ])('refuses %o by name', async (given, field) => {
    const refusal = await suggest(given).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(InvalidInputError);
    expect((refusal as InvalidInputError).issues.map((issue) => issue.field)).toContain(field);
  });
});
