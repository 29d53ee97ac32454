import { z } from 'zod';
import { distributionOf } from '../../accessibility/weighted-distribution.ts';
import { localizedSchema } from '../../localized.ts';
import { modelInput, resolveModel } from '../accessibility/model-input.ts';
import { shareOut } from '../accessibility/share-out.ts';
import { type Answer, answerSchema, asOfInput, defineAnalysis, feature } from '../analysis.ts';
import { answerMembers, type Warning } from '../answer-notes.ts';
import { readMatrix } from './read-matrix.ts';

const id = z.string().min(1).max(200);
const amount = z.number().min(0).max(1e12).nullable();

const input = z.strictObject({
  supplies: z
    .array(z.strictObject({ id, supply: amount.describe('What it offers; null = not known, left out.') }))
    .min(1)
    .max(20_000)
    .describe('Suppliers.'),
  demands: z
    .array(z.strictObject({ id, population: amount.describe('Residents; null = not known, left out.') }))
    .min(1)
    .max(100_000)
    .describe('Places of demand.'),
  matrix: z
    .array(
      z.strictObject({
        from: id.describe('Id of a place of demand.'),
        to: id.describe('Id of a supplier.'),
        distance: z.number().min(0).max(1e9).describe('Distance or time, in the unit of the catchment.'),
      }),
    )
    .max(200_000)
    .describe('Each pair once; a pair that is not listed is beyond reach.'),
  catchment: z
    .number()
    .positive()
    .max(1e9)
    .describe('Limit in the unit of the distances (metres, minutes); the limit itself is within.'),
  ...modelInput,
  asOf: asOfInput,
});

const output = answerSchema(z.record(z.string(), z.unknown()), {
  ...answerMembers,
  summary: z.object({
    residents: z.number(),
    mean_per_1000: z.number().nullable(),
    quantiles_per_1000: z.record(z.string(), z.number().nullable()),
    gini: z.number().nullable(),
    share_without: z.number().nullable(),
  }),
  suppliers: z.array(
    z.object({
      id: z.string(),
      supply: z.number().nullable(),
      catchment_residents_weighted: z.number().nullable(),
      supply_per_1000: z.number().nullable(),
    }),
  ),
  conservation: z.object({
    supply: z.number(),
    served: z.number(),
    delivered: z.number(),
    conserved: z.boolean(),
  }),
  notes: z.record(z.string(), localizedSchema),
});

/** The models of /accessibility on a matrix of one's own: any distances or times, any supply, any demand. */
export const accessibilityMatrix = defineAnalysis({
  id: 'accessibility-matrix',
  title: { zh: '空间可及性（给定矩阵）', en: 'Accessibility of a matrix' },
  description: {
    zh: '对给定的距离或时间矩阵、供给和需求计算 2SFCA、E2SFCA、3SFCA，不使用数据库。',
    en: '2SFCA, E2SFCA and 3SFCA on a given matrix of distances or times, with given supplies and demands; uses no stored data.',
  },
  input,
  output,
  run: async ({ signal }, given, progress) => {
    const { asOf, catchment, supplies, demands } = given;
    const model = resolveModel(given, catchment);
    const matrix = readMatrix(given);
    const shares = await shareOut(
      {
        method: model.method,
        decay: model.decay,
        catchmentM: catchment,
        matrix,
        supply: Float64Array.from(supplies, ({ supply }) => supply ?? 0),
        population: Float64Array.from(demands, ({ population }) => population ?? 0),
      },
      { signal, onProgress: (done) => progress(done, 'sharing out the supply') },
    );
    const per1000 = shares.access.map((value) => value * 1000);
    const shown = Object.entries({ p10: 0.1, p25: 0.25, p50: 0.5, p75: 0.75, p90: 0.9 });
    const { weight, mean, quantiles, gini, zeroShare } = distributionOf(
      per1000,
      demands.map(({ population }) => population ?? 0),
      shown.map(([, share]) => share),
    );
    return {
      type: 'FeatureCollection',
      asOf,
      parameters: { catchment, ...model.parameters },
      summary: {
        residents: weight,
        mean_per_1000: mean,
        quantiles_per_1000: Object.fromEntries(
          shown.map(([name], index) => [name, quantiles[index] ?? null]),
        ),
        gini,
        share_without: zeroShare,
      },
      suppliers: supplies.map((supplier, index) => ({
        id: supplier.id,
        supply: supplier.supply,
        catchment_residents_weighted: supplier.supply === null ? null : (shares.demand[index] as number),
        supply_per_1000:
          supplier.supply === null || !shares.demand[index] ? null : (shares.ratio[index] as number) * 1000,
      })),
      conservation: {
        supply: shares.supply,
        served: shares.served,
        delivered: shares.delivered,
        conserved: shares.conserved,
      },
      notes: NOTES,
      dataVersions: {},
      warnings: [
        ...blankWarning('blank-supply', supplies.filter(({ supply }) => supply === null).length, {
          zh: '个供给点的供给未知：未计入，不按 0 计，附近的可及性可能偏低',
          en: 'supplier(s) have no known supply: left out, not counted as 0; access near them may be too low',
        }),
        ...blankWarning('blank-population', demands.filter(({ population }) => population === null).length, {
          zh: '个需求点的人口未知：未计入需求，附近的可及性可能偏高',
          en: 'place(s) have no known population: left out of the demand; access near them may be too high',
        }),
      ],
      isSynthetic: false,
      numberReturned: demands.length,
      truncated: false,
      features: demands.map(({ id: demand, population }, index) =>
        feature(
          null,
          {
            id: demand,
            population,
            per_1000: per1000[index],
            reachable_suppliers: shares.reachable[index],
          },
          demand,
        ),
      ),
    } satisfies Answer;
  },
});

const NOTES = {
  unit: {
    zh: '可及性为每千名居民可获得的供给；未列出的点对视为不可达。',
    en: 'Access is supply per 1,000 residents; a pair that is not listed counts as out of reach.',
  },
};

function blankWarning(code: string, count: number, { zh, en }: { zh: string; en: string }): Warning[] {
  return count === 0 ? [] : [{ code, count, zh: `${count} ${zh}。`, en: `${count} ${en}.` }];
}
