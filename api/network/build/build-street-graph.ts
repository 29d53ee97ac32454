import type { StreetGraph } from '../street-graph.ts';
import { type BuildReport, reportOf } from './build-report.ts';
import { joinStreets } from './join-streets.ts';
import { StreetCollector, type StreetWay } from './street-collector.ts';
import type { WalkingProfile } from './walking-profile.ts';

/** Makes the walking network of some ways at once. An empty graph when nothing is walked. */
export function buildStreetGraph(
  ways: Iterable<StreetWay>,
  profile: WalkingProfile,
): { graph: StreetGraph; report: BuildReport } {
  const collector = new StreetCollector(profile);
  for (const way of ways) collector.add(way);
  const joined = joinStreets(collector.collected());
  return { graph: { ...joined.graph, labels: collector.labels }, report: reportOf(collector, joined) };
}
