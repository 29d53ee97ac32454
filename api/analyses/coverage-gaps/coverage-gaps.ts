import { getHexagonAreaAvg, UNITS } from 'h3-js';
import { z } from 'zod';
import { SERVICES } from '../../vocabulary.ts';
import { type Answer, answerSchema, asOfInput, defineAnalysis } from '../analysis.ts';
import {
  answerMembers,
  describeLoadedData,
  NO_INSTITUTIONS_WARNING,
  SYNTHETIC_WARNING,
  truncatedWarning,
  untypedWarning,
  type Warning,
} from '../answer-notes.ts';
import { type PolygonLevel, storedCellAreasHold } from '../area-attribution.ts';
import { areaInput, areaParameter, findQuestionArea } from '../area-of-question.ts';
import { resolveDefiniteSelection } from '../definite-selection.ts';
import { flagInput } from '../flag-input.ts';
import { countUnknowns } from '../nearest/queries.ts';
import {
  describeSurface,
  findSurface,
  laterSurfaceWarning,
  surfaceInput,
  surfaceSchema,
  surfaceWarnings,
} from '../points/population-surface.ts';
import { selectionInput } from '../selection.ts';
import {
  areaCoverageSchema,
  cellFeature,
  coverageOf,
  coverageSchema,
  gapFeatures,
  rankAreas,
} from './figures.ts';
import { judgeCells } from './queries.ts';

const input = z.strictObject({
  ...areaInput,
  level: z
    .enum(['city', 'county', 'street'])
    .optional()
    .describe(areaInput.level.description ?? ''),
  ...selectionInput,
  service: z.enum(SERVICES).optional().describe('Only institutions designated for this service.'),
  radiusM: z
    .number()
    .positive()
    .max(20_000)
    .default(800)
    .describe('Limit in metres; the limit itself is covered.'),
  perArea: z.enum(['county', 'street']).default('county').describe('Areas of the ranking.'),
  dissolve: flagInput(false).describe('true adds the uncovered cells joined into polygons (a picture).'),
  surface: surfaceInput,
  limit: z
    .number()
    .int()
    .min(1)
    .max(20_000)
    .default(1_000)
    .describe('Most cells listed; figures stay complete.'),
  asOf: asOfInput,
});

const output = answerSchema(z.record(z.string(), z.unknown()), {
  ...answerMembers,
  summary: coverageSchema.nullable(),
  areas: z.array(areaCoverageSchema),
  population: surfaceSchema.nullable(),
});

