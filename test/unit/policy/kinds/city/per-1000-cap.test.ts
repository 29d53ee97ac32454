import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ApplicationInput } from '../../../../../api/policy/application.ts';
import type { FactsInput } from '../../../../../api/policy/facts.ts';
import {
  anApplication,
  anArea,
  aPlan,
  evaluateRule,
  someFacts,
} from '../../../../support/policy-builders.ts';

type Area = Parameters<typeof anArea>[0];
type Parameter = NonNullable<FactsInput['parameters']>[number];
const UNIT = 'beds per 1000 residents';
const dated = (value: number, parameter = 'beds_cap') => ({
  values: [{ value, validFrom: '2026-01-01', validTo: '2026-12-31' }],
  parameter,
  unit: UNIT,
});
const planOf = (parameters: object) =>
  aPlan([
    {
      id: 'KF-B1',
      kind: 'per-1000-cap',
      parameters: { denominator: 'resident_pop', total: dated(7.7), ...parameters },
    },
  ]);
const plan = planOf({});
const beds = (
  designated: number,
  bedCategory = 'general',
  category: string | null = '综合医院',
  without = 0,
) => ({
  bedCategory,
  category,
  hospitalGrade: null,
  designated,
  open: designated,
  institutionsWithoutFigure: without,
});
const city = (
  rows: ReturnType<typeof beds>[] | null,
  residents: number | null = 1_000_000,
  more: Area = {},
) =>
  anArea({
    code: '999900',
    level: 'city',
    name: '测试市',
    statistics: {
      insured_pop: { value: 900_000, asOf: '2025-12-31', document: '医保统计' },
      ...(residents === null
        ? {}
        : { resident_pop: { value: residents, asOf: '2025-12-31', document: '统计公报' } }),
    },
    beds: rows,
    ...more,
  });
const judge = (
  of: Area,
  application: Partial<ApplicationInput> = {},
  more: Partial<FactsInput> = {},
  rules = plan,
) =>
  evaluateRule(
    rules,
    'KF-B1',
    anApplication({ service: 'inpatient', category: '综合医院', beds: { general: 50 }, ...application }),
    someFacts({ city: anArea(of), ...more }),
  );
const items = (finding: ReturnType<typeof judge>) => finding.missing?.map(({ item }) => item);

