import { z } from 'zod';
import type { RawFinding } from '../../finding.ts';
import { defineRuleKind } from '../../rule-kind.ts';
import { forReview } from './for-review.ts';
import { givesUpPlace, OWN_PLACE } from './own-place.ts';
import { findDistrict, reviewDistrict } from './pharmacy-area.ts';
import { countPharmacies, missingCount, placeDraw, placesTaken } from './pharmacy-capacity.ts';
import { districtSchema, pharmacyKindSchema } from './pharmacy-kind.ts';
import { missingStatement, statementOf } from './statement-of.ts';

/** DL-D6: a district that has one gets no further; one without may have one if it is capable. */
export const onePerArea = defineRuleKind({
  id: 'one-per-area',
  title: { zh: '每区限设数', en: 'At most so many per district' },
  description: {
    zh: '区市县已设置到限数的不再增设；未设置的，具备能力（经核实）可设；同批次多家申请的转人工审核。',
    en: 'A district that has reached the number gets no more; otherwise one may be set up where the capability is verified; several in a batch: review.',
  },
  parameters: z.strictObject({
    counted: pharmacyKindSchema.describe('Pharmacies that are counted, e.g. dual_channel.'),
    limit: z.int().positive().default(1).describe('Pharmacies of this kind that a district may have.'),
    area: districtSchema,
    statement: z
      .string()
      .regex(/^[a-z][a-z0-9_]*$/)
      .optional()
      .describe('Capability that must be verified, e.g. high_value_prescriptions.'),
  }),
  decides: true,
  evaluate: ({ parameters, application, facts, asOf }): RawFinding => {
    const { counted, limit, statement } = parameters;
    const district = findDistrict(facts, parameters.area);
    if (!district) return reviewDistrict(parameters.area);
    const count = countPharmacies(district, counted);
    if (!count)
      return forReview(
        {
          zh: `缺少${district.name}的药店数。`,
          en: `The number of pharmacies of ${district.name} is missing.`,
        },
        [missingCount(district)],
      );
    const taken = placesTaken(facts, district.code, counted);
    const existing = count.counted + count.notYetCounted;
    const draws = [placeDraw(district.code, counted)];
    const numbers = {
      zh: `${district.name}现有 ${existing} 家${taken > 0 ? `，本批次排序在前者 ${taken} 家` : ''}，限设 ${limit} 家`,
      en: `${district.name} has ${existing}${taken > 0 ? `, ${taken} higher-ranked in the batch` : ''}; the limit is ${limit}`,
    };
    const base = {
      measured: existing + taken,
      comparator: '<' as const,
      threshold: limit,
      unit: 'pharmacies of the district',
      derived: {
        district: district.code,
        existing,
        notYetCounted: count.notYetCounted,
        unattributed: count.unattributed,
        takenInBatch: taken,
      },
      evidence: { areas: [{ code: district.code, name: district.name, role: 'district' }] },
      uses: ['institutions'],
    };
    const { county } = facts;
    if (parameters.area === 'business_area' && county && county.code !== district.code)
      return forReview(
        {
          zh: `${numbers.zh}；但地点在${county.name}，与营业执照所属区市县不同，按哪个区计需人工判定。`,
          en: `${numbers.en}; but the site lies in ${county.name}, another district than that of the licence: which counts is for a person.`,
        },
        [],
        { ...base, draws },
      );
    if (existing >= limit && existing - 1 < limit && givesUpPlace(application, facts, asOf, counted))
      return forReview(
        {
          zh: `${numbers.zh}；其中可能就是该药店迁出的一家。`,
          en: `${numbers.en}; the one that the pharmacy itself gives up may be among them.`,
        },
        [OWN_PLACE],
        { ...base, draws },
      );
    if (count.counted >= limit)
      return {
        ...base,
        outcome: 'FAIL',
        reason: { zh: `${numbers.zh}，不再增设。`, en: `${numbers.en}: no further one.` },
      };
    if (existing >= limit)
      return forReview(
        {
          zh: `${numbers.zh}，其中豁免且尚未计入的 ${count.notYetCounted} 家是否算已设置需人工判定。`,
          en: `${numbers.en}; whether ${count.notYetCounted} exempt ones that do not count yet are set up in this sense is for a person.`,
        },
        [],
        { ...base, draws },
      );
    if (existing + taken >= limit)
      return forReview(
        {
          zh: `${numbers.zh}；同批次多家申请的取舍规则条文未给出。`,
          en: `${numbers.en}; the text gives no order among several applicants of a batch.`,
        },
        [],
        { ...base, draws },
      );
    if (existing + taken + count.unattributed >= limit)
      return forReview(
        {
          zh: `${numbers.zh}；另有 ${count.unattributed} 家定点药店归属不明。`,
          en: `${numbers.en}; the district of ${count.unattributed} designated pharmacies is unknown.`,
        },
        [
          {
            item: 'pharmacy_attribution',
            areaCode: district.code,
            zh: '部分定点药店的归属',
            en: 'area of some pharmacies',
          },
        ],
        { ...base, draws },
      );
    const state = statement ? statementOf(application, statement) : 'yes';
    if (statement && state === 'no')
      return {
        ...base,
        outcome: 'FAIL',
        reason: {
          zh: `${numbers.zh}；但经核实不具备 ${statement} 条件。`,
          en: `${numbers.en}; but the condition ${statement} is verified as not met.`,
        },
      };
    if (statement && state !== 'yes')
      return forReview(
        {
          zh: `${numbers.zh}；条件 ${statement} 未经核实。`,
          en: `${numbers.en}; the condition ${statement} is not verified.`,
        },
        [missingStatement(statement)],
        { ...base, draws },
      );
    return {
      ...base,
      outcome: 'PASS',
      draws,
      reason: { zh: `${numbers.zh}，可设置。`, en: `${numbers.en}: one may be set up.` },
    };
  },
});
