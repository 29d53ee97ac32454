import type { Geometry } from 'geojson';
import { type AnalysisContext, feature } from '../analysis.ts';
import { SYNTHETIC_WARNING } from '../answer-notes.ts';
import { type Metric, resolveMetric } from '../metric-input.ts';
import { hasSyntheticVersion, namedVersions, type OpenNetwork } from '../on-foot/network-of-question.ts';
import { resolveSelection } from '../selection.ts';
import { resolveSite } from '../site-input.ts';
import { resolveExcluded } from './exclusions.ts';
import { neighbourFeature, walkFeatures } from './neighbour-features.ts';
import { MAX_CANDIDATES, walkToNeighbours } from './neighbours-on-foot.ts';
import { importIncomplete, KIND_COMPARED, RULE_ON_FOOT, RULE_STRAIGHT } from './notes.ts';
import type { ProximityInput } from './proximity-input.ts';
import { describeSite, findDesignatedOfKind, listNeighbours } from './queries.ts';
import { countRelations, decideProximity } from './verdict.ts';

/** Answers one check; `openNetwork` is shared by the checks of a batch. Throws InvalidInputError, ResultTooLargeError. */
export async function checkProximity(
  { db, signal }: Pick<AnalysisContext, 'db' | 'signal'>,
  given: ProximityInput,
  openNetwork: OpenNetwork,
) {
  const metric = resolveMetric(given);
  const site = resolveSite(given);
  const selection = resolveSelection(given, 'needed');
  const network = metric.metric === 'walk' ? await openNetwork(metric.network) : null;
  const excluded = await resolveExcluded(db, given.exclude);
  const excludedIds = excluded.map((row) => row.institution_id);
  const { typeNo, kind, typeScheme } = selection;
  const { accuracyM, asOf } = given;
  const { limitM } = metric;
  const where = { lon: site.lon, lat: site.lat, typeNo, kind, accuracyM, asOf, excludedIds, typeScheme };
  const rowLimit = metric.metric === 'walk' ? MAX_CANDIDATES : given.limit;
  const [neighbours, [described]] = await Promise.all([
    selection.unresolved ? Promise.resolve([]) : listNeighbours(db, { ...where, limitM, rowLimit }),
    describeSite(db, { ...where, radiusM: limitM }),
  ]);
  if (!described) throw new Error('describe-site gave no row');
  const { circle, ...around } = described;
  const isDataSilent =
    neighbours.length === 0 &&
    (await findDesignatedOfKind(db, { kind: kind ?? 'medical', asOf })).length === 0;
  const point = { lon: site.lon, lat: site.lat, accuracyM };
  const walk =
    metric.metric === 'walk' ? await walkToNeighbours(network, point, neighbours, metric, signal) : null;
  const totals = walk?.totals ?? countRelations(neighbours);
  const { verdict, reasons } = decideProximity({
    selection,
    radiusM: limitM,
    totals,
    around,
    isDataSilent,
    walk,
  });
  const walked =
    walk && metric.metric === 'walk'
      ? await walkFeatures({
          network,
          point,
          walk,
          metric,
          limit: given.limit,
          maxRoutes: given.maxRoutes,
          signal,
        })
      : null;
  const beyond = neighbours.find((row) => row.relation === 'beyond');
  const total = Object.values(totals).reduce((sum, count) => sum + count, 0);
  const isSynthetic = neighbours.some((row) => row.is_synthetic) || hasSyntheticVersion(network);
  return {
    type: 'FeatureCollection' as const,
    verdict,
    reasons,
    warnings: [
      ...(isSynthetic ? [SYNTHETIC_WARNING] : []),
      ...(kind ? [KIND_COMPARED] : []),
      ...(around.rejected_rows > 0 ? [importIncomplete(around.rejected_rows)] : []),
    ],
    parameters: {
      site,
      ...describeMetric(metric),
      accuracy_m: accuracyM,
      asOf,
      type_no: typeNo,
      kind,
      category: selection.category,
      typeScheme,
      excluded,
      extent: around.extent,
    },
    counted: {
      ...totals,
      unplaced: around.unplaced,
      ...(walk ? { unmeasured: walk.unmeasured, beyondOnFoot: walk.beyondOnFoot } : {}),
      truncated: walked ? walked.isCut : neighbours.length - (beyond ? 1 : 0) < total,
      rule: walk ? RULE_ON_FOOT : RULE_STRAIGHT,
    },
    nearestBeyond: beyond
      ? { institution_id: beyond.institution_id, name: beyond.name, distance_m: beyond.distance_m }
      : null,
    ...(walk ? { dataVersions: { walking_network: network ? namedVersions(network) : null } } : {}),
    isSynthetic,
    features: [
      ...(walked?.neighbours ?? neighbours.map((row) => neighbourFeature(row, accuracyM))),
      feature(
        { type: 'Point', coordinates: [site.lon, site.lat] },
        { role: 'site', accuracy_m: accuracyM, ...(walk ? { snap_m: walk.siteSnap?.snapM ?? null } : {}) },
      ),
      feature(JSON.parse(circle) as Geometry, {
        role: 'circle',
        radius_m: limitM,
        note: walk
          ? 'the search circle, a drawing: whoever stands outside is farther on foot too; verdicts come from network distance'
          : 'a drawing; verdicts come from distances',
      }),
      ...(walked?.ways ?? []),
    ],
  };
}

/** How distance was measured, as the answer names it. */
function describeMetric(metric: Metric): Record<string, unknown> {
  if (metric.metric === 'straight') return { radius_m: metric.limitM };
  const { limitM, minutes, speedKmh, maxSnapM, network } = metric;
  return {
    metric: 'walk',
    max_walk_m: limitM,
    minutes,
    speed_kmh: speedKmh,
    max_snap_m: maxSnapM,
    network: network ?? null,
  };
}
