import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FactsInput } from '../../../../../api/policy/facts.ts';
import {
  anApplication,
  anArea,
  aPlan,
  aRegisteredApplicant,
  evaluateRule,
  someFacts,
} from '../../../../support/policy-builders.ts';
import { aLot, aPool } from './lots-of-pools.ts';

type TraitInput = NonNullable<FactsInput['traits']>[number];
const ratio = (parameters: object = {}) => ({
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
    ...parameters,
  },
});
const free = (options: object = {}) => ({
  id: 'DL-B3',
  kind: 'free-additions',
  parameters: { support: ['may'], areaClasses: ['3'] },
  options,
});
const plan = aPlan([ratio(), free()]);
const application = anApplication({ service: 'outpatient_pooling' });

function aTrait(trait: string, value: string, overrides: Partial<TraitInput> = {}): TraitInput {
  return {
    trait,
    value,
    category: trait === 'support' ? '普通诊所' : null,
    areaCode: '999901',
    areaLevel: 'county',
    areaName: '甲区',
    areaKm2: null,
    document: '设置指引2025',
    publishedOn: '2025-03-01',
    from: '2025-03-01',
    to: null,
    ...overrides,
  };
}

const district = anArea();
const licensed = {
  licensingArea: { areaId: 2, code: '999901', level: 'county', name: '甲区', parentCode: '999900' },
  licensingLevel: 'county',
} as const;
function facts(support: string, areaClass: string, remaining: number, more: Partial<FactsInput> = {}) {
  return someFacts({
    ...licensed,
    traits: [aTrait('support', support), aTrait('area_class', areaClass)],
    pools: [aPool('outpatient_pooling', [aLot(remaining)])],
    ...more,
  });
}
const judge = (...[support, areaClass, remaining, more]: Parameters<typeof facts>) =>
  evaluateRule(plan, 'DL-B2', application, facts(support, areaClass, remaining, more));

