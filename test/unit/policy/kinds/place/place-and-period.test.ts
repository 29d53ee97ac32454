import { describe, expect, it } from 'vitest';
import type { ApplicationInput } from '../../../../../api/policy/application.ts';
import type { FactsInput } from '../../../../../api/policy/facts.ts';
import type { Trait } from '../../../../../api/policy/facts-of-areas.ts';
import {
  aNeighbour,
  anApplication,
  anArea,
  aPlan,
  aRegisteredApplicant,
  aSite,
  evaluateRule,
  someFacts,
  someNeighbours,
} from '../../../../support/policy-builders.ts';

const TERM = { term: { zh: '建成区', en: 'built-up area' }, text: { zh: '说明', en: 'meaning' } };
const plan = aPlan([
  { id: 'TV-3', kind: 'type-scheme' },
  { id: 'TV-4', kind: 'branch-location', parameters: { poolServices: ['outpatient_pooling', 'inpatient'] } },
  {
    id: 'TV-5',
    kind: 'coaching-period',
    appliesTo: { kinds: ['medical'] },
    parameters: { months: 6, exceptStatement: 'regional_medical_centre' },
  },
  { id: 'TV-9', kind: 'area-preference', parameters: { trait: 'remote' } },
  { id: 'TV-10', kind: 'entry-conditions', parameters: { statement: 'entry_conditions_met' } },
  { id: 'TV-11', kind: 'analysis-only', parameters: { kind: 'pharmacy', radiiM: [300, 800, 3000] } },
  { id: 'TV-12', kind: 'definition', parameters: { ...TERM, trait: 'built_up' } },
  { id: 'TV-13', kind: 'definition', parameters: TERM },
]);
const judge = (
  id: string,
  application: Partial<ApplicationInput> = {},
  facts: Partial<FactsInput> = {},
  asOf?: string,
) => evaluateRule(plan, id, anApplication(application), someFacts({ ...(asOf ? { asOf } : {}), ...facts }));
const trait = (more: Partial<Trait> = {}): Trait => ({
  trait: 'remote',
  value: 'yes',
  category: null,
  areaCode: '999901001',
  areaLevel: 'street',
  areaName: '甲街道',
  areaKm2: null,
  position: 'inside',
  document: '名单',
  publishedOn: null,
  from: null,
  to: null,
  ...more,
});

describe('the table of types', () => {
  const typed = (more: object) => ({
    type: { scheme: 'dalian-62', typeNo: null, problem: null, candidates: [], ...more },
  });
  it('gives the number', () => {
    expect(judge('TV-3')).toMatchObject({ outcome: 'PASS', derived: { typeNo: 37, scheme: 'dalian-62' } });
  });
  it.each([
    ['type_no', typed({ problem: 'not-listed' })],
    ['type_no', typed({ problem: 'several-types', candidates: [1, 22] })],
    ['type_no', typed({ scheme: 'other', typeNo: 37 })],
    ['type_no', { type: null }],
  ])('%s is missing: review', (item, facts) => {
    const finding = judge('TV-3', {}, facts as Partial<FactsInput>);
    expect(finding.outcome).toBe('MANUAL_REVIEW');
    expect(finding.missing?.map((one) => one.item)).toEqual([item]);
  });
  it('needs a category', () => {
    const finding = judge('TV-3', { category: undefined as never }, { type: null });
    expect(finding.missing?.map((one) => one.item)).toEqual(['licence_category']);
  });
  it('may only flag a category that is not listed, but never several types', () => {
    const flagging = aPlan([{ id: 'TV-3', kind: 'type-scheme', options: { unlisted_category: 'flag' } }]);
    const at = (facts: object) =>
      evaluateRule(flagging, 'TV-3', anApplication(), someFacts(facts as Partial<FactsInput>)).outcome;
    expect(at(typed({ problem: 'not-listed' }))).toBe('FLAG');
    expect(at(typed({ problem: 'several-types', candidates: [1, 22] }))).toBe('MANUAL_REVIEW');
  });
  it('is not for pharmacies', () => {
    expect(judge('TV-3', { kind: 'pharmacy' }).outcome).toBe('NOT_APPLICABLE');
  });
});

