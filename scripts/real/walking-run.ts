import { join } from 'node:path';
import type { Database } from '../../api/db/database.ts';
import { importNetwork } from '../../api/importing/network/import-network.ts';
import type { NetworkImportReport } from '../../api/importing/network/network-report.ts';
import { openWalkNetwork } from '../../api/walking/open-walk-network.ts';

const LIMIT_M = 800;
const MAX_SNAP_M = 200;
/** The speed of the plans' reading: 1,000 m in 15 minutes. */
const SPEED_KMH = 4;

/** What the run lends: questions and steps whose seconds are taken, and a line of print. */
export interface Steps {
  readonly timed: <T>(what: string, work: () => Promise<T>) => Promise<T>;
  readonly ask: (id: string, given: Record<string, unknown>) => Promise<Record<string, unknown>>;
  readonly tell: (line: string) => void;
}

export interface DistrictOnFoot {
  readonly name: string | null;
  readonly total: number;
  readonly covered: number;
  readonly uncertain: number;
  readonly review: number;
}

export interface WalkingRun {
  readonly network: NetworkImportReport;
  /** Pharmacy pairs by measured distance, whatever the accuracy of the points. */
  readonly pairs: {
    readonly straight: number;
    readonly onFoot: number;
    readonly notSnapped: number;
    readonly noPath: number;
  };
  /** What the audit may say of them, the accuracy of the points counted. */
  readonly audit: {
    readonly pairs: { readonly conflict: number; readonly uncertain: number; readonly review: number };
    readonly straight: { readonly conflict: number; readonly uncertain: number; readonly total: number };
    readonly beyondOnFoot: number;
  };
  readonly coverage: readonly DistrictOnFoot[];
}

/** Xi'an on foot: its streets imported, pharmacy pairs straight and walked, walking coverage of the modelled residents. */
export async function walkXian(
  db: Database,
  folder: string,
  { timed, ask, tell }: Steps,
): Promise<WalkingRun> {
  const network = await timed('xian-roads', () =>
    importNetwork(
      db,
      { path: join(folder, 'xian/roads.wgs84.geojsonl.gz'), fileName: 'roads.wgs84.geojsonl.gz' },
      {
        code: 'xian-2018',
        area: '610100',
        source: 'OpenStreetMap contributors',
        sourceDate: '2018-06-01',
        document: 'OpenStreetMap, ODbL',
        activate: true,
      },
      { actor: 'real-data run' },
    ),
  );
  const { nodes, edges, lengthKm, components, largestShare } = network.build;
  tell(
    `Xi'an on foot: ${nodes} nodes, ${edges} edges, ${lengthKm.toFixed(0)} km in ${components} components, ` +
      `${(100 * largestShare).toFixed(2)} % of the length in the largest`,
  );
  const pairs = await timed(`pharmacy pairs walked one by one`, () => walkPairs(db));
  tell(
    `pharmacy pairs within ${LIMIT_M} m: ${pairs.straight} straight, ${pairs.onFoot} on foot ` +
      `(${pairs.notSnapped} with an end farther than ${MAX_SNAP_M} m from any street, ${pairs.noPath} without a known path)`,
  );
  const onFoot = {
    kind: 'pharmacy',
    metric: 'walk',
    maxWalkM: LIMIT_M,
    maxSnapM: MAX_SNAP_M,
    speedKmh: SPEED_KMH,
  };
  const audit = await ask('conflict-audit', { ...onFoot, limit: 1 });
  const summary = audit.summary as WalkingRun['audit'];
  tell(
    `the audit on foot: ${summary.pairs.conflict} conflicts for certain, ${summary.pairs.uncertain} inside the accuracy band, ` +
      `${summary.pairs.review} for review, ${summary.beyondOnFoot} beyond on foot`,
  );
  const gaps = await ask('coverage-gaps', { ...onFoot, perArea: 'county', limit: 1 });
  const coverage = gaps.areas as readonly DistrictOnFoot[];
  for (const line of table(coverage)) tell(line);
  return { network, pairs, audit: summary, coverage };
}

async function walkPairs(db: Database): Promise<WalkingRun['pairs']> {
  const rows = await db.run<{
    a: number;
    b: number;
    a_lon: number;
    a_lat: number;
    b_lon: number;
    b_lat: number;
  }>({
    text: `select a.institution_id as a, b.institution_id as b, st_x(a.geom) as a_lon, st_y(a.geom) as a_lat, st_x(b.geom) as b_lon, st_y(b.geom) as b_lat
           from institution a
           join institution b on a.institution_id < b.institution_id and b.kind = 'pharmacy' and st_dwithin(a.geog, b.geog, ${LIMIT_M}.001)
           where a.kind = 'pharmacy' and distance_m(a.geog, b.geog) <= ${LIMIT_M}`,
  });
  const walking = await openWalkNetwork(db, {});
  if (!walking) throw new Error('no walking network is active');
  const places = new Map<number, number>();
  const points: { lon: number; lat: number }[] = [];
  const place = (id: number, lon: number, lat: number) => {
    const known = places.get(id);
    if (known !== undefined) return known;
    places.set(id, points.length);
    return points.push({ lon, lat }) - 1;
  };
  const a = Int32Array.from(rows.map((row) => place(row.a, row.a_lon, row.a_lat)));
  const b = Int32Array.from(rows.map((row) => place(row.b, row.b_lon, row.b_lat)));
  const { walkM } = await walking.pairs(points, { a, b }, { limitM: LIMIT_M, maxSnapM: MAX_SNAP_M });
  const count = (fits: (walk: number) => boolean) => walkM.filter(fits).length;
  return {
    straight: rows.length,
    onFoot: count((walk) => walk >= 0 && walk <= LIMIT_M),
    notSnapped: count(Number.isNaN),
    noPath: count((walk) => walk === -1),
  };
}

function table(coverage: readonly DistrictOnFoot[]): string[] {
  const share = (part: number, total: number) => (total > 0 ? `${((100 * part) / total).toFixed(1)} %` : '–');
  return [
    `modelled residents within ${LIMIT_M} m on foot of a pharmacy, by district:`,
    '  | district | residents | for certain | within the accuracy band | cannot be told |',
    ...coverage.map(
      ({ name, total, covered, uncertain, review }) =>
        `  | ${name ?? 'on a border or outside'} | ${Math.round(total)} | ${share(covered, total)} | ${share(uncertain, total)} | ${share(review, total)} |`,
    ),
  ];
}
