import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FactsInput } from '../../../../../api/policy/facts.ts';
import { anApplication, aPlan, evaluateRule, someFacts } from '../../../../support/policy-builders.ts';

type Line = NonNullable<FactsInput['annualPlans']>[number];
const rule = (parameters: object = {}) => ({
  id: 'DL-A11',
  kind: 'annual-plan',
  group: 'annual_plan',
  parameters,
});
const plan = aPlan([rule()]);
const line = (overrides: Partial<Line> = {}): Line => ({
  annualPlanId: 1,
  year: 2026,
  areaCode: '999901',
  areaLevel: 'county',
  kind: 'medical',
  service: null,
  category: null,
  quantity: 10,
  used: 9,
  publishedOn: '2026-01-05',
  document: '2026年度控制计划',
  ...overrides,
});
const judge = (lines: Line[], more: Partial<FactsInput> = {}, application = anApplication(), of = plan) =>
  evaluateRule(of, 'DL-A11', application, someFacts({ annualPlans: lines, ...more }));
const taken = (id: string, quantity: number) => ({ earlierInBatch: { annualPlans: { [id]: quantity } } });

describe('annual plan (DL-A11, KF-A2, XA-10, QD-2)', () => {
  it('passes on the last unit and draws it', () => {
    expect(judge([line()])).toMatchObject({
      outcome: 'PASS',
      measured: 1,
      draws: [{ resource: 'annual_plan', annualPlanId: 1, quantity: 1 }],
    });
  });

  it('says in principle no when it was used up before, not selected when the batch used it up', () => {
    expect(judge([line({ used: 10 })]).outcome).toBe('FAIL_IN_PRINCIPLE');
    expect(judge([line()], taken('1', 1)).outcome).toBe('NOT_SELECTED');
    expect(judge([line({ used: 10 })], taken('1', 1)).outcome).toBe('FAIL_IN_PRINCIPLE');
    expect(judge([line({ quantity: 0, used: 0 })]).outcome).toBe('FAIL_IN_PRINCIPLE');
    expect(judge([line()], taken('2', 1)).outcome).toBe('PASS');
  });

  it('takes the outcomes from the plan', () => {
    const strict = aPlan([rule({ exhaustedBefore: 'FAIL', exhaustedInBatch: 'MANUAL_REVIEW' })]);
    expect(judge([line({ used: 10 })], {}, anApplication(), strict).outcome).toBe('FAIL');
    expect(judge([line()], taken('1', 1), anApplication(), strict).outcome).toBe('MANUAL_REVIEW');
  });

  it.each([
    ['of another year', line({ year: 2025 })],
    ['of another kind', line({ kind: 'pharmacy' })],
    ['of another service', line({ service: 'inpatient' })],
    ['of another category', line({ category: '综合医院' })],
    ['of another area', line({ areaCode: '999999' })],
    ['published after the date', line({ publishedOn: '2026-07-01' })],
  ])('is missing where there is only a line %s', (_, other) => {
    expect(judge([other])).toMatchObject({ outcome: 'MANUAL_REVIEW', missing: [{ item: 'annual_plan' }] });
  });

  it('counts the year of designation, first and last day', () => {
    const lines = [line(), line({ annualPlanId: 2, year: 2027, quantity: 1, used: 1 })];
    const of = (designatedOn: string) => judge(lines, {}, anApplication({ designatedOn })).derived?.planYear;
    expect(of('2026-12-31')).toBe(2026);
    expect(of('2027-01-01')).toBe(2027);
  });

  it('takes the smallest area and there the most specific line', () => {
    const city = line({ annualPlanId: 2, areaCode: '999900', areaLevel: 'city', quantity: 0 });
    expect(judge([city, line()]).derived?.annualPlanId).toBe(1);
    const own = line({ annualPlanId: 3, service: 'personal_account', category: '普通诊所' });
    expect(judge([line(), own]).derived?.annualPlanId).toBe(3);
  });

  it('leaves open which of two lines counts, and a category that cannot be compared', () => {
    const byService = line({ annualPlanId: 2, service: 'personal_account' });
    const byCategory = line({ annualPlanId: 3, category: '普通诊所' });
    expect(judge([byService, byCategory]).outcome).toBe('MANUAL_REVIEW');
    const { category: _, ...withoutCategory } = anApplication();
    expect(judge([byCategory], {}, withoutCategory)).toMatchObject({
      outcome: 'MANUAL_REVIEW',
      missing: [{ item: 'category' }],
    });
  });

  it('may be without a line for those the plan names', () => {
    const lenient = aPlan([rule({ optionalFor: [{ kinds: ['medical'], services: ['personal_account'] }] })]);
    expect(judge([], {}, anApplication(), lenient).outcome).toBe('NOT_APPLICABLE');
    expect(judge([], {}, anApplication({ service: 'inpatient' }), lenient).outcome).toBe('MANUAL_REVIEW');
    expect(judge([line({ used: 10 })], {}, anApplication(), lenient).outcome).toBe('FAIL_IN_PRINCIPLE');
    expect(judge([line({ publishedOn: '2026-07-01' })], {}, anApplication(), lenient).outcome).toBe(
      'MANUAL_REVIEW',
    );
  });

  it.each([
    ['kinds alone', { kinds: ['medical'] }, 'NOT_APPLICABLE'],
    ['services alone', { services: ['personal_account'] }, 'NOT_APPLICABLE'],
    ['another kind', { kinds: ['pharmacy'] }, 'MANUAL_REVIEW'],
    ['another service', { kinds: ['medical'], services: ['inpatient'] }, 'MANUAL_REVIEW'],
  ])('names those by %s', (_, optional, outcome) => {
    const lenient = aPlan([rule({ optionalFor: [optional] })]);
    expect(judge([], {}, anApplication(), lenient).outcome).toBe(outcome);
  });

  it('reviews an exhausted plan where the release suffices', () => {
    const both = aPlan([
      rule({ releaseRules: ['DL-D3'] }),
      {
        id: 'DL-D1',
        kind: 'saturation-band',
        parameters: {
          bands: [
            { name: 'under', title: { zh: '未', en: 'under' }, to: -1 },
            { name: 'over', title: { zh: '过', en: 'over' }, from: 0 },
          ],
          area: 'county',
        },
      },
      {
        id: 'DL-D3',
        kind: 'pool-ratio-by-band',
        parameters: {
          bandRule: 'DL-D1',
          poolKind: 'pharmacy_personal_account',
          ratios: [{ band: 'over', retire: 1 }],
          area: 'county',
        },
      },
    ]);
    const facts = (remaining: number): Partial<FactsInput> => ({
      county: {
        ...someFacts().county!,
        bounds: [{ pharmacyKind: 'all', lower: null, upper: 1, version: '1', document: 'd' }],
        pharmacies: {
          attribution: 'location',
          counts: [{ pharmacyKind: 'all', counted: 1, notYetCounted: 0 }],
          unattributed: 0,
        },
      },
      pools: [
        {
          poolKind: 'pharmacy_personal_account',
          areaCode: '999901',
          areaLevel: 'county',
          lots: [
            {
              lotId: 'a',
              quantity: 1,
              remaining,
              releasedOn: '2026-01-10',
              validTo: '2027-03-31',
              publishedOn: '2026-04-01',
            },
          ],
        },
      ],
    });
    const used = [line({ used: 10 })];
    expect(judge(used, facts(1), anApplication(), both).outcome).toBe('MANUAL_REVIEW');
    expect(judge(used, facts(0), anApplication(), both).outcome).toBe('FAIL_IN_PRINCIPLE');
  });

  it('never gets worse with a larger plan, nor better with more taken', () => {
    const badness = ['PASS', 'NOT_SELECTED', 'FAIL_IN_PRINCIPLE'];
    const whole = fc.integer({ min: 0, max: 6 });
    fc.assert(
      fc.property(whole, whole, whole, (quantity, used, earlier) => {
        const of = (plus: number, more: number) =>
          badness.indexOf(
            judge([line({ quantity: quantity + plus, used })], taken('1', earlier + more)).outcome,
          );
        expect(of(1, 0)).toBeLessThanOrEqual(of(0, 0));
        expect(of(0, 1)).toBeGreaterThanOrEqual(of(0, 0));
        expect(of(0, 0) === 0).toBe(quantity - used - earlier >= 1);
      }),
      { numRuns: 60 },
    );
  });
});
