import { z } from 'zod';
import type { Database } from '../../db/database.ts';
import { InvalidInputError } from '../../errors.ts';
import { SERVICES } from '../../vocabulary.ts';
import { type Answer, answerSchema, asOfInput, defineAnalysis } from '../analysis.ts';
import {
  answerMembers,
  describeLoadedData,
  NO_INSTITUTIONS_WARNING,
  SYNTHETIC_WARNING,
  truncatedWarning,
} from '../answer-notes.ts';
import { areaNamesOn, locateInstitutions, type PolygonLevel, storedAreasHold } from '../area-attribution.ts';
import { areaInput, areaParameter, findQuestionArea, type QuestionArea } from '../area-of-question.ts';
import { resolveDefiniteSelection } from '../definite-selection.ts';
import { flagInput } from '../flag-input.ts';
import { selectionInput } from '../selection.ts';
import { pairFeature } from './pair-feature.ts';
import {
  countPairs,
  countPairsInArea,
  countUnknowns,
  listPairs,
  listPairsInArea,
  type Pair,
} from './queries.ts';
import { auditWarnings, summarisePairs } from './summary.ts';

const input = z.strictObject({
  ...areaInput,
  ...selectionInput,
  kind: selectionInput.kind.describe(
    'pharmacy or a long-term-care kind: pairs of that kind; medical or absent: pairs of the same type number.',
  ),
  service: z.enum(SERVICES).optional().describe('Only institutions designated for this service.'),
  radiusM: z
    .number()
    .positive()
    .max(20_000)
    .default(800)
    .describe('Limit in metres; the limit itself is within.'),
  limit: z
    .number()
    .int()
    .min(1)
    .max(10_000)
    .default(1000)
    .describe('Most pairs on one page; counts stay complete.'),
  after: z.string().optional().describe('Cursor: nextAfter of the page before.'),
  counts: flagInput(true).describe('false leaves the summary out, for the pages after the first.'),
  asOf: asOfInput,
});

const counted = z.object({ conflict: z.number(), uncertain: z.number() });
const output = answerSchema(z.record(z.string(), z.unknown()), {
  ...answerMembers,
  summary: z
    .object({
      pairs: counted.extend({ total: z.number() }),
      byType: z.array(counted.extend({ type_no: z.number() })),
      byStreet: z.array(
        counted.extend({
          code: z.string().nullable(),
          name: z.string().nullable(),
          county: z.string().nullable(),
        }),
      ),
      streets: z.number(),
    })
    .nullable(),
  nextAfter: z.string().nullable(),
});

/** DL-A2 over what exists: every pair of designated institutions of one type (or kind) that stand within the limit of each other. */
export const conflictAudit = defineAnalysis({
  id: 'conflict-audit',
  title: { zh: '同类定点机构间距普查', en: 'Conflict audit' },
  description: {
    zh: '列出限值距离内的全部同类定点机构对（一端在所选区域内即计入），并按类型、街道统计。',
    en: 'Every pair of designated institutions of the same type within a limit of each other (at least one end in the area), counted by type and street.',
  },
  input,
  output,
  run: async ({ db }, given) => {
    const { radiusM, asOf, limit } = given;
    const { typeNo, kind: chosenKind, category, typeScheme } = resolveDefiniteSelection(given, 'optional');
    const kind = chosenKind === 'medical' ? null : chosenKind;
    const service = given.service ?? null;
    const after = readCursor(given.after);
    const area = await findQuestionArea(db, given);
    const where = { limitM: radiusM, asOf, typeNo, kind, service, typeScheme };
    const page = { afterDriver: after.driver, afterOther: after.other, rowLimit: limit + 1 };
    const { byPolygon, moved } = await areasOfDate(db, asOf, area, given.counts);
    const inside = area && {
      level: area.level,
      areaIds: area.level === 'management' ? [...area.version_ids] : [area.area_id],
      byPolygon,
    };
    const [counts, rows, [unknowns], data] = await Promise.all([
      !given.counts
        ? null
        : inside
          ? countPairsInArea(db, { ...where, ...inside, ...moved })
          : countPairs(db, { ...where, ...moved }),
      inside ? listPairsInArea(db, { ...where, ...page, ...inside }) : listPairs(db, { ...where, ...page }),
      countUnknowns(db, {
        asOf,
        typeNo,
        kind,
        service,
        typeScheme,
        level: area?.level ?? null,
        areaIds: inside?.areaIds ?? null,
        byPolygon,
      }),
      describeLoadedData(db),
    ]);
    if (!unknowns) throw new Error('count-unknowns gave no row');
    const listed = rows.slice(0, limit);
    const shown = byPolygon ? await withStreetsOfDate(db, asOf, listed) : listed;
    const last = rows.length > limit ? shown.at(-1) : undefined;
    const summary = counts && summarisePairs(counts);
    const isSynthetic =
      data.has_synthetic_areas ||
      shown.some((row) => row.is_synthetic) ||
      (counts ?? []).some((row) => row.is_synthetic);
    return {
      type: 'FeatureCollection',
      asOf,
      parameters: {
        area: areaParameter(area),
        area_rule: area ? 'at least one end inside the area or on its border' : 'everywhere',
        compared_by: kind === null ? 'type' : 'kind',
        type_no: typeNo,
        category,
        typeScheme,
        kind,
        service,
        radius_m: radiusM,
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
        ...(last && summary
          ? [
              truncatedWarning(shown.length, summary.pairs.total, {
                zh: '用 after=nextAfter 取下一页，或用 area、type 缩小范围。',
                en: 'take the next page with after=nextAfter, or narrow by area or type.',
              }),
            ]
          : []),
      ],
      isSynthetic,
      numberReturned: shown.length,
      truncated: last !== undefined,
      nextAfter: last ? `${last.driver_id}-${last.other_id}` : null,
      features: shown.map(pairFeature),
    } satisfies Answer;
  },
});

/**
 * Whether the areas stored with the institutions are those of the date; where not, the polygons decide who is inside, and
 * the streets for the summary are found again.
 */
async function areasOfDate(db: Database, asOf: string, area: QuestionArea | null, withStreets: boolean) {
  const levels = new Set<PolygonLevel>(['street']);
  if (area && area.level !== 'management') levels.add(area.level);
  const byPolygon = !(await storedAreasHold(db, asOf, [...levels]));
  const located = byPolygon && withStreets ? await locateInstitutions(db, asOf) : null;
  return {
    byPolygon,
    moved: { movedIds: located?.institutionIds ?? null, movedStreetIds: located?.streetIds ?? null },
  };
}

async function withStreetsOfDate(db: Database, asOf: string, pairs: readonly Pair[]): Promise<Pair[]> {
  const names = await areaNamesOn(
    db,
    asOf,
    pairs.flatMap((pair) => [pair.a_id, pair.b_id]),
  );
  return pairs.map((pair) => ({
    ...pair,
    a_street: names.get(pair.a_id)?.street ?? null,
    b_street: names.get(pair.b_id)?.street ?? null,
  }));
}

function readCursor(text: string | undefined): { driver: number; other: number } {
  if (text === undefined) return { driver: 0, other: 0 };
  const [, driver, other] = /^(\d{1,15})-(\d{1,15})$/.exec(text) ?? [];
  if (driver === undefined || other === undefined)
    throw new InvalidInputError([
      {
        field: 'after',
        value: text,
        reason: 'not a cursor of this question',
        allowed: 'nextAfter of the page before',
      },
    ]);
  return { driver: Number(driver), other: Number(other) };
}