/** Who lives farther than a limit from a designated institution, in a straight line from the centre of each cell. */
export const coverageGaps = defineAnalysis({
  id: 'coverage-gaps',
  title: { zh: '服务覆盖缺口', en: 'Coverage gaps' },
  description: {
    zh: '按人口网格列出在给定直线距离内没有定点机构的居民，并按区县或街道排序。',
    en: 'Residents without a designated institution within a straight-line limit, by population cell, ranked by county or street.',
  },
  input,
  output,
  run: async ({ db }, given) => {
    const { radiusM, asOf, limit, perArea } = given;
    const { typeNo, kind, category, typeScheme } = resolveDefiniteSelection(given, 'optional');
    const service = given.service ?? null;
    const area = await findQuestionArea(db, given, ['city', 'county', 'street']);
    const surface = await findSurface(db, given);
    const [data, [unknown]] = await Promise.all([
      describeLoadedData(db),
      countUnknowns(db, { typeNo, kind, service, asOf, typeScheme }),
    ]);
    if (!unknown) throw new Error('count-unknowns gave no row');
    const levels = area ? [perArea, area.level as PolygonLevel] : [perArea];
    // Cells name their street and county, whatever they are ranked by.
    const locateAgain =
      surface !== null &&
      !(await storedCellAreasHold(db, surface.surface_id, asOf, ['county', 'street', ...levels]));
    const rows = surface
      ? await judgeCells(db, {
          surfaceId: surface.surface_id,
          limitM: radiusM,
          asOf,
          typeNo,
          kind,
          service,
          perArea,
          level: area?.level ?? null,
          areaId: area?.area_id ?? null,
          cellLimit: limit,
          gather: given.dissolve,
          cellAreaM2: getHexagonAreaAvg(surface.h3_resolution, UNITS.m2),
          typeScheme,
          locateAgain,
        })
      : [];
    const total = rows.find((row) => row.part === 'total');
    const edge = rows.find((row) => row.part === 'edge');
    const cells = rows.filter((row) => row.part === 'cell');
    const open = total?.open_cells ?? 0;
    const isSynthetic = surface?.is_synthetic ?? data.has_synthetic_areas;
    return {
      type: 'FeatureCollection',
      asOf,
      parameters: {
        area: areaParameter(area),
        type_no: typeNo,
        category,
        typeScheme,
        kind,
        service,
        radius_m: radiusM,
        per_area: perArea,
        measured: 'straight line from the centre of each cell',
      },
      summary: total && total.cells > 0 ? coverageOf(total) : null,
      areas: rankAreas(rows),
      population: surface ? describeSurface(surface) : null,
      dataVersions: {
        institutions: data.institutions,
        population: surface?.code ?? null,
        type_scheme: typeScheme,
      },
      warnings: [
        ...(isSynthetic ? [SYNTHETIC_WARNING] : []),
        ...surfaceWarnings(surface),
        ...(surface && !total?.cells ? [NO_CELLS_WARNING] : []),
        ...edgeWarning(edge?.cells ?? 0, edge?.total ?? 0),
        ...(data.has_institutions ? [] : [NO_INSTITUTIONS_WARNING]),
        ...(data.has_institutions && !unknown.has_designated ? [NO_SELECTED_WARNING] : []),
        ...laterSurfaceWarning(surface, asOf),
        ...unplacedWarning(unknown.unplaced),
        ...untypedWarning(unknown.untyped, COVERAGE_UNTYPED),
        ...(open > cells.length
          ? [
              truncatedWarning(cells.length, open, {
                zh: '提高 limit 或用 area 缩小范围。',
                en: 'raise limit, or narrow by area.',
              }),
            ]
          : []),
      ],
      isSynthetic,
      numberReturned: cells.length,
      truncated: open > cells.length,
      features: [...cells.map(cellFeature), ...gapFeatures(total?.gap_cells ?? [])],
    } satisfies Answer;
  },
});

const NO_SELECTED_WARNING: Warning = {
  code: 'no-institutions-of-selection',
  zh: '数据库中没有该日期有效的此类定点机构，“未覆盖”可能只是数据缺失，不能作为结论。',
  en: 'No institution of the selection is designated on the date anywhere in the data; "uncovered" may only mean missing data and proves nothing.',
};
const COVERAGE_UNTYPED = {
  zh: '未计入覆盖，实际覆盖可能更大',
  en: 'cover nobody here, so coverage may be greater',
};

const NO_CELLS_WARNING: Warning = {
  code: 'no-cells-in-area',
  zh: '所选区域内没有人口网格，无法判断覆盖情况。',
  en: 'The area holds no population cell, so coverage cannot be told.',
};

function edgeWarning(cells: number, residents: number): Warning[] {
  if (cells === 0) return [];
  const people = Math.round(residents);
  return [
    {
      code: 'cells-on-the-border',
      count: cells,
      zh: `${cells} 个人口格网（约 ${people} 人）的中心位于所选区域边界上，未计入。`,
      en: `${cells} population cell(s) with about ${people} residents have their centre on the border of the area and are not counted.`,
    },
  ];
}

function unplacedWarning(count: number): Warning[] {
  if (count === 0) return [];
  return [
    {
      code: 'unplaced-institutions',
      count,
      zh: `${count} 家符合条件的定点机构没有坐标，未计入覆盖。`,
      en: `${count} designated institution(s) of the selection have no position and cover nobody here.`,
    },
  ];
}
