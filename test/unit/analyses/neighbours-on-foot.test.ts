import { expect, it } from 'vitest';
import { walkToNeighbours } from '../../../api/analyses/proximity-check/neighbours-on-foot.ts';
import type { Neighbour } from '../../../api/analyses/proximity-check/queries.ts';
import { ResultTooLargeError } from '../../../api/errors.ts';

const neighbour = (more: Partial<Neighbour>): Neighbour => ({
  relation: 'within',
  total_in_relation: 1,
  distance_m: 100,
  institution_id: 1,
  code: null,
  name: '甲诊所',
  kind: 'medical',
  category: '普通诊所',
  type_no: 37,
  accuracy_m: 0,
  verified: true,
  source_crs: 'CRS84',
  is_synthetic: false,
  street: null,
  county: null,
  services: ['personal_account'],
  suspended: false,
  counts_from: null,
  last_day: null,
  lon: 121.6,
  lat: 31,
  ...more,
});
const ask = (rows: readonly Neighbour[]) =>
  walkToNeighbours(
    null,
    { lon: 121.6, lat: 31, accuracyM: 0 },
    rows,
    { metric: 'walk', limitM: 800, minutes: null, speedKmh: 4, maxSnapM: 200, network: undefined },
    new AbortController().signal,
  );

it('a list that was cut cannot be walked to completely: refused, not shortened', async () => {
  await expect(ask([neighbour({ total_in_relation: 2 })])).rejects.toBeInstanceOf(ResultTooLargeError);
});

it('without a network every neighbour is unmeasured but the one beyond in a straight line', async () => {
  const facts = await ask([
    neighbour({ relation: 'beyond', institution_id: 9 }),
    neighbour({ institution_id: 3, distance_m: 50 }),
    neighbour({ relation: 'lapsed', institution_id: 2, last_day: '2026-01-01' }),
  ]);
  expect(facts.neighbours.map(({ row, relation }) => [row.institution_id, relation])).toEqual([
    [3, 'unmeasured'],
    [2, 'lapsed'],
    [9, 'beyond'],
  ]);
  expect(facts.causes['no-network']).toBe(2);
  expect([facts.unmeasured, facts.beyondOnFoot]).toEqual([1, 0]);
});
