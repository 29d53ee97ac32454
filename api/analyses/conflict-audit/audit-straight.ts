import type { Database } from '../../db/database.ts';
import { InvalidInputError } from '../../errors.ts';
import {
  describeLoadedData,
  NO_INSTITUTIONS_WARNING,
  SYNTHETIC_WARNING,
  truncatedWarning,
} from '../answer-notes.ts';
import type { AuditInput } from './audit-input.ts';
import {
  countStraightPairs,
  getUnknowns,
  listStraightPairs,
  questionParameters,
  readQuestion,
  withStreetsOfDate,
} from './audit-question.ts';
import { pairFeature } from './pair-feature.ts';
import { auditWarnings, NEXT_PAGE, summarisePairs } from './summary.ts';

/** The audit by straight lines. Throws InvalidInputError. */
export async function auditStraight(db: Database, given: AuditInput, limitM: number) {
  if (given.routes)
    throw new InvalidInputError([
      {
        field: 'routes',
        value: true,
        reason: 'belongs to metric=walk',
        allowed: 'metric=walk, or leave it out',
      },
    ]);
  const { asOf, limit } = given;
  const question = await readQuestion(db, given, limitM);
  const { kind, typeScheme } = question.where;
  const [counts, rows, unknowns, data] = await Promise.all([
    given.counts ? countStraightPairs(db, question) : null,
    listStraightPairs(db, question, question.after, limit + 1),
    getUnknowns(db, question),
    describeLoadedData(db),
  ]);
  const shown = await withStreetsOfDate(db, question, rows.slice(0, limit));
  const last = rows.length > limit ? shown.at(-1) : undefined;
  const summary = counts && summarisePairs(counts);
  const isSynthetic =
    data.has_synthetic_areas ||
    shown.some((row) => row.is_synthetic) ||
    (counts ?? []).some((row) => row.is_synthetic);
  return {
    type: 'FeatureCollection' as const,
    asOf,
    parameters: {
      ...questionParameters(question),
      radius_m: limitM,
      limit,
      order: 'stable, not by distance',
    },
    summary,
    dataVersions: { institutions: data.institutions, type_scheme: typeScheme },
    warnings: [
      ...(isSynthetic ? [SYNTHETIC_WARNING] : []),
      ...(data.has_institutions ? [] : [NO_INSTITUTIONS_WARNING]),
      ...auditWarnings({
        unplaced: unknowns.unplaced,
        untyped: unknowns.untyped,
        onBorder: unknowns.on_border ?? 0,
        uncertain: summary?.pairs.uncertain ?? 0,
        kind,
      }),
      ...(last && summary ? [truncatedWarning(shown.length, summary.pairs.total, NEXT_PAGE)] : []),
    ],
    isSynthetic,
    numberReturned: shown.length,
    truncated: last !== undefined,
    nextAfter: last ? `${last.driver_id}-${last.other_id}` : null,
    features: shown.map((pair) => pairFeature(pair)),
  };
}
