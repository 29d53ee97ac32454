import type { Geometry } from 'geojson';
import { z } from 'zod';
import type { Database } from '../../db/database.ts';
import { InvalidInputError } from '../../errors.ts';
import { type Answer, answerSchema, asOfInput, defineAnalysis, feature } from '../analysis.ts';
import { resolveSelection, selectionInput } from '../selection.ts';
import { resolveSite, siteInput } from '../site-input.ts';
import { describeSite, findInstitutionsToExclude, listNeighbours, type Neighbour } from './queries.ts';
import { decideProximity } from './verdict.ts';

const input = z.strictObject({
  ...siteInput,
  ...selectionInput,
  radiusM: z.coerce
    .number()
    .positive()
    .max(20_000)
    .default(800)
    .describe('Limit in metres; the limit itself is within.'),
  accuracyM: z.coerce
    .number()
    .min(0)
    .max(5_000)
    .default(0)
    .describe('Accuracy of the site in metres (radius); 0 = surveyed.'),
  exclude: z
    .string()
    .max(2_000)
    .optional()
    .describe("Institutions left out, by code or id, comma-separated: the applicant's own old site."),
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(1_000)
    .default(200)
    .describe('Most institutions listed for each relation; counts stay complete.'),
  asOf: asOfInput,
});

const reason = z.object({ code: z.string(), zh: z.string(), en: z.string() });
const output = answerSchema(z.record(z.string(), z.unknown()), {
  verdict: z.enum(['conflict', 'clear', 'review']),
  reasons: z.array(reason),
  parameters: z.record(z.string(), z.unknown()),
  counted: z.object({
    within: z.number(),
    uncertain: z.number(),
    untyped: z.number(),
    unplaced: z.number(),
    truncated: z.boolean(),
    rule: z.object({ zh: z.string(), en: z.string() }),
  }),
  nearestBeyond: z
    .object({ institution_id: z.number(), name: z.string(), distance_m: z.number() })
    .nullable(),
  isSynthetic: z.boolean(),
});

/** DL-A2 and its kin: is a designated institution of the same type within the limit of a site? */
export const proximityCheck = defineAnalysis({
  id: 'proximity-check',
  title: { zh: '同类定点机构距离检查', en: 'Proximity check' },
  description: {
    zh: '检查某点在给定半径内是否已有同类定点医药机构，列出全部距离。',
    en: 'Whether a designated institution of the same type lies within a radius of a point, with every distance.',
  },
  input,
  output,
  run: async ({ db }, given) => {
    const site = resolveSite(given);
    const selection = resolveSelection(given, 'needed');
    const excludedIds = await resolveExcluded(db, given.exclude);
    const where = { lon: site.lon, lat: site.lat, typeNo: selection.typeNo, kind: selection.kind };
    const { radiusM, accuracyM, asOf } = given;
    const [neighbours, [around]] = await Promise.all([
      selection.unresolved
        ? Promise.resolve([])
        : listNeighbours(db, {
            ...where,
            limitM: radiusM,
            accuracyM,
            asOf,
            excludedIds,
            rowLimit: given.limit,
          }),
      describeSite(db, { ...where, radiusM, accuracyM, asOf }),
    ]);
    if (!around) throw new Error('describe-site gave no row');
    const { extent, unplaced } = around;
    const { verdict, reasons } = decideProximity({ selection, radiusM, neighbours, extent, unplaced });
    const total = (relation: Neighbour['relation']) =>
      neighbours.find((row) => row.relation === relation)?.total_in_relation ?? 0;
    const beyond = neighbours.find((row) => row.relation === 'beyond');
    return {
      type: 'FeatureCollection',
      verdict,
      reasons,
      parameters: {
        site,
        radius_m: radiusM,
        accuracy_m: accuracyM,
        asOf,
        type_no: selection.typeNo,
        kind: selection.kind,
        category: selection.category,
        typeScheme: selection.typeScheme,
        excluded: excludedIds,
        extent,
      },
      counted: {
        within: total('within'),
        uncertain: total('uncertain'),
        untyped: total('untyped'),
        unplaced,
        truncated:
          neighbours.filter((row) => row.relation !== 'beyond').length <
          total('within') + total('uncertain') + total('untyped'),
        rule: {
          zh: '计入协议有效或中止（未解除、未退出）的定点机构；距离为椭球面直线距离，精确到毫米，等于限值视为在内。',
          en: 'Counts institutions designated on the date (active or suspended); distances are straight lines on the ellipsoid to the millimetre; the limit itself is within.',
        },
      },
      nearestBeyond: beyond
        ? { institution_id: beyond.institution_id, name: beyond.name, distance_m: beyond.distance_m }
        : null,
      isSynthetic: neighbours.some((row) => row.is_synthetic),
      features: [
        ...neighbours.map((row) => neighbourFeature(row, accuracyM)),
        feature(
          { type: 'Point', coordinates: [site.lon, site.lat] },
          { role: 'site', accuracy_m: accuracyM },
        ),
        feature(JSON.parse(around.circle) as Geometry, {
          role: 'circle',
          radius_m: radiusM,
          note: 'a drawing; verdicts come from distances',
        }),
      ],
    } satisfies Answer;
  },
});

function neighbourFeature(
  { lon, lat, relation, total_in_relation: _total, ...row }: Neighbour,
  siteAccuracyM: number,
) {
  const properties = { role: relation, ...row, band_m: row.accuracy_m + siteAccuracyM };
  return feature({ type: 'Point', coordinates: [lon, lat] }, properties, row.institution_id);
}

async function resolveExcluded(db: Database, exclude: string | undefined): Promise<number[]> {
  const names = [
    ...new Set(
      (exclude ?? '')
        .split(',')
        .map((name) => name.trim())
        .filter(Boolean),
    ),
  ];
  if (names.length === 0) return [];
  const found = await findInstitutionsToExclude(db, { names });
  const unknown = names.filter((name) => !found.some((row) => row.name === name));
  if (unknown.length > 0)
    throw new InvalidInputError(
      unknown.map((value) => ({
        field: 'exclude',
        value,
        reason: 'no institution has this code or id',
        allowed: 'institution codes or ids, comma-separated',
      })),
    );
  return found.map((row) => row.institution_id);
}
