import { describe, expect, it } from 'vitest';
import { evaluatePlan } from '../../../api/policy/evaluate.ts';
import { getPlan, loadPlans } from '../../../api/policy/load-plans.ts';
import { buildPlan } from '../../../api/policy/plan.ts';
import { applicationOf, factsOf } from '../../support/plan-case.ts';
import { readCaseFile } from '../../support/plan-case-format.ts';

type Patch = Readonly<Record<string, unknown>>;
const draft = getPlan(loadPlans(), 'dalian/2025-2027');
const plan = buildPlan({ ...(draft.contents as object), status: 'in_force', publishedOn: '2026-01-01' });
const file = readCaseFile(draft.id);
const AS_OF = '2026-05-20';
const CAPABLE = { high_value_prescriptions: { value: true, document: '证明', verified: true } };

/** One rule of Dalian on a pharmacy of a district below its bounds. */
function judge(ruleId: string, application: Patch, facts: Patch = {}) {
  const use = { use: ['pharmacy'] };
  const { findings, overall } = evaluatePlan({
    plan,
    application: applicationOf(file, use, application),
    facts: factsOf(file, AS_OF, use, facts),
    asOf: AS_OF,
  });
  const finding = findings.find((one) => one.ruleId === ruleId);
  if (!finding) throw new Error(`no ${ruleId}`);
  return { overall, outcome: finding.outcome, missing: finding.missing?.map(({ item }) => item) ?? [] };
}

const registered = (services: readonly string[], movedM: number, from = '2026-02-01') => ({
  applicant: {
    institutionId: 7,
    code: 'P7',
    name: '示例药店',
    kind: 'pharmacy',
    category: null,
    typeNo: null,
    lon: 121.6,
    lat: 38.9,
    movedM,
    services: services.map((service) => ({ service, from })),
    grades: [{ scale: 'settlement_level', grade: 'I', obtainedBy: 'assessed', from, to: null }],
    designatedBeds: {},
    coachingUntil: null,
    isBranch: false,
  },
});
/** Street and district with so many pharmacies with pooling, bounds 12 and 100; so many dual-channel ones in the district. */
const counts = (street: number, district: number, dual = 0) => ({
  street: {
    bounds: [{ pharmacyKind: 'outpatient_pooling', upper: 12 }],
    pharmacies: { counts: [{ pharmacyKind: 'outpatient_pooling', counted: street }] },
  },
  businessArea: {
    bounds: [{ pharmacyKind: 'outpatient_pooling', upper: 100 }],
    pharmacies: {
      counts: [
        { pharmacyKind: 'outpatient_pooling', counted: district },
        { pharmacyKind: 'dual_channel', counted: dual },
      ],
    },
  },
});

describe('DL-D5: a pharmacy that rises to the level of outpatient pooling', () => {
  const RISE = {
    service: 'outpatient_pooling',
    purpose: 'settlement_promotion',
    promotion: { from: 'I', to: 'II' },
  };
  const facts = registered(['personal_account'], 0);

  it('is one more: closed at the bound, open below it', () => {
    expect(judge('DL-D5', RISE, { ...facts, ...counts(12, 100) }).outcome).toBe('FAIL');
    expect(judge('DL-D5', RISE, { ...facts, ...counts(11, 99) }).outcome).toBe('PASS');
  });

  it('that has pooling already is counted already: for review', () => {
    const rise = { ...RISE, promotion: { from: 'II', to: 'III' } };
    const having = registered(['personal_account', 'outpatient_pooling'], 0);
    expect(judge('DL-D5', rise, { ...having, ...counts(12, 100) }).outcome).toBe('MANUAL_REVIEW');
  });
});

describe('DL-D5 DL-D6: the place that a moving pharmacy gives up', () => {
  const move = (service: string) => ({
    service,
    purpose: 'relocation',
    relocation: { ground: 'ordinary' },
    statements: { ...CAPABLE, settlement_level_reached: { value: true, document: '通知', verified: true } },
  });

  it.each([
    ['outpatient_pooling', 'DL-D5', counts(12, 100), 'MANUAL_REVIEW'],
    ['outpatient_pooling', 'DL-D5', counts(13, 101), 'FAIL'],
    ['dual_channel', 'DL-D6', counts(1, 1, 1), 'MANUAL_REVIEW'],
    ['dual_channel', 'DL-D6', counts(1, 1, 2), 'FAIL'],
  ])('%s by %s', (service, ruleId, facts, outcome) => {
    const own = judge(ruleId, move(service), { ...registered([service], 900), ...facts });
    expect(own.outcome).toBe(outcome);
    expect(own.missing).toEqual(outcome === 'FAIL' ? [] : ['own_place']);
  });

  it('is nobody’s where it holds another service', () => {
    const facts = { ...registered(['personal_account'], 900), ...counts(12, 100, 1) };
    expect(judge('DL-D5', move('outpatient_pooling'), facts).outcome).toBe('FAIL');
    expect(judge('DL-D6', move('dual_channel'), facts).outcome).toBe('FAIL');
  });
});

describe('DL-D6: what keeps a full district from being a denial', () => {
  const dual = { service: 'dual_channel', statements: CAPABLE };
  const full = counts(1, 1, 1);

  it('a site in another district than the licence', () => {
    expect(judge('DL-D6', dual, full).overall).toBe('FAIL');
    const elsewhere = { ...full, county: { code: '210292', name: '乙区' } };
    expect(judge('DL-D6', dual, elsewhere)).toMatchObject({
      outcome: 'MANUAL_REVIEW',
      overall: 'MANUAL_REVIEW',
    });
  });

  it('DL-A9: a site on the border of a remote street', () => {
    const trait = { trait: 'remote', value: 'yes', areaLevel: 'street', areaCode: '210291001' };
    const border = { ...full, traits: [{ ...trait, position: 'border' }] };
    expect(judge('DL-D6', dual, border)).toMatchObject({
      outcome: 'MANUAL_REVIEW',
      overall: 'MANUAL_REVIEW',
    });
  });
});
