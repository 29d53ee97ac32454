import { z } from 'zod';
import type { Database } from '../../db/database.ts';
import { SERVICES } from '../../vocabulary.ts';
import { type Answer, answerSchema, asOfInput, defineAnalysis, feature } from '../analysis.ts';
import {
  answerMembers,
  describeLoadedData,
  NO_INSTITUTIONS_WARNING,
  SYNTHETIC_WARNING,
  untypedWarning,
  type Warning,
} from '../answer-notes.ts';
import { areaNamesOn, storedAreasHold } from '../area-attribution.ts';
import { resolveDefiniteSelection } from '../definite-selection.ts';
import { selectionInput } from '../selection.ts';
import { resolveSite, siteInput } from '../site-input.ts';
import { countUnknowns, listNearest, type NearInstitution } from './queries.ts';

const input = z.strictObject({
  ...siteInput,
  ...selectionInput,
  service: z.enum(SERVICES).optional().describe('Only institutions designated for this service.'),
  k: z.number().int().min(1).max(100).default(5).describe('How many institutions.'),
  asOf: asOfInput,
});

const output = answerSchema(z.record(z.string(), z.unknown()), {
  ...answerMembers,
  /** More institutions than shown stand at the distance of the last one shown. */
  tiedBeyondLast: z.boolean(),
});

/** The k designated institutions nearest to a point in a straight line, of a service, kind, type or any. */
export const nearest = defineAnalysis({
  id: 'nearest',
  title: { zh: '最近的定点机构', en: 'Nearest designated institutions' },
  description: {
    zh: '按椭球面直线距离列出最近的 k 家定点机构，可限定服务、类别、类型或种类。',
    en: 'The k nearest designated institutions by straight-line distance on the ellipsoid, of a service, category, type or kind.',
  },
  input,
  output,
  run: async ({ db }, given) => {
    const site = resolveSite(given);
    const { typeNo, kind, category, typeScheme } = resolveDefiniteSelection(given, 'optional');
    const service = given.service ?? null;
    const { k, asOf } = given;
    const selection = { typeNo, kind, service, typeScheme };
    const [rows, [unknown], data] = await Promise.all([
      listNearest(db, { lon: site.lon, lat: site.lat, ...selection, k, asOf }),
      countUnknowns(db, { ...selection, asOf }),
      describeLoadedData(db),
    ]);
    if (!unknown) throw new Error('count-unknowns gave no row');
    const shown = await withAreasOfDate(db, asOf, rows);
    const isSynthetic = rows.some((row) => row.is_synthetic);
    const last = rows.at(-1);
    const shownAtLast = rows.filter((row) => row.distance_m === last?.distance_m).length;
    return {
      type: 'FeatureCollection',
      asOf,
      parameters: {
        site,
        k,
        type_no: typeNo,
        kind,
        category,
        typeScheme,
        service,
        metric: 'straight line on the ellipsoid',
      },
      dataVersions: { institutions: data.institutions, type_scheme: typeScheme },
      warnings: [
        ...(isSynthetic ? [SYNTHETIC_WARNING] : []),
        ...(data.has_institutions ? [] : [NO_INSTITUTIONS_WARNING]),
        ...unplacedWarning(unknown.unplaced),
        ...untypedWarning(unknown.untyped, {
          zh: '未参与排序，可能更近',
          en: 'were not ranked and could be nearer',
        }),
      ],
      isSynthetic,
      tiedBeyondLast: last !== undefined && last.tied_at_distance > shownAtLast,
      numberReturned: rows.length,
      truncated: false,
      features: shown.map(nearFeature),
    } satisfies Answer;
  },
});

/** Names street and county by the polygons of the date where the stored ones are of another. */
async function withAreasOfDate(
  db: Database,
  asOf: string,
  rows: readonly NearInstitution[],
): Promise<readonly NearInstitution[]> {
  if (await storedAreasHold(db, asOf, ['county', 'street'])) return rows;
  const names = await areaNamesOn(
    db,
    asOf,
    rows.map((row) => row.institution_id),
  );
  return rows.map((row) => ({ ...row, street: null, county: null, ...names.get(row.institution_id) }));
}

function nearFeature({ lon, lat, tied_at_distance: _tied, ...row }: NearInstitution) {
  return feature({ type: 'Point', coordinates: [lon, lat] }, row, row.institution_id);
}

function unplacedWarning(count: number): Warning[] {
  if (count === 0) return [];
  return [
    {
      code: 'unplaced-institutions',
      count,
      zh: `${count} 家符合条件的定点机构没有坐标，未参与排序，可能更近。`,
      en: `${count} designated institution(s) of the selection have no position, were not ranked and could be nearer.`,
    },
  ];
}
