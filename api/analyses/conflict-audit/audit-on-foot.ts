import type { Database } from '../../db/database.ts';
import { InvalidInputError } from '../../errors.ts';
import {
  describeLoadedData,
  NO_INSTITUTIONS_WARNING,
  SYNTHETIC_WARNING,
  truncatedWarning,
} from '../answer-notes.ts';
import { walkSeconds } from '../metric-input.ts';
import {
  getNetwork,
  hasSyntheticVersion,
  namedVersions,
  networkOpener,
} from '../on-foot/network-of-question.ts';
import type { AuditInput } from './audit-input.ts';
import {
  countStraightPairs,
  getUnknowns,
  questionParameters,
  readQuestion,
  withStreetsOfDate,
} from './audit-question.ts';
import { pairFeature } from './pair-feature.ts';
import { routeLines } from './route-lines.ts';
import { auditWarnings, NEXT_PAGE } from './summary.ts';
import { type Run, type WalkMetric, walkPage } from './walk-page.ts';

const MAX_ROUTES = 1_000;

/**
 * The audit on foot: the pairs within the limit in a straight line are walked, and the network decides. Pairs that are farther
 * to walk are counted, not listed. Throws InvalidInputError (no network, too many routes) and ResultTooLargeError.
 */
export async function auditOnFoot(db: Database, given: AuditInput, metric: WalkMetric, run: Run) {
  if (given.routes && given.limit > MAX_ROUTES)
    throw new InvalidInputError([
      {
        field: 'limit',
        value: given.limit,
        reason: 'too many routes on one page',
        allowed: `at most ${MAX_ROUTES} with routes=true`,
      },
    ]);
  const network = await getNetwork(networkOpener(db), metric.network);
  const question = await readQuestion(db, given, metric.limitM);
  const [counts, unknowns, data] = await Promise.all([
    given.counts ? countStraightPairs(db, question) : null,
    getUnknowns(db, question),
    describeLoadedData(db),
  ]);
  const { listed, more, tally } = await walkPage(db, question, network, metric, counts, given.limit, run);
  const shown = await withStreetsOfDate(
    db,
    question,
    listed.map(({ pair }) => pair),
  );
  const lines = given.routes ? await routeLines(network, listed, metric.maxSnapM, run.signal) : null;
  const summary = counts && tally ? tally.summary(counts, question.where.kind === null) : null;
  const isSynthetic =
    data.has_synthetic_areas ||
    hasSyntheticVersion(network) ||
    shown.some((row) => row.is_synthetic) ||
    (counts ?? []).some((row) => row.is_synthetic);
  return {
    type: 'FeatureCollection' as const,
    asOf: given.asOf,
    parameters: {
      ...questionParameters(question),
      metric: 'walk',
      max_walk_m: metric.limitM,
      minutes: metric.minutes,
      speed_kmh: metric.speedKmh,
      max_snap_m: metric.maxSnapM,
      network: metric.network ?? null,
      limit: given.limit,
      order: 'stable, not by distance',
    },
    summary,
    dataVersions: {
      institutions: data.institutions,
      type_scheme: question.where.typeScheme,
      walking_network: namedVersions(network),
    },
    warnings: [
      ...(isSynthetic ? [SYNTHETIC_WARNING] : []),
      ...(data.has_institutions ? [] : [NO_INSTITUTIONS_WARNING]),
      ...auditWarnings({
        unplaced: unknowns.unplaced,
        untyped: unknowns.untyped,
        onBorder: unknowns.on_border ?? 0,
        uncertain: summary?.pairs.uncertain ?? 0,
        review: summary?.pairs.review ?? 0,
        kind: question.where.kind,
      }),
      ...(more && summary ? [truncatedWarning(shown.length, summary.pairs.total, NEXT_PAGE)] : []),
    ],
    isSynthetic,
    numberReturned: shown.length,
    truncated: more !== null,
    nextAfter: more,
    features: shown.map((pair, index) => {
      const { walk, verdict } = listed[index]!;
      const line = lines?.[index];
      return pairFeature(pair, {
        verdict,
        on_foot: walk.finding,
        walk_m: walk.walkM,
        walk_s: walk.walkM === null ? null : walkSeconds(walk.walkM, metric.speedKmh),
        a_snap_m: walk.aSnapM,
        b_snap_m: walk.bSnapM,
        ...(lines ? { drawn: line ? 'route' : 'straight' } : {}),
        ...(line ? { line } : {}),
      });
    }),
  };
}
