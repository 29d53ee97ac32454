import { describe, expect, it } from 'vitest';
import { evaluatePlan } from '../../../api/policy/evaluate.ts';
import { getPlan, loadPlans } from '../../../api/policy/load-plans.ts';
import { OBSTACLES } from '../../../api/policy/outcome.ts';
import { applicationOf, factsOf } from '../../support/plan-case.ts';
import { readCaseFile } from '../../support/plan-case-format.ts';

const plan = getPlan(loadPlans(), 'dalian/2025-2027');
const file = readCaseFile(plan.id);
const AS_OF = '2026-05-20';
type Patch = Readonly<Record<string, unknown>>;

/** The worst place: the same type at 300 m, a fund warning, the year's plan used up, nothing released, all bounds reached. */
const WORST: Patch = {
  neighbours: { listed: [{ distanceM: 300, services: ['personal_account'] }] },
  fundWarnings: [{ id: 1, from: '2026-03-01', to: null, document: '预警决定（示例）' }],
  annualPlans: [1, 2, 3, 4, 5].map((annualPlanId) => ({
    annualPlanId,
    kind: annualPlanId < 3 ? 'medical' : 'pharmacy',
    service: [
      '',
      'outpatient_pooling',
      'inpatient',
      'personal_account',
      'outpatient_pooling',
      'dual_channel',
    ][annualPlanId],
    quantity: 1,
    used: 1,
  })),
};
/** The same for a pharmacy: its district and its street at their bounds. */
const FULL: Patch = {
  businessArea: {
    pharmacies: {
      counts: [
        { pharmacyKind: 'personal_account', counted: 210 },
        { pharmacyKind: 'outpatient_pooling', counted: 300 },
        { pharmacyKind: 'dual_channel', counted: 1 },
      ],
    },
  },
  street: {
    bounds: [
      { pharmacyKind: 'personal_account', upper: 12 },
      { pharmacyKind: 'outpatient_pooling', upper: 12 },
    ],
    pharmacies: {
      counts: [
        { pharmacyKind: 'personal_account', counted: 12 },
        { pharmacyKind: 'outpatient_pooling', counted: 12 },
        { pharmacyKind: 'dual_channel', counted: 0 },
      ],
    },
  },
};

/** Every obstacle that an applicant meets there, `rule outcome`. */
function obstaclesOf(
  use: readonly string[],
  application: Patch,
  facts: Patch = {},
  place: Patch = WORST,
): string[] {
  const presets = { use: [...use] };
  const { findings } = evaluatePlan({
    plan,
    application: applicationOf(file, presets, application),
    facts: factsOf(file, AS_OF, presets, place, use.includes('pharmacy') ? FULL : {}, facts),
    asOf: AS_OF,
  });
  return findings
    .filter(({ outcome }) => OBSTACLES.some((obstacle) => obstacle === outcome))
    .map(({ ruleId, outcome }) => `${ruleId} ${outcome}`)
    .sort();
}

const clinic = (services: readonly string[], more: Patch = {}) => ({
  applicant: {
    institutionId: 7,
    code: 'M7',
    name: '示例机构',
    kind: 'medical',
    category: '普通诊所',
    typeNo: 37,
    lon: 121.6,
    lat: 38.9,
    movedM: 0,
    services: services.map((service) => ({ service })),
    grades: [],
    designatedBeds: {},
    coachingUntil: null,
    isBranch: false,
    ...more,
  },
});