describe('release ratio by support category and area class (DL-B2)', () => {
  it.each([
    ['caution', '1', 1, 'NOT_SELECTED', 2, 0],
    ['caution', '2', 2, 'PASS', 2, 1],
    ['caution', '2', 3, 'PASS', 2, 1],
    ['caution', '3', 1, 'PASS', 1, 1],
    ['may', '2', 0, 'NOT_SELECTED', 1, 0],
    ['may', '1', 1, 'PASS', 1, 1],
  ])('%s in class %s with R = %i: %s, X = %i', (support, areaClass, remaining, outcome, x, additions) => {
    expect(judge(support, areaClass, remaining)).toMatchObject({
      outcome,
      measured: remaining,
      threshold: x,
      derived: { poolX: x, poolNeed: x, poolArea: '999901', additionsPossible: additions },
    });
  });

  it('draws X of the pool, and what the batch has taken is gone', () => {
    expect(judge('caution', '2', 3).draws).toEqual([
      { resource: 'pool', poolKind: 'outpatient_pooling', areaCode: '999901', quantity: 2, retireX: 2 },
    ]);
    const after = { earlierInBatch: { pools: { 'outpatient_pooling@999901': 2 } } };
    expect(judge('caution', '2', 3, after)).toMatchObject({
      outcome: 'NOT_SELECTED',
      derived: { shortBy: 1 },
    });
    expect(judge('caution', '2', 4, after).outcome).toBe('PASS');
  });

  it('says the numbers in both languages', () => {
    expect(judge('caution', '2', 1).reason).toEqual({
      zh: '甲区有效释放量 1 家，按“退2进1”需要 2，尚缺 1。',
      en: '甲区 has 1 released institutions; retire-2-add-1 needs 2: 1 short.',
    });
  });

  it('knows an empty pool as zero and says how much is short', () => {
    expect(judge('caution', '2', 0, { pools: [] })).toMatchObject({
      outcome: 'NOT_SELECTED',
      measured: 0,
      derived: { shortBy: 2 },
    });
  });

  it('does not count a lot that has lapsed, is not released yet or is no pool lot', () => {
    const lots = [
      aLot(1, { lotId: 'a', validTo: '2026-06-29' }),
      aLot(1, { lotId: 'b', releasedOn: '2026-07-01' }),
      aLot(1, { lotId: 'c', use: 'undecided' }),
    ];
    const none = { pools: [aPool('outpatient_pooling', lots)] };
    expect(judge('may', '2', 0, none).outcome).toBe('NOT_SELECTED');
    const lastDay = { pools: [aPool('outpatient_pooling', [aLot(1, { validTo: '2026-06-30' })])] };
    expect(judge('may', '2', 0, lastDay).outcome).toBe('PASS');
  });

  it.each([
    ['support category', [aTrait('area_class', '2')], ['support_category']],
    ['area class', [aTrait('support', 'may')], ['area_class']],
    ['both', [], ['support_category', 'area_class']],
    [
      'a guideline that has ended',
      [aTrait('support', 'may', { to: '2026-06-29' }), aTrait('area_class', '2')],
      ['support_category'],
    ],
    [
      'the entry of another category',
      [aTrait('support', 'may', { category: '综合医院' }), aTrait('area_class', '2')],
      ['support_category'],
    ],
  ])('names what is missing: %s', (_, traits, missing) => {
    const finding = judge('may', '2', 5, { traits });
    expect(finding.outcome).toBe('MANUAL_REVIEW');
    expect(finding.missing?.map(({ item }) => item)).toEqual(missing);
  });

  it('reviews a support category that the table has not, and contradictory entries', () => {
    expect(judge('encouraged', '2', 5).outcome).toBe('MANUAL_REVIEW');
    const twice = [aTrait('support', 'may'), aTrait('support', 'caution'), aTrait('area_class', '2')];
    expect(judge('may', '2', 5, { traits: twice }).outcome).toBe('MANUAL_REVIEW');
  });

  it('takes an entry for all categories where the category has none of its own', () => {
    const general = aTrait('support', 'caution', { category: null });
    const own = aTrait('support', 'may');
    const area = aTrait('area_class', '2');
    const x = (...traits: TraitInput[]) =>
      judge('may', '2', 5, { traits: [...traits, area] }).threshold ?? 'review';
    expect(x(general)).toBe(2);
    expect(x(general, own)).toBe(1);
    expect(x(general, own, { ...own, value: 'caution' })).toBe('review');
    const street = { areaCode: '999901001', areaLevel: 'street' };
    expect(x({ ...general, ...street }, own)).toBe('review');
    expect(x({ ...general, ...street, value: 'may' }, own)).toBe(1);
    expect(x(general, { ...own, ...street })).toBe(1);
  });

  it('takes the entry of the smallest area that contains the site', () => {
    const street = { areaCode: '999901001', areaLevel: 'street', areaName: '甲街道' };
    const traits = [
      aTrait('support', 'may'),
      aTrait('support', 'caution', street),
      aTrait('area_class', '2'),
    ];
    expect(judge('may', '2', 1, { traits })).toMatchObject({ outcome: 'NOT_SELECTED', threshold: 2 });
  });

  it('reviews a site on the border of an area that would change the class', () => {
    const border = { areaCode: '999901001', areaLevel: 'street', position: 'border' as const };
    const traits = (value: string) => [
      aTrait('support', 'caution'),
      aTrait('area_class', '2'),
      aTrait('area_class', value, border),
    ];
    expect(judge('caution', '2', 5, { traits: traits('3') }).outcome).toBe('MANUAL_REVIEW');
    expect(judge('caution', '2', 5, { traits: traits('2') }).outcome).toBe('PASS');
  });

  it('compares categories as printed: brackets and spaces apart, several must agree', () => {
    const of = (category: string, traits: TraitInput[]) =>
      evaluateRule(
        plan,
        'DL-B2',
        anApplication({ service: 'outpatient_pooling', category }),
        facts('may', '2', 1, { traits: [...traits, aTrait('area_class', '2')] }),
      ).outcome;
    expect(of('卫生所（室）', [aTrait('support', 'may', { category: '卫生所(室)' })])).toBe('PASS');
    const both = (value: string) => [
      aTrait('support', 'may', { category: '中医诊所' }),
      aTrait('support', value, { category: '口腔诊所' }),
    ];
    expect(of('中医诊所、口腔诊所', both('may'))).toBe('PASS');
    expect(of('中医诊所、口腔诊所', both('caution'))).toBe('MANUAL_REVIEW');
  });

  it.each([
    ['no authority', { licensingArea: null, licensingLevel: null }, 'licensing_authority'],
    ['a city authority', { licensingLevel: 'city' as const }, undefined],
    ['a provincial authority', { licensingLevel: 'province' as const }, undefined],
  ])('never falls back to the location: %s', (_, more, item) => {
    const finding = judge('may', '2', 5, more);
    expect(finding.outcome).toBe('MANUAL_REVIEW');
    expect(finding.missing?.[0]?.item).toBe(item);
  });

  it('draws on the licensing district, not on that of the location', () => {
    const more = { county: { ...district, code: '999902', name: '乙区' } };
    expect(judge('may', '2', 1, more)).toMatchObject({ outcome: 'PASS', draws: [{ areaCode: '999901' }] });
  });

  it('T28: a branch in B of a hospital licensed in A is for review where the two pools differ', () => {
    const branch = anApplication({ service: 'outpatient_pooling', purpose: 'branch' });
    const at = (a: number, b: number) =>
      evaluateRule(
        plan,
        'DL-B2',
        branch,
        facts('may', '2', 0, {
          county: { ...district, code: '999902', name: '乙区' },
          pools: [aPool('outpatient_pooling', [aLot(a)]), aPool('outpatient_pooling', [aLot(b)], '999902')],
        }),
      );
    expect(at(1, 0).outcome).toBe('MANUAL_REVIEW');
    expect(at(0, 1)).toMatchObject({
      outcome: 'MANUAL_REVIEW',
      measured: 0,
      threshold: 1,
      derived: { availableInBranchArea: 1 },
    });
    expect(at(0, 0).outcome).toBe('NOT_SELECTED');
    expect(evaluateRule(plan, 'DL-B2', branch, facts('may', '2', 1)).derived).not.toHaveProperty(
      'branchArea',
    );
    expect(at(1, 1)).toMatchObject({ outcome: 'PASS', draws: [{ areaCode: '999901' }] });
  });

  it('flags that the guideline was replaced after the application', () => {
    const submitted = (submittedAt: string) =>
      evaluateRule(plan, 'DL-B2', { ...application, submittedAt }, facts('may', '2', 1)).derived;
    expect(submitted('2025-02-28T23:59:00+08:00')).toMatchObject({ guidelineReplacedOn: '2025-03-01' });
    expect(submitted('2025-02-28T16:00:00Z')).not.toHaveProperty('guidelineReplacedOn');
  });

  it('asks first for a verified precondition where the plan names one', () => {
    const strict = aPlan([ratio({ requiredStatement: 'settlement_level_reached' }), free()]);
    const of = (verified: boolean) =>
      evaluateRule(
        strict,
        'DL-B2',
        anApplication({
          service: 'outpatient_pooling',
          statements: { settlement_level_reached: { value: true, verified } },
        }),
        facts('may', '2', 1),
      );
    expect(of(false)).toMatchObject({
      outcome: 'MANUAL_REVIEW',
      missing: [{ item: 'settlement_level_reached' }],
    });
    expect(of(true).outcome).toBe('PASS');
  });

  it('never gets worse with more release, and passes exactly when floor(R / X) is at least one', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 9 }),
        fc.integer({ min: 0, max: 5 }),
        fc.constantFrom('may', 'caution'),
        fc.constantFrom('1', '2'),
        (remaining, taken, support, areaClass) => {
          const earlierInBatch = { pools: { 'outpatient_pooling@999901': taken } };
          const passes = (more: number) =>
            judge(support, areaClass, remaining + more, { earlierInBatch }).outcome === 'PASS';
          const x = support === 'may' ? 1 : 2;
          expect(passes(0)).toBe(Math.floor(Math.max(0, remaining - taken) / x) >= 1);
          if (passes(0)) expect(passes(1)).toBe(true);
        },
      ),
      { numRuns: 80 },
    );
  });
});