describe('cap of purchased beds per 1000 residents (KF-B1, QD-5)', () => {
  it('passes at the cap and fails in principle with one bed more', () => {
    expect(judge(city([beds(7650)]))).toMatchObject({ outcome: 'PASS', threshold: 7.7, comparator: '<=' });
    expect(judge(city([beds(7651)]))).toMatchObject({ outcome: 'FAIL_IN_PRINCIPLE', measured: 7.701 });
  });

  it('divides by residents and shows the figure per 1000 insured only for comparison', () => {
    const finding = judge(city([beds(7000)]));
    expect(finding.measured).toBeCloseTo(7.05, 10);
    expect(finding.unit).toBe('beds per 1000 resident_pop');
    expect(finding.derived?.per1000InsuredForComparison).toBeCloseTo((7050 * 1000) / 900_000, 10);
    expect(items(judge(city([beds(7000)], null)))).toEqual(['resident_pop']);
  });

  it('takes no modelled population and no city without beds', () => {
    const modelled = {
      resident_pop: { value: 1_000_000, asOf: '2025-12-31', document: 'WorldPop', isModelled: true },
    };
    expect(items(judge(city([beds(7000)], null, { statistics: modelled })))).toEqual(['resident_pop']);
    expect(items(judge(city(null)))).toEqual(['purchased_beds']);
    expect(items(judge({}, {}, { city: null }))).toEqual(['purchased_beds', 'resident_pop']);
  });

  it('needs the beds asked for; long-term-care beds are no hospital beds', () => {
    const without = anApplication({ service: 'inpatient' });
    expect(items(evaluateRule(plan, 'KF-B1', without, someFacts({ city: city([beds(1)]) })))).toEqual([
      'requested_beds',
    ]);
    expect(items(judge(city([beds(1)]), { beds: { general: 0 } }))).toEqual(['requested_beds']);
    expect(judge(city([beds(7650), beds(9000, 'ltc')])).outcome).toBe('PASS');
    expect(items(judge(city([beds(9000)]), { beds: { ltc: 50 } }))).toEqual(['requested_beds']);
    const down = { from: { general: 10 }, to: { general: 5, ltc: 5 } };
    expect(judge(city([beds(9000)]), { purpose: 'bed_conversion', bedConversion: down })).toMatchObject({
      outcome: 'PASS',
      reason: { en: 'The application adds no inpatient beds.' },
    });
  });

  it('is for review while figures that are missing could change the answer', () => {
    expect(items(judge(city([beds(7000, 'general', '综合医院', 2)])))).toEqual(['beds_of_institutions']);
    expect(judge(city([beds(8000, 'general', '综合医院', 2)])).outcome).toBe('FAIL_IN_PRINCIPLE');
  });

  it('takes the indicator of the year: the text, else what the authority has entered', () => {
    const asOf = '2027-06-30';
    expect(items(judge(city([beds(7000)]), {}, { asOf }))).toEqual(['beds_cap']);
    const entry = (value: number, more: Partial<Parameter> = {}): Parameter => ({
      name: 'beds_cap',
      value,
      unit: UNIT,
      qualifier: null,
      from: '2027-01-01',
      to: null,
      document: '新规划',
      ...more,
    });
    expect(judge(city([beds(7000)]), {}, { asOf, parameters: [entry(7)] })).toMatchObject({
      outcome: 'FAIL_IN_PRINCIPLE',
      threshold: 7,
      evidence: { documents: ['统计公报 (2025-12-31)', '新规划'] },
    });
    const open = (parameters: Parameter[]) => judge(city([beds(7000)]), {}, { asOf, parameters }).outcome;
    expect(open([entry(9, { unit: 'beds per 1000 insured' })])).toBe('MANUAL_REVIEW');
    expect(open([entry(9), entry(8)])).toBe('MANUAL_REVIEW');
    expect(open([entry(9, { qualifier: 'psychiatric' })])).toBe('MANUAL_REVIEW');
    expect(open([entry(9, { from: '2027-07-01' })])).toBe('MANUAL_REVIEW');
    expect(judge(city([beds(7000)]), {}, { parameters: [entry(7, { from: null })] }).threshold).toBe(7);
  });

  describe('sub-indicators', () => {
    const rules = planOf({
      categories: [
        {
          id: 'rehabilitation',
          title: { zh: '康复', en: 'Rehabilitation' },
          bedCategories: ['rehabilitation'],
          cap: dated(0.42, 'rehabilitation_cap'),
        },
        {
          id: 'tcm',
          title: { zh: '中医类医院', en: 'TCM hospitals' },
          licenceCategories: ['中医医院', '中西医结合医院'],
          cap: dated(0.85, 'tcm_cap'),
        },
      ],
    });
    const rows = [beds(5000), beds(400, 'rehabilitation', '康复医院'), beds(800, 'general', '中医医院')];
    const ask = (application: Partial<ApplicationInput>, of = rows) =>
      judge(city(of), application, {}, rules);

    it('hold besides the total for what they count', () => {
      expect(ask({ category: '康复医院', beds: { rehabilitation: 20 } }).outcome).toBe('PASS');
      expect(ask({ category: '康复医院', beds: { rehabilitation: 21 } })).toMatchObject({
        outcome: 'FAIL_IN_PRINCIPLE',
        threshold: 0.42,
      });
      expect(ask({ beds: { general: 100 } })).toMatchObject({ outcome: 'PASS', threshold: 7.7 });
    });

    it('count a rehabilitation bed of a TCM hospital in both', () => {
      expect(ask({ category: '中医医院', beds: { rehabilitation: 20 } }).outcome).toBe('PASS');
      expect(ask({ category: '中医医院', beds: { rehabilitation: 15, general: 36 } })).toMatchObject({
        threshold: 0.85,
      });
      expect(ask({ category: '中医医院', beds: { rehabilitation: 21 } })).toMatchObject({ threshold: 0.42 });
    });

    it('leave open what a licence does not tell', () => {
      expect(
        items(
          ask({ category: '中医医院' }, [
            ...rows.slice(0, 2),
            beds(790, 'general', '中医医院'),
            beds(20, 'general', null),
          ]),
        ),
      ).toEqual(['licence_category']);
      const almost = { category: '中医医院', beds: { general: 49 } };
      expect(ask(almost, [...rows, beds(1, 'general', null)]).outcome).toBe('PASS');
      expect(ask(almost, [...rows, beds(2, 'general', null)]).outcome).toBe('MANUAL_REVIEW');
      const noCategory = anApplication({
        service: 'inpatient',
        beds: { general: 51 },
        category: '综合医院、中医医院',
      });
      expect(evaluateRule(rules, 'KF-B1', noCategory, someFacts({ city: city(rows) })).outcome).toBe(
        'MANUAL_REVIEW',
      );
    });

    it('look at what a conversion adds', () => {
      const convert = (to: object) =>
        ask({ purpose: 'bed_conversion', bedConversion: { from: { general: 30 }, to } }, [
          beds(9000),
          beds(400, 'rehabilitation', '康复医院'),
        ]);
      expect(convert({ rehabilitation: 20 }).outcome).toBe('PASS');
      expect(convert({ rehabilitation: 21 }).outcome).toBe('FAIL_IN_PRINCIPLE');
      expect(convert({ paediatric: 31 })).toMatchObject({ outcome: 'FAIL_IN_PRINCIPLE', threshold: 7.7 });
    });
  });

  it('property: passes exactly while the beds times 1000 are at most the cap times the residents', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 20_000 }),
        fc.integer({ min: 1, max: 2_000 }),
        fc.integer({ min: 1, max: 3_000_000 }),
        (purchased, asked, residents) => {
          const { outcome } = judge(city([beds(purchased)], residents), { beds: { general: asked } });
          const isWithin = BigInt(purchased + asked) * 10_000n <= 77n * BigInt(residents);
          expect(outcome).toBe(isWithin ? 'PASS' : 'FAIL_IN_PRINCIPLE');
        },
      ),
    );
  });
});
