import { z } from 'zod';
import { SERVICES } from '../../../vocabulary.ts';
import { poolSchema } from '../../facts-of-release.ts';
import type { RawFinding } from '../../finding.ts';
import { defineRuleKind } from '../../rule-kind.ts';
import { forReview, notApplicable } from './for-review.ts';
import { findDistrict, readClass, readStreet, reviewDistrict } from './pharmacy-area.ts';
import { capacityEvidence, placeDraw, readCapacity } from './pharmacy-capacity.ts';
import { districtSchema, kindPreferenceSchema } from './pharmacy-kind.ts';
import { judgePlaces } from './street-places.ts';

/**
 * DL-D2: a street below its bound takes pharmacies without release, within the annual plan. Derives `streetState`: free,
 * at_bound, taken or unknown, which the pool rule reads.
 */
export const streetCapacity = defineRuleKind({
  id: 'street-capacity',
  title: { zh: '未达上限的街道', en: 'Streets below their bound' },
  description: {
    zh: '所列类别的区市县内，街道实际数加一不超过其上限的，可在年度计划内新增，不需要释放量；一次退出不得既作街道空位又入合并池。',
    en: 'In districts of the classes given, a street whose count plus one stays within its bound takes one without release; one exit is never both a place and a unit of the pool.',
  },
  parameters: z.strictObject({
    bandRule: z.string().describe('Rule of kind saturation-band, e.g. DL-D1.'),
    bands: z
      .array(z.string().min(1))
      .min(1)
      .describe('Classes of the district in which streets have places of their own.'),
    pharmacyKinds: kindPreferenceSchema.default(['personal_account', 'all']),
    pharmacyKindsByService: z
      .partialRecord(z.enum(SERVICES), kindPreferenceSchema)
      .default({})
      .describe('Other kinds for single services, e.g. outpatient_pooling: [outpatient_pooling, all].'),
    area: districtSchema,
    poolKind: poolSchema.shape.poolKind
      .optional()
      .describe('Pool in which an exit of the street may stand instead; an exit is never used twice.'),
  }),
  decides: true,
  refersTo: ({ bandRule }) => [bandRule],
  evaluate: ({ parameters, application, facts, asOf, resultOf }): RawFinding => {
    const district = findDistrict(facts, parameters.area);
    if (!district) return reviewDistrict(parameters.area);
    const found = readClass(resultOf(parameters.bandRule), parameters.bandRule);
    if ('doubt' in found) return found.doubt;
    if (!parameters.bands.includes(found.name))
      return notApplicable(
        {
          zh: `${district.name}的类别为 ${found.name}，本条不适用。`,
          en: `${district.name} is ${found.name}; this rule does not apply.`,
        },
        { class: found.name },
      );
    const unknown = { class: found.name, streetState: 'unknown' };
    const at = readStreet(facts, district);
    if ('doubt' in at) return { ...at.doubt, derived: unknown };
    const kinds = parameters.pharmacyKindsByService[application.service] ?? parameters.pharmacyKinds;
    const capacity = readCapacity(at.street, kinds, facts);
    if ('missing' in capacity)
      return forReview(
        { zh: `缺少${capacity.missing.zh}。`, en: `Missing: ${capacity.missing.en}.` },
        [capacity.missing],
        { derived: unknown, uses: ['bounds', 'institutions'] },
      );
    const pool = facts.pools.find(
      ({ poolKind, areaCode }) => poolKind === parameters.poolKind && areaCode === district.code,
    );
    const state = judgePlaces(capacity, facts, pool, asOf);
    const { actual, upper, taken, notYetCounted, unattributed, kind } = capacity;
    const numbers = {
      zh: `${at.street.name}实际 ${actual}${taken > 0 ? `、本批次已占 ${taken}` : ''}，上限 ${upper}`,
      en: `${at.street.name} has ${actual}${taken > 0 ? `, ${taken} taken in the batch` : ''}, bound ${upper}`,
    };
    const base = {
      measured: actual + taken + 1,
      comparator: '<=' as const,
      threshold: upper,
      unit: 'pharmacies after the addition',
      derived: {
        class: found.name,
        streetState: ['free', 'at_bound', 'taken'].includes(state) ? state : 'unknown',
        street: at.street.code,
        streetActual: actual,
        streetUpper: upper,
        takenInBatch: taken,
        notYetCounted,
        pharmacyKind: kind,
      },
      evidence: capacityEvidence([capacity]),
      uses: ['bounds', 'institutions', 'release_ledger'],
    };
    const draws = [placeDraw(at.street.code, kind)];
    switch (state) {
      case 'free':
        return {
          ...base,
          outcome: 'PASS',
          draws,
          reason: {
            zh: `${numbers.zh}，新增一家不超过上限，不需要释放量。`,
            en: `${numbers.en}: one more stays within it, no release is needed.`,
          },
        };
      case 'at_bound':
        return {
          ...base,
          outcome: 'NOT_APPLICABLE',
          reason: {
            zh: `${numbers.zh}${actual >= upper ? '，已达上限' : '，空出的名额已计入合并池'}，按区市县合并计算。`,
            en: `${numbers.en}${actual >= upper ? ': the bound is reached' : ': the place that fell free stands in the merged pool'}; the pool of the district serves it.`,
          },
        };
      case 'taken':
        return {
          ...base,
          outcome: 'NOT_SELECTED',
          reason: {
            zh: `${numbers.zh}，空位已由排序在前者占用。`,
            en: `${numbers.en}: higher-ranked applicants took the places.`,
          },
        };
      case 'unattributed':
        return forReview(
          {
            zh: `${numbers.zh}；另有 ${unattributed} 家药店位置不明，计入后可能超过上限。`,
            en: `${numbers.en}; ${unattributed} pharmacies without position could reach it.`,
          },
          [
            {
              item: 'pharmacy_position',
              areaCode: at.street.code,
              zh: '部分定点药店的位置',
              en: 'position of some pharmacies',
            },
          ],
          { ...base, draws },
        );
      case 'fraction':
        return forReview(
          { zh: `${numbers.zh}，上限不是整数。`, en: `${numbers.en}, which is no whole number.` },
          [
            {
              item: 'pharmacy_bound',
              areaCode: at.street.code,
              zh: '整数上限界值',
              en: 'whole-number bound',
            },
          ],
          base,
        );
      default:
        return forReview(
          {
            zh: `${numbers.zh}；空位来自的退出${state === 'undecided_exit' ? '尚未确定作街道空位还是入合并池' : '可能已在合并池中使用'}，同一退出不得使用两次。`,
            en: `${numbers.en}; the exit behind the place ${state === 'undecided_exit' ? 'is not yet assigned to the street or to the pool' : 'may have been used in the pool'}, and none is used twice.`,
          },
          [{ item: 'use_of_release', areaCode: at.street.code, zh: '该退出的用途', en: 'use of the exit' }],
          { ...base, draws },
        );
    }
  },
});
