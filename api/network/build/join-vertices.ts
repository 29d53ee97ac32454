import { DisjointSets } from './disjoint-sets.ts';
import { joinLevels, type Visit } from './join-levels.ts';
import { PairIndex } from './pair-index.ts';
import type { CollectedStreets } from './street-collector.ts';

export interface JoinedVertices {
  /** Per vertex of the streets: its number, the same wherever streets connect. */
  readonly vertex: Int32Array;
  readonly count: number;
  /** Places that lines of different levels share without connecting. */
  readonly keptApart: number;
  /** Places where lines of different levels connect: a bridge meets the street that continues it. */
  readonly joinedLevels: number;
}

/**
 * Says which vertices of the streets are the same place to a walker: by the ids of the source where it has them, else by position
 * and level. Vertices of one line that follow one another at the same position are one, too.
 */
export function joinVertices(streets: CollectedStreets): JoinedVertices {
  const joined = streets.nodeId ? joinById(streets.nodeId) : joinByPlace(streets);
  return { ...joined, vertex: mergeRepeats(streets, joined) };
}

function joinById(nodeId: Float64Array): JoinedVertices {
  const index = new PairIndex();
  const vertex = Int32Array.from(nodeId, (id) => index.numberOf(Math.floor(id / 2 ** 32), id | 0));
  return { vertex, count: index.count, keptApart: 0, joinedLevels: 0 };
}

function joinByPlace({ lonE7, latE7, firstVertex, partLevel }: CollectedStreets): JoinedVertices {
  const index = new PairIndex();
  const vertex = Int32Array.from(lonE7, (lon, at) => index.numberOf(lon, latE7[at]!));
  const mixed = placesOfSeveralLevels(vertex, index.count, firstVertex, partLevel);
  let count = index.count;
  let keptApart = 0;
  for (const visits of visitsOf(mixed, vertex, { lonE7, latE7, firstVertex, partLevel }).values()) {
    const groups = joinLevels(visits);
    if (groups.length > 1) keptApart++;
    for (const group of groups.slice(1)) {
      for (const visit of group) vertex[visit.at] = count;
      count++;
    }
  }
  return { vertex, count, keptApart, joinedLevels: mixed.size - keptApart };
}

function placesOfSeveralLevels(
  vertex: Int32Array,
  count: number,
  firstVertex: Int32Array,
  partLevel: Int32Array,
): Set<number> {
  const unseen = -1000;
  const level = new Int32Array(count).fill(unseen);
  const mixed = new Set<number>();
  for (let part = 0; part < partLevel.length; part++) {
    for (let at = firstVertex[part]!; at < firstVertex[part + 1]!; at++) {
      const place = vertex[at]!;
      if (level[place] === unseen) level[place] = partLevel[part]!;
      else if (level[place] !== partLevel[part]) mixed.add(place);
    }
  }
  return mixed;
}

function visitsOf(
  places: ReadonlySet<number>,
  vertex: Int32Array,
  streets: Pick<CollectedStreets, 'lonE7' | 'latE7' | 'firstVertex' | 'partLevel'>,
): Map<number, Visit[]> {
  const { lonE7, latE7, firstVertex, partLevel } = streets;
  const visits = new Map<number, Visit[]>([...places].map((place) => [place, []]));
  for (let part = 0; part < partLevel.length; part++) {
    const first = firstVertex[part]!;
    const last = firstVertex[part + 1]! - 1;
    const closed = vertex[first] === vertex[last];
    for (let at = first; at <= last; at++) {
      const found = visits.get(vertex[at]!);
      if (!found) continue;
      const isEnd = !closed && (at === first || at === last);
      const next = at === first ? at + 1 : at - 1;
      const direction = Math.atan2(
        latE7[next]! - latE7[at]!,
        (lonE7[next]! - lonE7[at]!) * Math.cos((latE7[at]! / 1e7) * (Math.PI / 180)),
      );
      found.push({ at, level: partLevel[part]!, end: isEnd ? { direction } : undefined });
    }
  }
  return visits;
}

/** Repeated positions have no length between them: whoever stands on one stands on the other. */
function mergeRepeats(streets: CollectedStreets, { vertex, count }: JoinedVertices): Int32Array {
  const { firstVertex, lonE7, latE7 } = streets;
  const repeats: [number, number][] = [];
  for (let part = 0; part + 1 < firstVertex.length; part++) {
    for (let at = firstVertex[part]! + 1; at < firstVertex[part + 1]!; at++) {
      const same = lonE7[at] === lonE7[at - 1] && latE7[at] === latE7[at - 1];
      if (same && vertex[at] !== vertex[at - 1]) repeats.push([vertex[at - 1]!, vertex[at]!]);
    }
  }
  if (repeats.length === 0) return vertex;
  const sets = new DisjointSets(count);
  for (const [one, other] of repeats) sets.join(one, other);
  return vertex.map((number) => sets.root(number));
}