describe('whom the limits of Dalian meet in the worst place', () => {
  const NEW = ['DL-A2 FAIL', 'DL-A6 FAIL_IN_PRINCIPLE', 'DL-A11 FAIL_IN_PRINCIPLE', 'DL-B2 NOT_SELECTED'];
  const ADDED = ['DL-A2 MANUAL_REVIEW', ...NEW.slice(1)];

  it.each([
    ['new', {}, {}, NEW],
    [
      'relocation',
      { relocation: { ground: 'ordinary' } },
      clinic(['personal_account', 'outpatient_pooling'], { movedM: 900 }),
      [...NEW, 'DL-E1 MANUAL_REVIEW'],
    ],
    ['branch', {}, clinic(['personal_account'], { movedM: 900 }), NEW],
    ['alliance_member', {}, clinic([]), [...NEW, 'DL-F6 FAIL']],
    ['add_service', {}, clinic(['personal_account']), ADDED],
    [
      'settlement_promotion',
      { promotion: { from: 'I', to: 'II' } },
      clinic(['personal_account']),
      [...ADDED.filter((entry) => !entry.startsWith('DL-A6')), 'DL-F7 MANUAL_REVIEW'],
    ],
  ])('DL-B2: %s of outpatient pooling', (purpose, application, facts, expected) => {
    const found = obstaclesOf(['pooling'], { purpose, ...application }, facts);
    // A transition that is still open lowers denials to review; what each rule says by itself is expected below.
    const wanted =
      purpose === 'settlement_promotion'
        ? expected.map((entry) => entry.replace(/(FAIL_IN_PRINCIPLE|NOT_SELECTED)/, 'MANUAL_REVIEW'))
        : expected;
    expect(found).toEqual([...wanted].sort());
  });

  it.each([
    ['new', {}, {}],
    ['relocation', { relocation: { ground: 'ordinary' } }, clinic(['personal_account'], { movedM: 900 })],
    ['branch', {}, clinic(['personal_account'], { movedM: 900 })],
    ['add_service', {}, clinic(['outpatient_pooling'])],
  ])('DL-B1: %s of a personal account needs the entry conditions', (purpose, application, facts) => {
    const without = { statements: { entry_conditions_met: null } };
    const found = obstaclesOf([], { purpose, ...application, ...without }, facts);
    expect(found).toContain('DL-B1 MANUAL_REVIEW');
    expect(obstaclesOf([], { purpose, ...application }, facts)).not.toContain('DL-B1 MANUAL_REVIEW');
  });

  const QUEUE = ['DL-A6 FAIL_IN_PRINCIPLE', 'DL-A11 FAIL_IN_PRINCIPLE', 'DL-C1 HOLD', 'DL-C6 HOLD'];
  it.each([
    ['new', {}, {}, QUEUE],
    [
      'relocation',
      { relocation: { ground: 'ordinary' } },
      clinic(['inpatient'], { movedM: 900, designatedBeds: { general: 10 } }),
      QUEUE,
    ],
    ['branch', {}, clinic(['personal_account'], { movedM: 900 }), QUEUE],
    ['alliance_member', {}, clinic([]), [...QUEUE, 'DL-F6 FAIL']],
    ['add_service', {}, clinic(['personal_account']), QUEUE],
    ['add_beds', {}, clinic(['inpatient']), ['DL-C1 FAIL_IN_PRINCIPLE']],
    [
      'hospital_grade_change',
      { gradeChange: { from: 'primary', to: 'secondary' } },
      clinic(['inpatient'], { category: '综合医院', typeNo: 1, designatedBeds: { general: 30 } }),
      [],
    ],
  ])('DL-C1 DL-C6: %s of inpatient care', (purpose, application, facts, expected) => {
    expect(obstaclesOf(['inpatient'], { purpose, ...application }, facts)).toEqual([...expected].sort());
  });

  const pharmacy = clinic(['personal_account'], { kind: 'pharmacy', category: null, typeNo: null });
  const MOVE = { purpose: 'relocation', relocation: { ground: 'ordinary' } };
  const moved = (service: string) => ({
    applicant: { ...pharmacy.applicant, movedM: 900, services: [{ service }] },
  });
  const YEAR_AND_WARNING = ['DL-A6 FAIL_IN_PRINCIPLE', 'DL-A11 FAIL_IN_PRINCIPLE'];
  // The place that a moving pharmacy gives up may be what fills the area: that is for a person.
  it.each([
    ['personal_account', 'DL-D3 NOT_SELECTED', 'DL-D3 NOT_SELECTED'],
    ['outpatient_pooling', 'DL-D5 FAIL', 'DL-D5 MANUAL_REVIEW'],
    ['dual_channel', 'DL-D6 FAIL', 'DL-D6 MANUAL_REVIEW'],
  ])('DL-D3 DL-D5 DL-D6: a %s pharmacy, new, moving or adding the service', (service, denial, ofMove) => {
    const capable = {
      statements: { high_value_prescriptions: { value: true, document: '证明', verified: true } },
    };
    const held = service === 'personal_account' ? ['outpatient_pooling'] : ['personal_account'];
    const adding = clinic(held, { kind: 'pharmacy', category: null, typeNo: null });
    for (const [application, facts, expected] of [
      [{ purpose: 'new' }, {}, denial],
      [MOVE, moved(service), ofMove],
      [{ purpose: 'add_service' }, adding, denial],
    ] as const)
      expect(obstaclesOf(['pharmacy'], { service, ...capable, ...application }, facts)).toEqual(
        [...YEAR_AND_WARNING, expected].sort(),
      );
  });
});

describe('DL-F1 in the worst place', () => {
  const claims = [{ ground: 'livelihood_works', document: '民生工程清单', verified: true }];
  const withoutWarning = { ...WORST, fundWarnings: [] };

  it.each([
    [[], {}],
    [['pooling'], {}],
    [['inpatient'], {}],
    [['pharmacy'], { service: 'personal_account' }],
    [['pharmacy'], { service: 'outpatient_pooling' }],
    [['pharmacy'], { service: 'dual_channel' }],
  ])('lifts every limit of number and area (%j %j)', (use, application) => {
    expect(obstaclesOf(use, { ...application, claims }, {}, withoutWarning)).toEqual([]);
    expect(obstaclesOf(use, { ...application, claims })).toEqual(['DL-A6 MANUAL_REVIEW']);
  });

  it('claimed but not verified, it denies nothing and passes nothing', () => {
    const unverified = [{ ground: 'livelihood_works', document: '民生工程清单' }];
    for (const use of [[], ['pooling'], ['inpatient'], ['pharmacy']]) {
      const found = obstaclesOf(use, { claims: unverified });
      expect(found).toContain('DL-F1 MANUAL_REVIEW');
      expect(found.filter((entry) => !entry.endsWith(' MANUAL_REVIEW'))).toEqual([]);
    }
  });
});
