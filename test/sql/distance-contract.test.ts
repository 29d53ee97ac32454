import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

let opened: TestDatabase;
beforeAll(async () => {
  opened = await openTestDatabase();
});
afterAll(() => opened.close());

describe('the distance contract at the 800 m limit', () => {
  it.each([22, 31, 40])(
    'at latitude %d, over all 360 degrees, 800 m is within and 800.001 m is beyond',
    async (latitude) => {
      const rows = await opened.database.run<{ azimuth: number; at_limit: string; past_limit: string }>({
        text: `with centre as (select st_setsrid(st_makepoint(121.6, $1), 4326)::geography as g)
             select azimuth, distance_verdict(distance_m(g, st_project(g, 800, radians(azimuth))), 800, 0) as at_limit,
                    distance_verdict(distance_m(g, st_project(g, 800.001, radians(azimuth))), 800, 0) as past_limit
             from centre, generate_series(0, 359) as azimuth`,
        values: [latitude],
      });
      expect(rows).toHaveLength(360);
      expect(rows.filter((row) => row.at_limit !== 'within')).toEqual([]);
      expect(rows.filter((row) => row.past_limit !== 'beyond')).toEqual([]);
    },
  );

  it.each([
    [796, 5, 'uncertain'],
    [800, 5, 'uncertain'],
    [804, 5, 'uncertain'],
    [805, 5, 'uncertain'],
    [806, 5, 'beyond'],
    [794, 5, 'within'],
    [800.1, 0.1, 'uncertain'],
    [799.9, 0.1, 'uncertain'],
    [802.2, 2.2, 'uncertain'],
    [802.201, 2.2, 'beyond'],
    [799.999, 0, 'within'],
    [800, 0, 'within'],
    [800.001, 0, 'beyond'],
  ])('%d m with a band of %d m is %s', async (distance, band, verdict) => {
    const [row] = await opened.database.run<{ verdict: string }>({
      text: 'select distance_verdict($1, 800, $2) as verdict',
      values: [distance, band],
    });
    expect(row?.verdict).toBe(verdict);
  });
});
