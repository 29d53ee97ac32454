import { z } from 'zod';
import type { Database } from '../../db/database.ts';
import { namedQuery } from '../../db/named-query.ts';
import { InvalidInputError } from '../../errors.ts';
import { localizedSchema } from '../../localized.ts';
import type { Warning } from '../answer-notes.ts';

const findSurfaceRow = namedQuery('points/find-surface', {
  params: z.object({ code: z.string().nullable(), asOf: z.string() }),
  row: z.object({
    surface_id: z.number(),
    code: z.string(),
    title_zh: z.string(),
    title_en: z.string(),
    h3_resolution: z.number(),
    as_of: z.string(),
    is_modelled: z.boolean(),
    method: z.string(),
    document: z.string(),
    is_synthetic: z.boolean(),
  }),
});
/** A gridding of residents over H3 cells. */
export type Surface = z.output<typeof findSurfaceRow.row>;

/** The input that names the surface; for `findSurface`. */
export const surfaceInput = z
  .string()
  .max(100)
  .optional()
  .describe('Code of the population surface; default the latest on or before asOf.');

/**
 * The surface of that code, else the latest on or before the date; null when there is none to default to.
 * Throws InvalidInputError (field `surface`) for a code that no surface has.
 */
export async function findSurface(
  db: Database,
  question: { readonly surface?: string | undefined; readonly asOf: string },
): Promise<Surface | null> {
  const { surface: code, asOf } = question;
  const [surface] = await findSurfaceRow(db, { code: code ?? null, asOf });
  if (code !== undefined && !surface)
    throw new InvalidInputError([
      { field: 'surface', value: code, reason: 'no population surface has this code' },
    ]);
  return surface ?? null;
}

/** The member `population` of an answer. */
export const surfaceSchema = z.object({
  code: z.string(),
  as_of: z.string(),
  h3_resolution: z.number(),
  is_modelled: z.boolean(),
  is_synthetic: z.boolean(),
  method: z.string(),
  document: z.string(),
  title: localizedSchema,
  label: localizedSchema,
});

/** The surface as an answer shows it, labelled as modelled or counted. */
export function describeSurface({
  surface_id: _id,
  title_zh,
  title_en,
  ...surface
}: Surface): z.output<typeof surfaceSchema> {
  const label = surface.is_modelled
    ? { zh: '推算人口，非逐格统计', en: 'Modelled population, not counted cell by cell' }
    : { zh: '统计人口', en: 'Counted population' };
  return { ...surface, title: { zh: title_zh, en: title_en }, label };
}

const MODELLED_WARNING: Warning = {
  code: 'modelled-population',
  zh: '人口为按区域总数推算到网格的结果，仅供分析。',
  en: 'The residents were modelled by spreading area totals over cells; use for analysis only.',
};
const NO_SURFACE_WARNING: Warning = {
  code: 'no-population-surface',
  zh: '没有适用于该日期的人口网格，无法判断覆盖情况，需先导入人口数据。',
  en: 'There is no population surface for that date, so coverage cannot be told; import population first.',
};

/** What must be known of the residents: that there are none to count, or that they are modelled. */
export function surfaceWarnings(surface: Surface | null): Warning[] {
  if (!surface) return [NO_SURFACE_WARNING];
  return surface.is_modelled ? [MODELLED_WARNING] : [];
}

/** The warning that the surface named is of a later date than the question; none otherwise. */
export function laterSurfaceWarning(surface: Surface | null, asOf: string): Warning[] {
  if (!surface || surface.as_of <= asOf) return [];
  return [
    {
      code: 'surface-later-than-date',
      zh: `指定的人口网格日期（${surface.as_of}）晚于所问日期。`,
      en: `The population surface asked for is of ${surface.as_of}, later than the date of the question.`,
    },
  ];
}
