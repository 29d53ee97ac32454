import { performance } from 'node:perf_hooks';
import type { Database } from '../api/db/database.ts';
import type { LonLat } from '../api/geo/lon-lat.ts';

const EDGES = 'select edge_id as id, source, target, length_m as cost from walk_edge';

/** The nearest node of each point, for pgRouting to start from. */
export async function nodesNear(database: Database, points: readonly LonLat[]): Promise<number[]> {
  await database.script('create index if not exists bench_node_geom on walk_node using gist (geom)');
  const rows = await database.run<{ node_id: number }>({
    text: `select near.node_id
           from unnest($1::float8[], $2::float8[]) with ordinality as p(lon, lat, n)
           cross join lateral (
             select node_id from walk_node order by geom <-> st_setsrid(st_makepoint(p.lon, p.lat), 4326) limit 1
           ) near
           order by n`,
    values: [points.map(({ lon }) => lon), points.map(({ lat }) => lat)],
  });
  await database.script('drop index bench_node_geom');
  return rows.map((row) => row.node_id);
}

/** Milliseconds of a measurement, and how many nodes it lists. */
export interface DrivingDistances {
  readonly ms: number;
  readonly nodes: number;
}

/** pgr_drivingDistance from all these nodes in one call on all edges. */
export function drivingDistances(
  database: Database,
  sources: readonly number[],
  limitM: number,
): Promise<DrivingDistances> {
  return measure(
    database,
    `select count(*)::int as nodes from pgr_drivingDistance('${EDGES}', $1::bigint[], $2::float8, directed => false)`,
    [sources, limitM],
  );
}

/** One call per source, each on the edges in the box around it (half its width in degrees): the kinder variant. */
export function boxedDrivingDistances(
  database: Database,
  sources: readonly number[],
  limitM: number,
  boxDegrees: number,
): Promise<DrivingDistances> {
  return measure(
    database,
    `select sum(reached.nodes)::int as nodes
     from unnest($1::bigint[]) as source
     join walk_node n on n.node_id = source
     cross join lateral (
       select count(*) as nodes
       from pgr_drivingDistance(
         format('${EDGES} where geom && st_expand(st_setsrid(st_makepoint(%s, %s), 4326), ${boxDegrees})', st_x(n.geom), st_y(n.geom)),
         source, $2::float8, directed => false)
     ) reached`,
    [sources, limitM],
  );
}

/**
 * The nodes within the limit of the nearest of several sources: one search from a node of its own that edges of no length join to
 * them. (pgr_drivingDistance with equicost does not end on ten thousand sources.)
 */
export function nearestDrivingDistances(
  database: Database,
  sources: readonly number[],
  limitM: number,
): Promise<DrivingDistances> {
  return measure(
    database,
    `select count(*)::int as nodes
     from pgr_drivingDistance(
       format('${EDGES} union all select -n, -1, source, 0 from unnest(%L::bigint[]) with ordinality as s(source, n)', $1::bigint[]),
       -1, $2::float8, directed => false)`,
    [[...new Set(sources)], limitM],
  );
}

async function measure(
  database: Database,
  text: string,
  values: readonly unknown[],
): Promise<DrivingDistances> {
  const start = performance.now();
  const [row] = await database.run<{ nodes: number }>({ text, values });
  return { ms: performance.now() - start, nodes: row?.nodes ?? 0 };
}
