import { sql } from 'kysely';
import { z } from 'zod';
import type { Database } from '../db/database.ts';
import { localizedSchema } from '../localized.ts';

export const warningSchema = localizedSchema.extend({ code: z.string(), count: z.number().optional() });
/** Something the reader must know before using the answer: a stable code, and the sentence in both languages. */
export type Warning = z.output<typeof warningSchema>;

/** The foreign members that every answer about a set of things carries. */
export const answerMembers = {
  asOf: z.string(),
  parameters: z.record(z.string(), z.unknown()),
  warnings: z.array(warningSchema),
  dataVersions: z.record(z.string(), z.unknown()),
  isSynthetic: z.boolean(),
  numberReturned: z.number(),
  truncated: z.boolean(),
};

export interface LoadedData {
  /** Last import of institutions: when, and from which file; null when none was recorded. */
  readonly institutions: { readonly imported_at: string; readonly file_name: string } | null;
  readonly has_institutions: boolean;
  readonly has_synthetic_areas: boolean;
}

/** What the institutions come from and whether anything is loaded at all. */
export async function describeLoadedData(db: Database): Promise<LoadedData> {
  const row = await db.kysely
    .selectNoFrom((query) => [
      query
        .selectFrom('import_run')
        .where('kind', '=', 'institutions')
        .orderBy('finished_at', 'desc')
        .limit(1)
        .select(
          sql<
            LoadedData['institutions']
          >`jsonb_build_object('imported_at', finished_at, 'file_name', file_name)`.as('institutions'),
        )
        .as('institutions'),
      sql<boolean>`exists (select 1 from institution)`.as('has_institutions'),
      sql<boolean>`exists (select 1 from area where is_synthetic)`.as('has_synthetic_areas'),
    ])
    .executeTakeFirstOrThrow();
  return row;
}

/** The label that stands in every answer that rests on synthetic data. */
export const SYNTHETIC_WARNING: Warning = {
  code: 'synthetic-data',
  zh: '本答复基于合成的演示数据，不反映任何真实城市。',
  en: 'This answer rests on synthetic demonstration data; it describes no real city.',
};

export const NO_INSTITUTIONS_WARNING: Warning = {
  code: 'no-institutions',
  zh: '数据库中没有任何机构，本答复不能说明实际情况，需先导入机构。',
  en: 'No institution is loaded, so this answer says nothing about reality; import institutions first.',
};

/** The warning that designated medical institutions have no type number of the scheme asked for; none when there are none. */
export function untypedWarning(count: number, consequence: { zh: string; en: string }): Warning[] {
  if (count === 0) return [];
  return [
    {
      code: 'untyped-institutions',
      count,
      zh: `${count} 家定点医疗机构没有该类型表的类型序号，${consequence.zh}。`,
      en: `${count} designated medical institution(s) have no type number of the scheme: they ${consequence.en}.`,
    },
  ];
}

/** The warning that an answer was cut, with how to get the rest. */
export function truncatedWarning(shown: number, total: number, how: { zh: string; en: string }): Warning {
  return {
    code: 'truncated',
    count: total,
    zh: `仅列出 ${total} 项中的 ${shown} 项；${how.zh}`,
    en: `Only ${shown} of ${total} are listed; ${how.en}`,
  };
}

/** What cells joined into polygons may be used for. */
export const CELLS_PICTURE_NOTE = {
  zh: '示意图，以各网格的判定为准',
  en: 'a picture; the cells decide',
} as const;
