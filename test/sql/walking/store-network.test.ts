import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { openTestDatabase, type TestDatabase } from '../../support/test-database.ts';
import { type Line, loadNetwork } from '../../support/walk-fixtures.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await openTestDatabase();
});
afterAll(() => test.close());

const LINES: Line[] = [
  [
    [108.9, 34.2],
    [108.91, 34.2],
    [108.92, 34.21],
  ],
  [
    [108.91, 34.2],
    [108.91, 34.25],
  ],
  [
    [109.5, 34.5],
    [109.51, 34.5],
    [109.51, 34.51],
    [109.5, 34.5],
  ],
];

it('stores edges whose metres are those of PostGIS, whose ends are the nodes, and which the outline holds', async () => {
  const { networkId, graph } = await loadNetwork(test.database, LINES, { code: 'oracle', area: 'a' });
  expect(graph.edgeSource.length).toBe(4);
  const rows = await test.database.run<Record<string, unknown>>({
    text: `select e.edge_id, abs(st_length(e.geom::geography) - e.length_m) as apart, st_geometrytype(e.geom) as type, st_srid(e.geom) as srid,
             st_equals(st_startpoint(st_geometryn(e.geom, 1)), s.geom) and st_equals(st_endpoint(st_geometryn(e.geom, 1)), t.geom) as ends,
             st_contains(n.geom, e.geom) as inside, e.component = s.component as same
           from walk_edge e join walk_node s on s.network_id = e.network_id and s.node_id = e.source
           join walk_node t on t.network_id = e.network_id and t.node_id = e.target
           join walk_network n on n.network_id = e.network_id where e.network_id = $1 order by e.edge_id`,
    values: [networkId],
  });
  expect(rows).toHaveLength(4);
  for (const row of rows) {
    expect(row).toMatchObject({
      type: 'ST_MultiLineString',
      srid: 4326,
      ends: true,
      inside: true,
      same: true,
    });
    expect(z.number().parse(row.apart)).toBeLessThan(2e-6);
  }
  const components = await test.database.kysely
    .selectFrom('walk_component')
    .selectAll()
    .where('network_id', '=', networkId)
    .orderBy('component')
    .execute();
  expect(components.map(({ nodes, edges }) => ({ nodes, edges }))).toEqual([
    { nodes: 4, edges: 3 },
    { nodes: 1, edges: 1 },
  ]);
});

it('keeps one version active in an area', async () => {
  await loadNetwork(test.database, LINES, { code: 'first', area: 'b' });
  await loadNetwork(test.database, LINES.slice(0, 1), { code: 'second', area: 'b' });
  await loadNetwork(test.database, LINES.slice(0, 1), { code: 'elsewhere', area: 'c' });
  const active = await test.database.kysely
    .selectFrom('walk_network')
    .select('code')
    .where('is_active', '=', true)
    .where('area', 'in', ['b', 'c'])
    .orderBy('code')
    .execute();
  expect(active).toEqual([{ code: 'elsewhere' }, { code: 'second' }]);
});
