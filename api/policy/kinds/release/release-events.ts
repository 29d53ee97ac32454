import { z } from 'zod';
import { SERVICES } from '../../../vocabulary.ts';
import type { RawFinding } from '../../finding.ts';
import { availableQuantity } from '../../release/available-quantity.ts';
import { lotsOfEvent } from '../../release/lots-of-event.ts';
import { defineRuleKind } from '../../rule-kind.ts';
import { listConcernedRules } from './quantity-rules.ts';

/** DL-E1: termination, withdrawal and downgrade release; what a relocation would release is shown. */
export const releaseEvents = defineRuleKind({
  id: 'release-events',
  title: { zh: '产生释放量的情形', en: 'What creates release' },
  description: {
    zh: '解除或退出协议、结算分级降级产生释放量，每项服务一笔；中止、更名不产生，核减床位需人工判定；豁免机构首年退出不产生。',
    en: 'Termination, withdrawal and downgrade give one lot a service; suspension and renaming none; fewer beds are for review; an exempt institution in its first year leaves none.',
  },
  parameters: z.strictObject({
    lots: z
      .array(
        z.strictObject({
          kind: z.enum(['medical', 'pharmacy']).describe('Kind of institution that leaves.'),
          service: z.enum(SERVICES).describe('Service whose agreement ends.'),
          poolKind: z
            .enum([
              'personal_account_medical',
              'outpatient_pooling',
              'inpatient_beds',
              'pharmacy_personal_account',
              'pharmacy_outpatient_pooling',
            ])
            .describe('Pool that the lot enters.'),
          unit: z.enum(['institution', 'bed']).describe('One institution, or its designated beds.'),
        }),
      )
      .min(1)
      .describe('Ended service → lot.'),
    downgrades: z
      .array(
        z.strictObject({
          to: z.enum(['I', 'II']).describe('Settlement level after the downgrade.'),
          ends: z.array(z.enum(SERVICES)).min(1).describe('Services that end with it.'),
        }),
      )
      .default([])
      .describe('Services that a downgrade ends; all others stay.'),
    quantityRules: z
      .array(z.string())
      .default([])
      .describe('Quantity rules for which a moving institution might ask to use its own release.'),
  }),
  decides: true,
  refersTo: ({ quantityRules }) => quantityRules,
  evaluate: ({ parameters, application, facts, asOf, plan, resultOf }): RawFinding => {
    const own = facts.applicant?.services.filter(
      ({ status }) => status === 'active' || status === 'suspended',
    );
    if (application.purpose !== 'relocation' || !own || own.length === 0) return NO_EVENT;
    const beds = Object.values(facts.applicant?.designatedBeds ?? {});
    const { lots } = lotsOfEvent(
      { type: 'withdrawal', on: asOf },
      {
        kind: application.kind,
        services: own,
        designatedBeds: beds.length > 0 ? beds.reduce((sum, count) => sum + count, 0) : null,
      },
      parameters,
    );
    const derived = Object.fromEntries(lots.map((lot) => [`ownRelease:${lot.poolKind}`, lot.quantity]));
    for (const { need, ruleId } of listConcernedRules(parameters.quantityRules, resultOf)) {
      const ownRelease = lots.find((lot) => lot.poolKind === need.poolKind)?.quantity ?? 0;
      const { available } = availableQuantity(facts, asOf, need.poolKind, need.areaCode, plan);
      if (available >= need.need || available + ownRelease < need.need) continue;
      return {
        outcome: 'MANUAL_REVIEW',
        measured: available,
        comparator: '>=',
        threshold: need.need,
        unit: 'released quantity',
        derived: { ...derived, quantityRule: ruleId },
        missing: [
          { item: 'own_release', zh: '迁址机构能否使用自身释放量', en: 'whether it may use its own release' },
        ],
        uses: ['release_ledger'],
        reason: {
          zh: `需要 ${need.need}，现有 ${available}；原址协议终止将释放 ${ownRelease}，能否用于自身需人工判定。`,
          en: `${need.need} are needed, ${available} are left; ending the old agreement would release ${ownRelease}: whether it may use that itself is for a person to decide.`,
        },
      };
    }
    return {
      outcome: 'FLAG',
      derived,
      reason: {
        zh: '原址定点仅在原协议终止之日起产生释放量。',
        en: 'The old place becomes a release only on the day on which the old agreement ends.',
      },
    };
  },
});

const NO_EVENT: RawFinding = {
  outcome: 'NOT_APPLICABLE',
  reason: {
    zh: '本申请不涉及退出、解除或降级。',
    en: 'The application ends no agreement and is no downgrade.',
  },
};
