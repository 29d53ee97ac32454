import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importNetwork } from '../../api/importing/network/import-network.ts';
import { realDataFolder } from '../../scripts/real/real-data.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

const FILES = { monaco: 'monaco/monaco.osm.pbf', xian: 'xian/roads.wgs84.geojsonl.gz' } as const;
const folder = realDataFolder();
const missing = Object.values(FILES).filter((file) => !existsSync(join(folder, file)));
if (missing.length > 0)
  console.warn(`real data is missing (${missing.join(', ')}): set REAL_DATA_DIR; these tests are skipped`);

describe.skipIf(missing.length > 0)('walking networks of real files', () => {
  let opened: TestDatabase;
  beforeAll(async () => {
    opened = await openTestDatabase();
  });
  afterAll(() => opened.close());
  const load = (name: keyof typeof FILES, more: object = {}) =>
    importNetwork(
      opened.database,
      { path: join(folder, FILES[name]), fileName: FILES[name].split('/')[1]! },
      { code: name, area: name, ...more },
      { actor: 'test' },
    );

  it('reads Monaco: every way accounted for, nothing lost at its border', async () => {
    const { build, cutWays, network, format } = await load('monaco');
    expect([format, cutWays, network.sourceDate]).toEqual(['osm.pbf', 0, '2021-04-21']);
    const dropped = build.dropped.reduce((sum, { ways }) => sum + ways, 0);
    expect(build.noStreets + build.waysKept + dropped).toBe(build.waysRead);
    expect(build.lengthKm).toBeCloseTo(119.97, 1);
    expect(build.largestShare).toBeGreaterThan(0.93);
    expect(build.dropped.map(({ reason }) => reason)).not.toContain('class-unknown');
    const [steps] = await count("network_code = 'monaco' and highway = 'steps'");
    expect(steps!.ways).toBeGreaterThan(200);
  }, 60_000);

  it('reads Xi’an: about 15,500 km, at least 97 % of it in one piece, no motorway', async () => {
    const { build } = await load('xian', { sourceDate: '2018-12-31' });
    expect(build.lengthKm).toBeCloseTo(15_501.7, 0);
    expect(build.largestShare).toBeGreaterThan(0.979);
    expect(build.dropped.map(({ what }) => what)).toEqual(['motorway', 'motorway_link', 'whole way']);
    expect((await count("network_code = 'xian' and highway like 'motorway%'"))[0]).toMatchObject({
      edges: 0,
    });
  }, 120_000);

  it('has on every edge the metres that PostGIS measures, and ends where its nodes lie', async () => {
    const [row] = await opened.database.run<{ edges: number; apart: number; astray: number }>({
      text: `select count(*)::int as edges, max(abs(st_length(e.geom::geography) - e.length_m)) as apart,
               count(*) filter (where not (st_equals(st_startpoint(st_geometryn(e.geom, 1)), s.geom)
                                       and st_equals(st_endpoint(st_geometryn(e.geom, 1)), t.geom)))::int as astray
             from walk_edge e join walk_node s on s.network_id = e.network_id and s.node_id = e.source
             join walk_node t on t.network_id = e.network_id and t.node_id = e.target`,
    });
    expect(row!.edges).toBeGreaterThan(50_000);
    expect(row!.apart).toBeLessThan(1e-5);
    expect(row!.astray).toBe(0);
  }, 120_000);

  it('has the components that PostgreSQL finds by walking the edges from one node', async () => {
    const [row] = await opened.database.run<{ reached: number; labelled: number }>({
      text: `with recursive edge as (
               select e.source as a, e.target as b from walk_edge e join walk_network using (network_id) where code = 'monaco'
               union all select e.target, e.source from walk_edge e join walk_network using (network_id) where code = 'monaco'),
             reached (node) as (
               select min(node_id) from walk_node join walk_network using (network_id) where code = 'monaco' and component = 0
               union select b from reached join edge on a = node)
             select count(*)::int as reached, (select c.nodes from walk_component c join walk_network using (network_id)
                                               where code = 'monaco' and c.component = 0) as labelled from reached`,
    });
    expect(row!.reached).toBe(row!.labelled);
  }, 120_000);

  async function count(condition: string): Promise<{ edges: number; ways: number }[]> {
    return opened.database.run({
      text: `select count(*)::int as edges, count(distinct way_id)::int as ways from layer_walk_edges where ${condition}`,
    });
  }
});
