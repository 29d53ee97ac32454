import type { Warning } from '../answer-notes.ts';
import { indicatorsOf } from './indicators.ts';
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

/** Institutions and beds of no area of the level: missing from every area's figures. */
function inNoAreaWarnings(nowhere: AreaRow['overall']['in_no_area']): Warning[] {
  const warnings: Warning[] = [];
  if (nowhere.institutions > 0)
    warnings.push({
      code: 'institutions-in-no-area',
      count: nowhere.institutions,
      zh: `${nowhere.institutions} 家定点机构（其中医疗机构 ${nowhere.medical} 家）未计入任何区：位于边界或重叠区域 ${nowhere.on_border} 家，无坐标 ${nowhere.without_position} 家，位于所有区之外 ${nowhere.outside} 家。`,
      en: `${nowhere.institutions} designated institution(s), ${nowhere.medical} of them medical, stand in no area's figures: ${nowhere.on_border} on a border or in several areas, ${nowhere.without_position} without position, ${nowhere.outside} outside every area.`,
    });
  const beds = nowhere.beds_open + nowhere.beds_ltc_open;
  if (beds > 0)
    warnings.push({
      code: 'beds-in-no-area',
      count: beds,
      zh: `这些机构的 ${beds} 张开放床位未计入任何区。`,
      en: `Their ${beds} open bed(s) stand in no area's figures.`,
    });
  return warnings;
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}

/** What the reader must know about the counts and figures of the answer. */
export function saturationWarnings(
  rows: readonly AreaRow[],
  question: { attribution: string; level: string; areaName: string | null; attributionDecides: number },
): Warning[] {
  const warnings: Warning[] = [];
  const overall = rows[0]?.overall;
  const add = (count: number, code: string, zh: string, en: string) => {
    if (count > 0) warnings.push({ code, count, zh: `${count} ${zh}`, en: `${count} ${en}` });
  };
  if (rows.length === 0)
    warnings.push({
      code: 'no-areas',
      zh:
        question.areaName === null
          ? '该日期没有该级别的行政区。'
          : `该日期${question.areaName}内没有该级别的行政区。`,
      en: `No area of the level ${question.level} is valid on the date${question.areaName === null ? '' : ` in ${question.areaName}`}.`,
    });
  if (overall) {
    warnings.push(...inNoAreaWarnings(overall.in_no_area));
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
  add(
    question.attributionDecides,
    'attribution-decides',
    '个区按所在地与按营业执照发证地统计的分类不同，需人工判定。',
    'areas have another class by location than by business licence; a person decides.',
  );
  if (question.level === 'county')
    add(
      rows.filter((row) => !row.licence_known).length,
      'no-business-licence-areas',
      '个区所在市没有任何药店的营业执照归属数据，无法按发证机关归属（DL-E2），分类按所在地。',
      'areas lie in a city none of whose pharmacies has a business-licence area: attribution by the licensing authority (DL-E2) is not available and location decides.',
    );
  add(
    rows.reduce((sum, row) => sum + row.inpatient_without_bed_data, 0) +
      (overall?.in_no_area.inpatient_without_bed_data ?? 0),
    'inpatient-without-bed-data',
    '家有住院协议或曾有床位记录的定点医疗机构没有该日期的床位记录，床位合计偏小。',
    'designated medical institutions with an inpatient agreement, or with beds on other dates, have no bed record for the date; the bed totals are too small.',
  );
  add(
    rows.filter((row) => indicatorsOf(row).isBedUseImplausible).length,
    'implausible-bed-use',
    '个区的病床使用率数据有误（超过150%），相应值为空。',
    'areas have bed-use data above 150 %, which cannot be right; the figure is null.',
  );
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