describe('a branch campus', () => {
  const area = (code: string, more: object = {}) => {
    const { areaId, level, name, parentCode, isSynthetic } = anArea({ code, name: code, ...more });
    return { areaId, code, level, name, parentCode, isSynthetic };
  };
  const asked = (facts: Partial<FactsInput>, service: ApplicationInput['service'] = 'inpatient') =>
    judge('TV-4', { purpose: 'branch', service }, facts);

  it('counts where it stands', () => {
    expect(asked({ licensingArea: area('999901') })).toMatchObject({
      outcome: 'PASS',
      derived: { planningArea: '999901', releaseArea: '999901' },
    });
  });
  it('licensed in another district is for review where a pool decides, else flagged', () => {
    const facts = { licensingArea: area('999902') };
    expect(asked(facts)).toMatchObject({
      outcome: 'MANUAL_REVIEW',
      derived: { planningArea: '999901', releaseArea: '999902' },
    });
    expect(asked(facts, 'personal_account').outcome).toBe('FLAG');
  });
  it('licensed by the city stands inside its area', () => {
    expect(asked({ licensingArea: area('999900', { level: 'city' }) }).outcome).toBe('PASS');
  });
  it('is for review where its district or, with a pool, its authority is unknown', () => {
    expect(asked({ county: null }).missing?.[0]?.item).toBe('district_of_site');
    expect(asked({ site: aSite({ locationStatus: 'border' }) }).missing?.[0]?.item).toBe('district_of_site');
    expect(asked({}).missing?.[0]?.item).toBe('licensing_area');
    expect(asked({}, 'personal_account').outcome).toBe('PASS');
  });
  it('is a branch by the register too; others are not concerned', () => {
    const facts = { licensingArea: area('999902') };
    expect(judge('TV-4', {}, facts).outcome).toBe('NOT_APPLICABLE');
    const branch = { ...facts, applicant: aRegisteredApplicant({ isBranch: true }) };
    expect(judge('TV-4', { service: 'inpatient' }, branch).outcome).toBe('MANUAL_REVIEW');
  });
});

describe('the coaching period', () => {
  it.each([
    ['2026-08-31', '2027-02-28'],
    ['2027-08-31', '2028-02-29'],
    ['2026-03-15', '2026-09-15'],
  ])('from %s lasts to %s', (designatedOn, coachingUntil) => {
    expect(judge('TV-5', { designatedOn })).toMatchObject({
      outcome: 'FLAG',
      derived: { coachingUntil, remoteSettlement: 'closed_in_principle' },
    });
  });
  it('is over on the day after', () => {
    const applicant = aRegisteredApplicant({
      services: [
        { service: 'personal_account', status: 'active', from: '2026-08-31', to: null, countsFrom: null },
      ],
    });
    const on = (asOf: string) => judge('TV-5', {}, { applicant }, asOf).derived?.remoteSettlement;
    expect([on('2027-02-28'), on('2027-03-01')]).toEqual(['closed_in_principle', 'open']);
  });
  it('follows the recorded end, but not one of an agreement that has ended', () => {
    const applicant = aRegisteredApplicant({ coachingUntil: '2026-07-15' });
    expect(judge('TV-5', {}, { applicant }).derived?.coachingUntil).toBe('2026-07-15');
    const ended = { ...applicant, services: [] };
    expect(judge('TV-5', { designatedOn: '2026-08-31' }, { applicant: ended }).derived?.coachingUntil).toBe(
      '2027-02-28',
    );
  });
  it('does not hold for a verified exception', () => {
    const said = (verified: boolean, value = true) =>
      judge('TV-5', {
        designatedOn: '2026-08-31',
        statements: { regional_medical_centre: { value, verified } },
      });
    expect(said(true)).toMatchObject({ outcome: 'EXEMPT', derived: { remoteSettlement: 'open' } });
    expect(said(true, false).outcome).toBe('FLAG');
    expect(said(false)).toMatchObject({ outcome: 'FLAG', missing: [{ item: 'regional_medical_centre' }] });
  });
  it('has no dates before the agreement has', () => {
    expect(judge('TV-5')).toMatchObject({ outcome: 'FLAG', missing: [{ item: 'designated_on' }] });
  });
  it('is not for pharmacies where the plan says so', () => {
    expect(judge('TV-5', { kind: 'pharmacy', designatedOn: '2026-08-31' }).outcome).toBe('NOT_APPLICABLE');
  });
});

