import { z } from 'zod';
import { poolSchema } from '../../facts-of-release.ts';
import type { RawFinding } from '../../finding.ts';
import { defineRuleKind } from '../../rule-kind.ts';
import { forReview, notApplicable } from './for-review.ts';
import { findDistrict, readClass, reviewDistrict } from './pharmacy-area.ts';
import { districtSchema } from './pharmacy-kind.ts';
import { judgeDemand, type PoolDemand, readPool } from './pool-demand.ts';

/** DL-D3: streets at their bound share one pool of the district; its class gives X. */
export const poolRatioByBand = defineRuleKind({
  id: 'pool-ratio-by-band',
  title: { zh: '合并池按类别退X进1', en: 'Merged pool, retire-X-add-1 by class' },
  description: {
    zh: '已达上限的街道在本区市县合并计算，按区市县类别确定X，可新增数为有效释放量除以X取整。',
    en: 'Streets at their bound share the pool of the district; its class gives X and floor(release / X) can be added.',
  },
  parameters: z.strictObject({
    bandRule: z.string().describe('Rule of kind saturation-band, e.g. DL-D1.'),
    streetRule: z
      .string()
      .optional()
      .describe(
        'Rule of kind street-capacity: the pool serves only streets at their bound. Left out = all streets.',
      ),
    poolKind: poolSchema.shape.poolKind.describe('Kind of released quantity that is used.'),
    ratios: z
      .array(
        z.strictObject({
          band: z.string().min(1).describe('Class of the district.'),
          retire: z.int().positive().describe('X of retire-X-add-1: pharmacies released for one added.'),
        }),
      )
      .min(1)
      .describe('X for each class; a class without an entry does not use the pool.'),
    area: districtSchema,
  }),
  decides: true,
  refersTo: ({ bandRule, streetRule }) => (streetRule ? [bandRule, streetRule] : [bandRule]),
  evaluate: ({ parameters, facts, asOf, plan, resultOf }): RawFinding => {
    const { streetRule } = parameters;
    const district = findDistrict(facts, parameters.area);
    if (!district) return reviewDistrict(parameters.area);
    const found = readClass(resultOf(parameters.bandRule), parameters.bandRule);
    if ('doubt' in found) return found.doubt;
    const ratio = parameters.ratios.find(({ band }) => band === found.name);
    if (!ratio)
      return notApplicable(
        {
          zh: `${district.name}的类别为 ${found.name}，不使用合并池。`,
          en: `${district.name} is ${found.name} and does not use the pool.`,
        },
        { class: found.name },
      );
    const street = streetRule ? resultOf(streetRule).derived?.streetState : undefined;
    if (street === 'free' || street === 'taken')
      return notApplicable(
        {
          zh: '所在街道未达上限，按街道空位判定，不使用合并池。',
          en: 'The street is below its bound: its places decide, not the pool.',
        },
        { class: found.name },
      );
    if (street === 'unknown')
      return forReview(
        {
          zh: `${streetRule} 未能确定街道是否已达上限，无法判定是否使用合并池。`,
          en: `${streetRule} does not say whether the street has reached its bound, so whether the pool serves it is open.`,
        },
        [{ item: 'street_state', zh: '街道是否已达上限', en: 'whether the street is at its bound' }],
        { derived: { class: found.name } },
      );
    const demand: PoolDemand = {
      plan,
      facts,
      asOf,
      poolKind: parameters.poolKind,
      area: district,
      retire: ratio.retire,
      units: 1,
      unit: 'institutions',
      short: 'NOT_SELECTED',
    };
    const judged = judgeDemand(demand);
    const derived = { class: found.name, ...judged.derived };
    const { undecided, available } = readPool(demand);
    if (judged.outcome === 'NOT_SELECTED' && available + undecided >= ratio.retire)
      return {
        ...judged,
        outcome: 'MANUAL_REVIEW',
        derived: { ...derived, undecided },
        missing: [
          {
            item: 'use_of_release',
            areaCode: district.code,
            zh: '用途未定的释放量计入合并池还是街道空位',
            en: 'whether undecided releases belong to the pool or to a street',
          },
        ],
        reason: {
          zh: `${judged.reason.zh}另有用途未定的 ${undecided}，计入即足够；同一退出不得既作街道空位又入合并池。`,
          en: `${judged.reason.en} ${undecided} more are undecided and would suffice; one exit is never both a place of a street and a unit of the pool.`,
        },
      };
    return { ...judged, derived };
  },
});
