import type { Geometry } from 'geojson';
import { z } from 'zod';
import { type Answer, answerSchema, asOfInput, defineAnalysis, feature } from '../analysis.ts';
import { SYNTHETIC_WARNING, type Warning, warningSchema } from '../answer-notes.ts';
import { resolveSelection, selectionInput } from '../selection.ts';
import { resolveSite, siteInput } from '../site-input.ts';
import { resolveExcluded } from './exclusions.ts';
import { describeSite, findDesignatedOfKind, listNeighbours, type Neighbour } from './queries.ts';
import { countRelations, decideProximity } from './verdict.ts';

const input = z.strictObject({
  ...siteInput,
  ...selectionInput,
  radiusM: z
    .number()
    .positive()
    .max(20_000)
    .default(800)
    .describe('Limit in metres; the limit itself is within.'),
  accuracyM: z
    .number()
    .min(0)
    .max(5_000)
    .default(0)
    .describe('Accuracy of the site in metres (radius); 0 = surveyed.'),
  exclude: z
    .string()
    .max(2_000)
    .optional()
    .describe("Institutions left out, by code (or id:123), comma-separated: the applicant's own old site."),
  limit: z
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
  warnings: z.array(warningSchema),
  parameters: z.record(z.string(), z.unknown()),
  counted: z.object({
    within: z.number(),
    exempt: z.number(),
    uncertain: z.number(),
    lapsed: z.number(),
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
    const excluded = await resolveExcluded(db, given.exclude);
    const excludedIds = excluded.map((row) => row.institution_id);
    const { typeNo, kind, typeScheme } = selection;
    const { radiusM, accuracyM, asOf } = given;
    const where = { lon: site.lon, lat: site.lat, typeNo, kind };
    const search = {
      ...where,
      limitM: radiusM,
      accuracyM,
      asOf,
      excludedIds,
      rowLimit: given.limit,
      typeScheme,
    };
    const [neighbours, [described]] = await Promise.all([
      selection.unresolved ? Promise.resolve([]) : listNeighbours(db, search),
      describeSite(db, { ...where, radiusM, accuracyM, asOf, excludedIds, typeScheme }),
    ]);
    if (!described) throw new Error('describe-site gave no row');
    const { circle, ...around } = described;
    const isDataSilent =
      neighbours.length === 0 &&
      (await findDesignatedOfKind(db, { kind: kind ?? 'medical', asOf })).length === 0;
    const totals = countRelations(neighbours);
    const { verdict, reasons } = decideProximity({ selection, radiusM, totals, around, isDataSilent });
    const beyond = neighbours.find((row) => row.relation === 'beyond');
    const listed = neighbours.length - (beyond ? 1 : 0);
    const isSynthetic = neighbours.some((row) => row.is_synthetic);
    return {
      type: 'FeatureCollection',
      verdict,
      reasons,
      warnings: [
        ...(isSynthetic ? [SYNTHETIC_WARNING] : []),
        ...(kind ? [KIND_COMPARED] : []),
        ...(around.rejected_rows > 0 ? [importIncomplete(around.rejected_rows)] : []),
      ],
      parameters: {
        site,
        radius_m: radiusM,
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
        truncated: listed < Object.values(totals).reduce((sum, count) => sum + count, 0),
        rule: {
          zh: '计入协议有效或中止（未解除、未退出）的定点机构；距离为椭球面直线距离，精确到毫米，等于限值视为在内。',
          en: 'Counts institutions designated on the date (active or suspended); distances are straight lines on the ellipsoid to the millimetre; the limit itself is within.',
        },
      },
      nearestBeyond: beyond
        ? { institution_id: beyond.institution_id, name: beyond.name, distance_m: beyond.distance_m }
        : null,
      isSynthetic,
      features: [
        ...neighbours.map((row) => neighbourFeature(row, accuracyM)),
        feature(
          { type: 'Point', coordinates: [site.lon, site.lat] },
          { role: 'site', accuracy_m: accuracyM },
        ),
        feature(JSON.parse(circle) as Geometry, {
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

const KIND_COMPARED: Warning = {
  code: 'kind-compared',
  zh: '按机构种类而非类型比较；有的规划（如大连）对药店没有距离规定，此时结果仅供分析。',
  en: 'Compared by kind, not by type; some plans (Dalian) have no distance rule for pharmacies, and this is then analysis only.',
};

function importIncomplete(count: number): Warning {
  return {
    code: 'import-incomplete',
    count,
    zh: `最近一次机构导入有 ${count} 行未能载入，其中的机构未计入。`,
    en: `The latest import of institutions left out ${count} row(s) with faults; institutions among them are not counted.`,
  };
}
