import { ResultTooLargeError } from '../../errors.ts';
import type { Snap, WalkNetwork } from '../../walking/walk-network.ts';
import type { Metric } from '../metric-input.ts';
import { type WalkedPair, walkToEach } from '../on-foot/walk-pairs.ts';
import type { Neighbour } from './queries.ts';
import {
  type FindingOnFoot,
  RELATIONS_ON_FOOT,
  type RelationOnFoot,
  relationOnFoot,
  type Totals,
} from './relations.ts';

/** Most institutions of one relation within the straight line that are walked to. */
export const MAX_CANDIDATES = 20_000;

export interface NeighbourOnFoot {
  readonly row: Neighbour;
  readonly relation: RelationOnFoot;
  readonly finding: FindingOnFoot;
  /** null when nothing was reached. */
  readonly walkM: number | null;
  /** Metres from the institution to the network; null = not snapped, or no network. */
  readonly snapM: number | null;
}

export interface WalkFacts {
  readonly limitM: number;
  readonly maxSnapM: number;
  readonly siteSnap: Snap | null;
  /** Sorted by relation, walk, straight line, id. */
  readonly neighbours: readonly NeighbourOnFoot[];
  readonly totals: Totals;
  readonly beyondOnFoot: number;
  readonly unmeasured: number;
  /** Institutions within the straight line by what keeps them from being measured. */
  readonly causes: Readonly<
    Record<
      'no-network' | 'site-not-snapped' | 'not-snapped' | 'no-path' | 'contradictory' | 'off-street',
      number
    >
  >;
}

/**
 * Decides on foot what the straight line left open: every neighbour but the one beyond is walked to. `network` is null where
 * none is loaded. Throws ResultTooLargeError when the list of neighbours was cut.
 */
export async function walkToNeighbours(
  network: WalkNetwork | null,
  site: { readonly lon: number; readonly lat: number; readonly accuracyM: number },
  rows: readonly Neighbour[],
  { limitM, maxSnapM }: Extract<Metric, { metric: 'walk' }>,
  signal: AbortSignal,
): Promise<WalkFacts> {
  const candidates = rows.filter((row) => row.relation !== 'beyond');
  refuseCut(candidates);
  const walked = network
    ? await walkToEach(
        network,
        site,
        candidates.map(({ lon, lat, distance_m, accuracy_m }) => ({
          lon,
          lat,
          straightM: distance_m,
          bandM: accuracy_m + site.accuracyM,
        })),
        { limitM, maxSnapM },
        { signal },
      )
    : null;
  const siteSnap = network?.snap(site, maxSnapM) ?? null;
  const neighbours = candidates.map((row, index) => onFoot(row, walked?.[index]));
  const beyond = rows.find((row) => row.relation === 'beyond');
  if (beyond)
    neighbours.push({ row: beyond, relation: 'beyond', finding: 'beyond', walkM: null, snapM: null });
  neighbours.sort(inOrder);
  const count = (relation: RelationOnFoot) => neighbours.filter((one) => one.relation === relation).length;
  const found = (finding: FindingOnFoot) => neighbours.filter((one) => one.finding === finding).length;
  const unsnapped = found('not-snapped');
  return {
    limitM,
    maxSnapM,
    siteSnap,
    neighbours,
    totals: {
      within: count('within'),
      exempt: count('exempt'),
      uncertain: count('uncertain'),
      lapsed: count('lapsed'),
      untyped: count('untyped'),
    },
    beyondOnFoot: count('beyond-on-foot'),
    unmeasured: count('unmeasured'),
    causes: {
      'no-network': found('no-network'),
      'site-not-snapped': siteSnap ? 0 : unsnapped,
      'not-snapped': siteSnap ? unsnapped : 0,
      'no-path': found('no-path'),
      contradictory: found('contradictory'),
      'off-street': found('off-street'),
    },
  };
}

function onFoot(row: Neighbour, walk: WalkedPair | undefined): NeighbourOnFoot {
  const finding = walk?.finding ?? 'no-network';
  return {
    row,
    relation: row.relation === 'beyond' ? 'beyond' : relationOnFoot(row.relation, finding),
    finding,
    walkM: walk?.walkM ?? null,
    snapM: walk?.bSnapM ?? null,
  };
}

function inOrder(a: NeighbourOnFoot, b: NeighbourOnFoot): number {
  const relation = (one: NeighbourOnFoot) => RELATIONS_ON_FOOT.indexOf(one.relation);
  const walk = (one: NeighbourOnFoot) => one.walkM ?? Number.MAX_VALUE;
  return (
    relation(a) - relation(b) ||
    walk(a) - walk(b) ||
    a.row.distance_m - b.row.distance_m ||
    a.row.institution_id - b.row.institution_id
  );
}

function refuseCut(candidates: readonly Neighbour[]): void {
  const listed = new Map<string, number>();
  for (const { relation } of candidates) listed.set(relation, (listed.get(relation) ?? 0) + 1);
  const cut = candidates.find((row) => row.total_in_relation > (listed.get(row.relation) ?? 0));
  if (cut)
    throw new ResultTooLargeError(
      `${cut.total_in_relation} institutions stand within the straight line; at most ${MAX_CANDIDATES} are walked to`,
      [{ field: 'maxWalkM', reason: 'reaches too many institutions', allowed: 'a shorter walk, or a type' }],
    );
}
