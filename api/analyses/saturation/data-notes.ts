import type { Warning } from '../answer-notes.ts';
import type { AreaRow } from './queries.ts';

/** The versions of bounds and statistics that stand in the answer, each once. */
export function versionsUsed(rows: readonly AreaRow[]) {
  const statistics = rows.flatMap((row) =>
    (['resident_pop', 'insured_pop', 'bed_use_rate'] as const).flatMap((indicator) => {
      const figure = row[indicator];
      return figure
        ? [{ indicator, as_of: figure.as_of, document: figure.document, is_modelled: figure.is_modelled }]
        : [];
    }),
  );
  const bounds = rows.flatMap(({ bound }) =>
    bound
      ? [
          {
            version: bound.version,
            document: bound.document,
            valid_from: bound.valid_from,
            valid_to: bound.valid_to,
          },
        ]
      : [],
  );
  return { bounds: unique(bounds), statistics: unique(statistics) };
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}

/** What the reader must know about the counts and figures of the answer. */
export function saturationWarnings(
  rows: readonly AreaRow[],
  question: { attribution: string; level: string },
): Warning[] {
  const warnings: Warning[] = [];
  const overall = rows[0]?.overall;
  const add = (count: number, code: string, zh: string, en: string) => {
    if (count > 0) warnings.push({ code, count, zh: `${count} ${zh}`, en: `${count} ${en}` });
  };
  if (rows.length === 0)
    warnings.push({
      code: 'no-areas',
      zh: '该日期没有该级别的行政区。',
      en: `No area of the level ${question.level} is valid on the date.`,
    });
  if (overall) {
    add(
      overall.unattributed,
      'unattributed-pharmacies',
      '家药店的归属不明，列为“可能计入”。',
      'pharmacies belong to no area for want of data; they stand as possible more.',
    );
    add(
      overall.outside_every_area,
      'pharmacies-outside',
      '家药店位于所有该级行政区之外，未计入。',
      'pharmacies lie outside every area of the level and are not counted.',
    );
    add(
      overall.not_yet_counted,
      'not-yet-counted',
      '家豁免药店尚未到计入日期。',
      'exempt pharmacies do not count yet on the date.',
    );
    add(
      overall.attribution_differs,
      'attribution-differs',
      `家药店的所在地与营业执照发证地不同或缺失；本答复按${question.attribution === 'location' ? '所在地' : '营业执照'}归属。`,
      `pharmacies have a location and a business-licence area that differ, or lack one; this answer goes by ${question.attribution.replace('_', ' ')}.`,
    );
  }
  const without = (indicator: 'resident_pop' | 'insured_pop') =>
    rows.filter((row) => row[indicator] === null).length;
  add(
    without('resident_pop'),
    'no-resident-pop',
    '个区没有常住人口数据，相应比率为空。',
    'areas have no resident population; their ratios are null.',
  );
  add(
    without('insured_pop'),
    'no-insured-pop',
    '个区没有参保人口数据，相应比率为空。',
    'areas have no insured population; their ratios are null.',
  );
  add(
    rows.reduce((sum, row) => sum + (row.beds_grade_unknown ?? 0), 0),
    'beds-without-grade',
    '张开放床位所属医院没有等级记录，未计入等级构成。',
    'open beds belong to hospitals without a recorded grade and stand outside the bed mix.',
  );
  add(
    rows.filter((row) => row.resident_pop?.is_modelled || row.insured_pop?.is_modelled).length,
    'modelled-figures',
    '个区的人口数为推算值。',
    'areas have a modelled population figure.',
  );
  return warnings;
}
