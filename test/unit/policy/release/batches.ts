import type { ApplicationInput } from '../../../../api/policy/application.ts';
import type { FactsInput } from '../../../../api/policy/facts.ts';
import type { Plan } from '../../../../api/policy/plan-shape.ts';
import { settleBatch } from '../../../../api/policy/release/settle-batch.ts';
import type { BatchApplicant, Settlement } from '../../../../api/policy/release/settlement.ts';
import { AS_OF, anApplication, aPlan, type RuleInput, someFacts } from '../../../support/policy-builders.ts';

type PoolInput = NonNullable<FactsInput['pools']>[number];
type LotInput = PoolInput['lots'][number];

/** District of the builders' facts. */
export const DISTRICT = '999901';
export const CITY = '999900';
const LICENSING_DISTRICT = {
  areaId: 2,
  code: DISTRICT,
  level: 'county',
  name: '甲区',
  parentCode: CITY,
} as const;

const LEDGER_RULES = (quantityRule: string): RuleInput[] => [
  { id: 'DL-E4', kind: 'release-sum', group: 'ledger', parameters: { quantityRules: [quantityRule] } },
  {
    id: 'DL-E5',
    kind: 'release-publication',
    group: 'ledger',
    parameters: { quantityRules: [quantityRule] },
  },
  { id: 'DL-E6', kind: 'release-reset', group: 'ledger', parameters: { quantityRules: [quantityRule] } },
  { id: 'DL-E7', kind: 'release-lapse', group: 'ledger', parameters: { quantityRules: [quantityRule] } },
];

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
      ...LEDGER_RULES('DL-B2'),
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
      ...LEDGER_RULES('DL-C1').map((rule) =>
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

/** A published lot valid on the builders' date. */
export function aLot(lotId: string, quantity: number, overrides: Partial<LotInput> = {}): LotInput {
  return {
    lotId,
    quantity,
    remaining: quantity,
    releasedOn: '2026-02-14',
    validTo: '2027-03-31',
    publishedOn: '2026-04-01',
    ...overrides,
  };
}

export function settle(
  plan: Plan,
  applicants: readonly BatchApplicant[],
  more: { settledOn?: string; pairs?: { a: string; b: string; distanceM: number }[] } = {},
): Settlement {
  const [procedure] = plan.procedures;
  return settleBatch({
    plan,
    procedureId: procedure?.id ?? '',
    settledOn: more.settledOn ?? applicants[0]?.facts.asOf ?? AS_OF,
    applicants,
    pairs: more.pairs ?? [],
  });
}

/** Applicant → decision. */
export function decisionsOf({ decisions }: Settlement): Record<string, string> {
  return Object.fromEntries(decisions.map(({ applicationId, decision }) => [applicationId, decision]));
}

/** Sum of what entries of this kind take, as a positive number. */
export function totalOf({ entries }: Pick<Settlement, 'entries'>, entry: string): number {
  return entries.reduce((sum, booked) => (booked.entry === entry ? sum - booked.quantity : sum), 0);
}
