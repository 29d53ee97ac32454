import type { Database } from '../../db/database.ts';
import type { LonLat } from '../../geo/lon-lat.ts';
import type { FactsQuestion } from '../../planning/facts/facts-question.ts';
import { MOST_LISTED, neighbourFacts } from '../../planning/facts/neighbour-facts.ts';
import { mergeNeighbours } from '../../planning/facts/promised-neighbours.ts';
import { distanceVerdict } from '../../policy/distance-verdict.ts';
import type { Facts, NeighbourFact } from '../../policy/facts.ts';
import { straightMatrix } from '../points/straight-matrix.ts';
import { countUnplaced } from './queries.ts';

/** Institutions around all the sites of one question at most. */
const MOST_AROUND = 200_000;
/** Positions less exact are few, and are looked for in a circle of their own. Metres. */
const COARSE_M = 100;
const EARTH_M = 6_371_000;

/** Everybody who may matter to any of the sites; distances are not those to a site yet. */
export interface Around {
  readonly listed: readonly NeighbourFact[];
  /** Some may stand nobody knows where. */
  readonly hasUnplaced: boolean;
  readonly isSynthetic: boolean;
}

/** Radii in metres: as an assessment searches around one site. */
export interface Radii {
  readonly decisiveM: number;
  readonly searchedM: number;
}

/** Lists them by the query of an assessment, in one circle around all sites. */
export async function listAround(
  db: Database,
  question: FactsQuestion,
  found: {
    readonly sites: readonly LonLat[];
    readonly type: Facts['type'];
    readonly applicantId: number | null;
    readonly radii: Radii;
  },
): Promise<Around> {
  const { centre, radiusM } = circleAround(found.sites);
  const reachM = radiusM + found.radii.searchedM;
  const { neighbours, isSynthetic } = await neighbourFacts(db, question, {
    site: { ...centre, accuracyM: 0 },
    type: found.type,
    category: question.application.category,
    applicantId: found.applicantId,
    searchedM: reachM,
    decisiveM: reachM,
    register: null,
    mostListed: MOST_AROUND,
  });
  if (neighbours.truncated) throw new Error(`more than ${MOST_AROUND} institutions stand around the sites`);
  return { listed: neighbours.listed, hasUnplaced: neighbours.unplaced > 0, isSynthetic };
}

/**
 * The neighbours of each site as an assessment of it would list them: nearest first, cut off at the same number. Distances are
 * those of `distance_m`.
 */
export async function neighboursOfSites(
  db: Database,
  sites: readonly LonLat[],
  { listed }: Around,
  { searchedM, decisiveM }: Radii,
  signal: AbortSignal,
): Promise<{ readonly listed: NeighbourFact[]; readonly truncated: boolean }[]> {
  const registered = sites.map((): NeighbourFact[] => []);
  const promised = sites.map((): NeighbourFact[] => []);
  for (const isCoarse of [false, true]) {
    const some = listed.filter(({ accuracyM }) => accuracyM > COARSE_M === isCoarse);
    if (some.length === 0) continue;
    const widestM = some.reduce((most, { accuracyM }) => Math.max(most, accuracyM), 0);
    const { from, to, distanceM } = await straightMatrix(db, sites, some, searchedM + widestM, { signal });
    for (const [entry, metres] of distanceM.entries()) {
      const neighbour = some[to[entry] ?? -1];
      const site = from[entry] ?? -1;
      if (!neighbour) continue;
      const one = { ...neighbour, distanceM: metres };
      // Those admitted without an agreement yet have no place in the register; an assessment lists them by another query.
      if (neighbour.institutionId < 0) {
        if (distanceVerdict(metres, decisiveM, neighbour.accuracyM) !== 'beyond') promised[site]?.push(one);
      } else if (metres <= searchedM + neighbour.accuracyM) registered[site]?.push(one);
    }
  }
  return sites.map((_site, index) => {
    const near = mergeNeighbours([], registered[index] ?? []);
    const more = mergeNeighbours([], promised[index] ?? []).slice(0, MOST_LISTED);
    const shown = near.slice(0, MOST_LISTED);
    return {
      listed: more.length > 0 ? mergeNeighbours(shown, more) : shown,
      truncated: near.length > MOST_LISTED,
    };
  });
}

/** Per site: institutions that may be of the type and stand nobody knows where, unless it is too far off. */
export async function unplacedOfSites(
  db: Database,
  sites: readonly LonLat[],
  { application: { kind }, asOf }: FactsQuestion,
  {
    type,
    applicantId,
    decisiveM,
    typeScheme,
  }: {
    readonly type: Facts['type'];
    readonly applicantId: number | null;
    readonly decisiveM: number;
    readonly typeScheme: string | null;
  },
): Promise<ReadonlyMap<number, number>> {
  const rows = await countUnplaced(db, {
    lon: sites.map(({ lon }) => lon),
    lat: sites.map(({ lat }) => lat),
    radiusM: decisiveM,
    asOf,
    kind,
    types: type === null ? [] : type.typeNo === null ? [...type.candidates] : [type.typeNo],
    typeScheme,
    leftOutId: applicantId,
  });
  return new Map(rows.map((row) => [row.index, row.unplaced]));
}

/** A circle that holds all sites, a little too large. */
function circleAround(sites: readonly LonLat[]): { centre: LonLat; radiusM: number } {
  const [lon, lat] = (['lon', 'lat'] as const).map((axis) => {
    const values = sites.map((site) => site[axis]);
    const [least, most] = values.reduce(
      ([low, high], value) => [Math.min(low, value), Math.max(high, value)] as const,
      [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY] as const,
    );
    return (least + most) / 2;
  }) as [number, number];
  const radiusM = sites.reduce((most, site) => Math.max(most, roughDistanceM({ lon, lat }, site)), 0);
  return { centre: { lon, lat }, radiusM: radiusM * 1.01 + 1 };
}

/** On a sphere: for a circle that is widened afterwards, never compared with a limit. */
function roughDistanceM(a: LonLat, b: LonLat): number {
  const radians = Math.PI / 180;
  const h =
    Math.sin(((b.lat - a.lat) * radians) / 2) ** 2 +
    Math.cos(a.lat * radians) * Math.cos(b.lat * radians) * Math.sin(((b.lon - a.lon) * radians) / 2) ** 2;
  return 2 * EARTH_M * Math.asin(Math.sqrt(Math.min(1, h)));
}
