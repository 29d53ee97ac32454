import type { JoinedStreets } from './join-streets.ts';
import type { DroppedStreets, StreetCollector } from './street-collector.ts';

/** What became of a source: what is in the network, what was left out and why. */
export interface BuildReport {
  readonly waysRead: number;
  /** Ways of the source that are no streets (buildings, rivers); they are not listed as dropped. */
  readonly noStreets: number;
  readonly waysKept: number;
  readonly nodes: number;
  readonly edges: number;
  readonly lengthKm: number;
  readonly components: number;
  /** Share of the length, 0…1, that lies in the largest component. */
  readonly largestShare: number;
  /** Streets left out by reason and class or tag, longest first. */
  readonly dropped: readonly DroppedStreets[];
  readonly droppedKm: number;
  /** Places that lines of different levels share without connecting: bridges over streets. Sources without node ids only. */
  readonly crossingsKeptApart: number;
  /** Places where lines of different levels connect: ends of bridges and tunnels. Sources without node ids only. */
  readonly levelsJoined: number;
  /** Stretches that lay there twice and are kept once. */
  readonly repeatedStretches: number;
  readonly repeatedKm: number;
}

export function reportOf(collector: StreetCollector, joined: JoinedStreets): BuildReport {
  const { graph } = joined;
  const lengthM = graph.components.reduce((sum, component) => sum + component.lengthM, 0);
  const repeats: DroppedStreets[] =
    joined.repeatedWays > 0
      ? [{ reason: 'duplicate', what: 'whole way', ways: joined.repeatedWays, lengthM: 0 }]
      : [];
  const dropped = [...collector.dropped, ...repeats];
  return {
    waysRead: collector.waysRead,
    noStreets: collector.noStreets,
    waysKept: collector.waysKept - joined.repeatedWays,
    nodes: graph.nodeLonE7.length,
    edges: graph.edgeSource.length,
    lengthKm: lengthM / 1000,
    components: graph.components.length,
    largestShare: lengthM > 0 ? graph.components[0]!.lengthM / lengthM : 0,
    dropped,
    droppedKm: dropped.reduce((sum, one) => sum + one.lengthM, 0) / 1000,
    crossingsKeptApart: joined.keptApart,
    levelsJoined: joined.joinedLevels,
    repeatedStretches: joined.repeatedStretches,
    repeatedKm: joined.repeatedM / 1000,
  };
}