describe('one free addition (DL-B3)', () => {
  const made = (category: string, areaCode = '999901') => ({
    freeAdditions: [{ areaCode, category, admittedOn: '2026-02-01', applicationId: 'x' }],
  });
  const both = (more: Partial<FactsInput> = {}, remaining = 0, of = plan) => {
    const given = facts('may', '3', remaining, more);
    return {
      free: evaluateRule(of, 'DL-B3', application, given),
      ratio: evaluateRule(of, 'DL-B2', application, given),
    };
  };

  it('T18: the first of the area needs no release and draws nothing of the pool', () => {
    const found = both();
    expect(found.free).toMatchObject({
      outcome: 'PASS',
      derived: { free: true },
      draws: [{ resource: 'free_addition', areaCode: '999901', category: '普通诊所' }],
    });
    expect(found.ratio.outcome).toBe('PASS');
    expect(found.ratio.draws).toBeUndefined();
    expect(both({}, 5).ratio.draws).toBeUndefined();
  });

  it('the second of the category goes by ratio', () => {
    expect(both(made('普通诊所')).free.outcome).toBe('NOT_APPLICABLE');
    expect(both(made('普通诊所')).ratio.outcome).toBe('NOT_SELECTED');
    expect(both(made('普通诊所'), 1).ratio).toMatchObject({ outcome: 'PASS', draws: [{ quantity: 1 }] });
  });

  it('a second of another category is for review, and by ratio where there is release', () => {
    expect(both(made('口腔诊所')).free.outcome).toBe('MANUAL_REVIEW');
    expect(both(made('口腔诊所')).ratio.outcome).toBe('MANUAL_REVIEW');
    expect(both(made('口腔诊所'), 1).ratio.outcome).toBe('PASS');
  });

  it('counts those of the batch', () => {
    const batch = { earlierInBatch: { freeAdditions: [{ areaCode: '999901', category: '普通诊所' }] } };
    expect(both(batch).ratio.outcome).toBe('NOT_SELECTED');
    const elsewhere = { earlierInBatch: { freeAdditions: [{ areaCode: '999902', category: '普通诊所' }] } };
    expect(both(elsewhere).ratio.outcome).toBe('PASS');
  });

  it('reviews one that was entered for an area drawn otherwise', () => {
    expect(both(made('普通诊所', '999901001')).free.outcome).toBe('MANUAL_REVIEW');
  });

  it('counts by area and category where the bureau reads it so', () => {
    const reading = aPlan([ratio(), free({ counted: 'area_and_category' })]);
    expect(both(made('口腔诊所'), 0, reading).free.outcome).toBe('PASS');
    expect(both(made('普通诊所'), 0, reading).free.outcome).toBe('NOT_APPLICABLE');
  });

  it.each([
    ['may', '2', 'NOT_APPLICABLE'],
    ['caution', '3', 'NOT_APPLICABLE'],
    ['caution', '2', 'NOT_APPLICABLE'],
  ])('%s in class %s: %s', (support, areaClass, outcome) => {
    expect(evaluateRule(plan, 'DL-B3', application, facts(support, areaClass, 0)).outcome).toBe(outcome);
  });

  it('names an unknown class only where it could grant one', () => {
    const of = (traits: TraitInput[]) =>
      evaluateRule(plan, 'DL-B3', application, facts('may', '3', 0, { traits }));
    expect(of([aTrait('support', 'may')])).toMatchObject({
      outcome: 'MANUAL_REVIEW',
      missing: [{ item: 'area_class' }],
    });
    expect(of([aTrait('support', 'caution')]).outcome).toBe('NOT_APPLICABLE');
  });
});

describe('the applicant in the register', () => {
  it('is a branch when the register says so', () => {
    const given = facts('may', '2', 1, {
      county: { ...district, code: '999902', name: '乙区' },
      applicant: aRegisteredApplicant({ isBranch: true }),
    });
    expect(evaluateRule(plan, 'DL-B2', application, given).outcome).toBe('MANUAL_REVIEW');
  });
});
