import { z } from 'zod';
import type { Answer } from '../analyses/analysis.ts';

/** What a comparison can measure, and the question that measures it. */
export const MEASURES = ['coverage', 'saturation', 'accessibility'] as const;
export type MeasureId = (typeof MEASURES)[number];

export type Figure = number | string | null;
/** Figures by area code; the key '' holds those of the whole. */
export type FiguresByArea = ReadonlyMap<string, Readonly<Record<string, Figure>>>;

export interface Measure {
  readonly analysis: 'coverage-gaps' | 'saturation' | 'accessibility';
  /** Inputs that the comparison sets itself. */
  fixed(perArea: 'county' | 'street'): Record<string, unknown>;
  read(answer: Answer): FiguresByArea;
}

/** Each measure with the figures that it takes from the answer of its question. */
export const MEASURE: Readonly<Record<MeasureId, Measure>> = {
  coverage: {
    analysis: 'coverage-gaps',
    fixed: (perArea) => ({ perArea, limit: 1, dissolve: false }),
    read: (answer) => {
      const { summary, areas } = coverageSchema.parse(answer);
      return new Map([
        ...areas.map((area) => [area.code ?? `(${area.group})`, coverageFigures(area)] as const),
        ...(summary ? [['', coverageFigures(summary)] as const] : []),
      ]);
    },
  },
  saturation: {
    analysis: 'saturation',
    fixed: (perArea) => ({ level: perArea, geometry: 'none', limit: 10_000 }),
    read: (answer) =>
      new Map(
        answer.features.map(({ properties }) => {
          const area = saturationSchema.parse(properties);
          return [
            area.code,
            {
              saturation_class: area.class,
              pharmacies: area.pharmacies_actual,
              difference_to_upper_bound: area.difference,
              below_lower_bound: String(area.below_lower_bound ?? 'unknown'),
            },
          ] as const;
        }),
      ),
  },
  accessibility: {
    analysis: 'accessibility',
    fixed: (perArea) => ({ perArea, limit: 1 }),
    read: (answer) => {
      const { summary, areas } = accessSchema.parse(answer);
      return new Map([
        ...areas.map((area) => [area.code ?? `(${area.group})`, accessFigures(area)] as const),
        ...(summary ? [['', accessFigures(summary)] as const] : []),
      ]);
    },
  },
};

const coverage = z.looseObject({
  total: z.number(),
  covered: z.number(),
  uncertain: z.number(),
  /** Only on foot. */
  review: z.number().optional(),
  uncovered: z.number(),
  covered_share: z.number().nullable(),
});
const coverageSchema = z.looseObject({
  summary: coverage.nullable(),
  areas: z.array(coverage.extend({ code: z.string().nullable(), group: z.string() })),
});
const saturationSchema = z.looseObject({
  code: z.string(),
  class: z.string(),
  pharmacies_actual: z.number(),
  difference: z.number().nullable(),
  below_lower_bound: z.union([z.boolean(), z.string()]).nullable(),
});

const access = z.looseObject({
  mean_per_1000: z.number().nullable(),
  quantiles_per_1000: z.looseObject({ p10: z.number().nullable(), p50: z.number().nullable() }),
  gini: z.number().nullable(),
  share_without: z.number().nullable(),
  residents_unknown: z.number(),
});
const accessSchema = z.looseObject({
  summary: access.nullable(),
  areas: z.array(access.extend({ code: z.string().nullable(), group: z.string() })),
});

function coverageFigures(row: z.output<typeof coverage>): Record<string, Figure> {
  const { total, covered, uncertain, review, uncovered, covered_share } = row;
  return {
    residents: total,
    covered,
    uncertain,
    ...(review === undefined ? {} : { cannot_be_told: review }),
    uncovered,
    covered_share,
  };
}

function accessFigures(row: z.output<typeof access>): Record<string, Figure> {
  return {
    access_mean_per_1000: row.mean_per_1000,
    access_p10_per_1000: row.quantiles_per_1000.p10,
    access_p50_per_1000: row.quantiles_per_1000.p50,
    access_gini: row.gini,
    residents_without_access_share: row.share_without,
    residents_access_unknown: row.residents_unknown,
  };
}
