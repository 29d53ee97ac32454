import type { FactsInput } from '../../../../api/policy/facts.ts';
import type { Plan } from '../../../../api/policy/plan-shape.ts';
import type { BatchApplicant } from '../../../../api/policy/release/settlement.ts';
import { AS_OF, anApplication, aPlan, type RuleInput, someFacts } from '../../../support/policy-builders.ts';
import { DISTRICT, LICENSING_DISTRICT, type LotInput, ledgerRules } from './batches.ts';

/** Outpatient pooling as in Dalian: support category × area class, ranking, ledger rules. */
export function outpatientPlan(more: readonly RuleInput[] = []): Plan {
  return aPlan(
    [
      {
        id: 'DL-B2',
        kind: 'release-ratio',
        parameters: {
          poolKind: 'outpatient_pooling',
          ratios: [
            { support: 'caution', areaClasses: ['1', '2'], retire: 2 },
            { support: 'caution', areaClasses: ['3'], retire: 1 },
            { support: 'may', areaClasses: ['1', '2', '3'], retire: 1 },
          ],
          freeAdditionRule: 'DL-B3',
        },
      },
      { id: 'DL-B3', kind: 'free-additions', parameters: { support: ['may'], areaClasses: ['3'] } },
      {
        id: 'DL-B4',
        kind: 'ranking',
        group: 'ranking',
        parameters: {
          keys: [
            { key: 'support_category', rule: 'DL-B2', order: ['may', 'caution'] },
            { key: 'personal_account_opened_on' },
            { key: 'practice_licence_obtained_on' },
            { key: 'score', evaluation: 'personal_account_entry' },
          ],
        },
      },
      ...ledgerRules('DL-B2'),
      ...more,
    ],
    {
      procedures: [
        {
          id: 'outpatient',
          title: { zh: '门诊统筹批次', en: 'Outpatient batch' },
          kind: 'medical',
          services: ['outpatient_pooling'],
          ranking: ['DL-B4'],
          settlement: 'by_rank',
        },
      ],
    },
  );
}

export interface OutpatientSetting {
  readonly support?: string;
  readonly areaClass?: string;
  readonly openedOn?: string;
  readonly obtainedOn?: string;
  readonly score?: number | null;
  readonly category?: string;
  readonly typeNo?: number;
  readonly lots?: readonly LotInput[];
  readonly asOf?: string;
  readonly facts?: Partial<FactsInput>;
}

/** An applicant for outpatient pooling: caution in a class 2 area unless told otherwise. */
export function outpatientApplicant(id: string, setting: OutpatientSetting = {}): BatchApplicant {
  const category = setting.category ?? '普通诊所';
  const score = setting.score === undefined ? 80 : setting.score;
  const classification = { areaCode: DISTRICT, areaLevel: 'county', areaName: '甲区', areaKm2: null };
  const dated = { document: '指引', publishedOn: '2026-01-01', from: null, to: null };
  return {
    applicationId: id,
    application: anApplication({
      applicant: { name: id },
      service: 'outpatient_pooling',
      purpose: 'add_service',
      category,
      personalAccountOpenedOn: setting.openedOn ?? '2024-01-01',
      licence: {
        obtainedOn: setting.obtainedOn ?? '2020-01-01',
        authorityLevel: 'county',
        areaCode: DISTRICT,
      },
      scores:
        score === null
          ? []
          : [{ evaluation: 'personal_account_entry', value: score, evaluatedOn: '2024-01-01' }],
    }),
    facts: someFacts({
      asOf: setting.asOf ?? AS_OF,
      type: { scheme: 'dalian-62', typeNo: setting.typeNo ?? 37, problem: null, candidates: [] },
      licensingArea: LICENSING_DISTRICT,
      licensingLevel: 'county',
      traits: [
        { ...classification, ...dated, trait: 'area_class', value: setting.areaClass ?? '2', category: null },
        { ...classification, ...dated, trait: 'support', value: setting.support ?? 'caution', category },
      ],
      traitsKnown: ['area_class', 'support'],
      pools: [
        {
          poolKind: 'outpatient_pooling',
          areaCode: DISTRICT,
          areaLevel: 'county',
          lots: [...(setting.lots ?? [])],
        },
      ],
      ...setting.facts,
    }),
    reviews: [],
  };
}