describe('preference of listed areas', () => {
  const known = { traitsKnown: ['remote'] };
  it.each([
    ['PRIORITY', { ...known, traits: [trait()] }],
    ['NOT_APPLICABLE', { ...known, traits: [trait({ trait: 'weak' })] }],
    ['MANUAL_REVIEW', { ...known, traits: [trait({ position: 'border' })] }],
    ['MANUAL_REVIEW', { ...known, site: null }],
    ['MANUAL_REVIEW', { ...known, site: aSite({ locationStatus: 'outside' }) }],
    ['FLAG', {}],
  ] as [string, Partial<FactsInput>][])('%s', (outcome, facts) => {
    expect(judge('TV-9', {}, facts).outcome).toBe(outcome);
  });
  it('cites its list, and names one that is not loaded', () => {
    expect(judge('TV-9', {}, { ...known, traits: [trait()] }).evidence).toEqual({
      areas: [{ code: '999901001', name: '甲街道', role: 'remote' }],
      documents: ['名单'],
    });
    expect(judge('TV-9').missing?.[0]?.item).toBe('trait:remote');
  });
});

describe('entry conditions', () => {
  it.each([
    [{ value: true, verified: true }, 'PASS'],
    [{ value: false, verified: true }, 'FAIL'],
    [{ value: true, verified: false }, 'MANUAL_REVIEW'],
    [{ value: false, verified: false }, 'MANUAL_REVIEW'],
    [undefined, 'MANUAL_REVIEW'],
  ])('%j gives %s', (said, outcome) => {
    const finding = judge('TV-10', said ? { statements: { entry_conditions_met: said } } : {});
    expect(finding.outcome).toBe(outcome);
    expect(finding.missing?.[0]?.item).toBe(outcome === 'MANUAL_REVIEW' ? 'entry_conditions_met' : undefined);
  });
});

describe('distance as analysis only', () => {
  const pharmacy = (distanceM: number, more: object = {}) =>
    aNeighbour({ institutionId: distanceM, kind: 'pharmacy', typeNo: null, distanceM, ...more });
  it('tells the nearest and the numbers, and denies nothing', () => {
    const listed = [
      pharmacy(800),
      pharmacy(100),
      pharmacy(50, { designated: 'ended' }),
      aNeighbour({ distanceM: 10 }),
    ];
    const finding = judge('TV-11', { kind: 'pharmacy' }, { neighbours: someNeighbours(listed) });
    expect(finding).toMatchObject({
      outcome: 'FLAG',
      measured: 100,
      derived: { within_300m: 1, within_800m: 2 },
    });
    expect(finding.derived).not.toHaveProperty('within_3000m');
    expect(finding.evidence?.institutions?.map((one) => one.distanceM)).toEqual([100, 800]);
  });
  it('says so when there is no position', () => {
    expect(judge('TV-11', {}, { site: null })).toMatchObject({
      outcome: 'FLAG',
      missing: [{ item: 'site_position' }],
    });
  });
});

describe('a definition', () => {
  const known = { traitsKnown: ['built_up'] };
  it.each([
    ['inside', { ...known, traits: [trait({ trait: 'built_up', value: 'substitute' })] }],
    ['border', { ...known, traits: [trait({ trait: 'built_up', position: 'border' })] }],
    ['outside', known],
    ['unknown', {}],
  ])('says that the site is %s', (position, facts) => {
    expect(judge('TV-12', {}, facts as Partial<FactsInput>)).toMatchObject({
      outcome: 'FLAG',
      derived: { position },
    });
  });
  it('of a word only explains it', () => {
    const finding = judge('TV-13');
    expect(finding.reason.zh).toBe('建成区：说明');
    expect(finding.derived).toBeUndefined();
  });
});
