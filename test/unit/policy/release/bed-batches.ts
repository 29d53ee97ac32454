import type { ApplicationInput } from '../../../../api/policy/application.ts';
import type { FactsInput } from '../../../../api/policy/facts.ts';
import type { Plan } from '../../../../api/policy/plan-shape.ts';
import type { BatchApplicant } from '../../../../api/policy/release/settlement.ts';
import { AS_OF, anApplication, aPlan, type RuleInput, someFacts } from '../../../support/policy-builders.ts';
import { CITY, DISTRICT, LICENSING_DISTRICT, type LotInput, ledgerRules } from './batches.ts';

/** Beds as in Dalian: pools by authority, groups, tie-breaks of city and district, queue. */
export function bedPlan(
  choices: {
    grouping?: string;
    demand?: string;
    remainder?: string;
    confirmed?: 'groups' | 'demand' | 'both';
  } = {},
  more: readonly RuleInput[] = [],
): Plan {
  const isConfirmed = (reading: 'groups' | 'demand') =>
    choices.confirmed === reading || choices.confirmed === 'both';
  return aPlan(
    [
      {
        id: 'DL-C1',
        kind: 'bed-release-ratio',
        parameters: {
          groupRule: 'DL-C3',
          poolRule: 'DL-C2',
          ratios: [
            { groups: ['scarce_specialty'], retire: 1 },
            { groups: ['nursing_home'], retire: 1, retireAtMost: 2 },
            { groups: ['other'], retire: 2 },
          ],
        },
      },
      {
        id: 'DL-C2',
        kind: 'pool-by-authority',
        parameters: {
          pools: [
            { authority: 'city', area: 'city' },
            { authority: 'county', area: 'licensing_area' },
          ],
        },
      },
      {
        id: 'DL-C3',
        kind: 'priority-groups',
        group: 'priority',
        parameters: {
          groups: [
            { id: 'scarce_specialty', title: { zh: '紧缺专科', en: 'Scarce' }, typeNos: [15, 16, 23] },
            { id: 'nursing_home', title: { zh: '护理院', en: 'Nursing homes' }, typeNos: [26] },
          ],
          otherwise: { id: 'other', title: { zh: '其他', en: 'Others' } },
          claim: 'scarce_specialty',
          confirmed: isConfirmed('groups'),
        },
        options: { grouping: choices.grouping ?? 'three_groups' },
      },
      {
        id: 'DL-C4',
        kind: 'ranking',
        group: 'ranking',
        parameters: { poolLevel: 'city', keys: [{ key: 'open_beds_per_1000_residents' }] },
      },
      {
        id: 'DL-C5',
        kind: 'ranking',
        group: 'ranking',
        parameters: {
          poolLevel: 'county',
          keys: [
            { key: 'designated_since' },
            { key: 'practice_licence_first_obtained_on' },
            { key: 'score', evaluation: 'current_entry' },
          ],
        },
      },
      {
        id: 'DL-C6',
        kind: 'bed-queue',
        parameters: { poolKind: 'inpatient_beds', needRule: 'DL-C1', confirmed: isConfirmed('demand') },
        options: { demand: choices.demand ?? 'head_of_line' },
      },
      ...ledgerRules('DL-C1').map((rule) =>
        rule.id === 'DL-E6' ? { ...rule, options: { remainder: choices.remainder ?? 'pool' } } : rule,
      ),
      ...more,
    ],
    {
      procedures: [
        {
          id: 'beds',
          title: { zh: '住院批次', en: 'Inpatient batch' },
          kind: 'medical',
          services: ['inpatient'],
          ranking: ['DL-C3', 'DL-C4', 'DL-C5'],
          settlement: 'bed_queue',
          queue: 'DL-C6',
        },
      ],
    },
  );
}

export interface BedSetting {
  readonly beds: number;
  readonly typeNo?: number;
  readonly since?: string;
  readonly score?: number;
  readonly lots?: readonly LotInput[];
  readonly level?: 'city' | 'county';
  readonly district?: FactsInput['county'];
  readonly asOf?: string;
  readonly queues?: FactsInput['queues'];
  readonly facts?: Partial<FactsInput>;
  readonly application?: Partial<ApplicationInput>;
}

/** A hospital (type 1) licensed by the district, designated for outpatient care since 2010. */
export function bedApplicant(id: string, setting: BedSetting): BatchApplicant {
  const level = setting.level ?? 'county';
  return {
    applicationId: id,
    application: anApplication({
      applicant: { name: id },
      service: 'inpatient',
      purpose: 'add_service',
      category: '综合医院',
      beds: { general: setting.beds },
      licence: { firstObtainedOn: '2000-01-01', obtainedOn: '2000-01-01' },
      scores: [{ evaluation: 'current_entry', value: setting.score ?? 80, evaluatedOn: '2026-06-01' }],
      ...setting.application,
    }),
    facts: someFacts({
      asOf: setting.asOf ?? AS_OF,
      type: { scheme: 'dalian-62', typeNo: setting.typeNo ?? 1, problem: null, candidates: [] },
      applicant: {
        institutionId: 1,
        code: id,
        name: id,
        kind: 'medical',
        category: '综合医院',
        typeNo: setting.typeNo ?? 1,
        lon: 121.6,
        lat: 38.9,
        movedM: 0,
        services: [
          {
            service: 'personal_account',
            status: 'active',
            from: setting.since ?? '2010-01-01',
            to: null,
            countsFrom: null,
          },
        ],
        grades: [],
        designatedBeds: {},
        coachingUntil: null,
        isBranch: false,
      },
      licensingLevel: level,
      licensingArea:
        level === 'city'
          ? { areaId: 1, code: CITY, level: 'city', name: '测试市', parentCode: null }
          : LICENSING_DISTRICT,
      ...(setting.district ? { county: setting.district } : {}),
      queues: setting.queues ?? [],
      pools: [
        {
          poolKind: 'inpatient_beds',
          areaCode: level === 'city' ? CITY : DISTRICT,
          areaLevel: level,
          lots: [...(setting.lots ?? [])],
        },
      ],
      ...setting.facts,
    }),
    reviews: [],
  };
}
