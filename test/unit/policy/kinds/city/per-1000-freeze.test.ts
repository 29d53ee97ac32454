import { describe, expect, it } from 'vitest';
import type { ApplicationInput } from '../../../../../api/policy/application.ts';
import type { FactsInput } from '../../../../../api/policy/facts.ts';
import {
  anApplication,
  anArea,
  aPlan,
  aSite,
  evaluateRule,
  someFacts,
} from '../../../../support/policy-builders.ts';

const UNIT = 'beds per 1000 residents';
const zoneRule = { trait: 'main_urban', title: { zh: '主城区', en: 'main urban area' }, limit: 12 };
const anyRequested = {
  anyRequested: { parameter: 'bed_indicator', unit: UNIT, withoutIndicator: 'beds_without_indicator' },
};
const plan = (parameters: object) =>
  aPlan([
    { id: 'KF-B2', kind: 'per-1000-freeze', parameters: { denominator: 'resident_pop', ...parameters } },
  ]);
const kaifeng = plan({ categories: anyRequested, zone: zoneRule });
const qingdao = (below: string) =>
  plan({
    categories: {
      indicators: [
        {
          bedCategory: 'psychiatric',
          indicator: {
            values: [{ value: 0.78, validFrom: '2026-01-01', validTo: '2026-12-31' }],
            parameter: 'psychiatric',
            unit: UNIT,
          },
          below,
        },
      ],
    },
  });
const beds = (designated: number, bedCategory = 'general', without = 0) => ({
  bedCategory,
  category: null,
  hospitalGrade: null,
  designated,
  open: designated,
  institutionsWithoutFigure: without,
});
const area = (
  code: string,
  level: 'city' | 'management',
  rows: ReturnType<typeof beds>[] | null,
  residents = 1_000_000,
) =>
  anArea({
    areaId: code === '999900' ? 1 : 50,
    code,
    level,
    name: code,
    statistics: { resident_pop: { value: residents, asOf: '2025-12-31', document: '统计公报' } },
    beds: rows,
  });
const list = { list: 'beds_without_indicator', categories: ['general'], document: '附表', publishedOn: null };
const BASE: Partial<FactsInput> = {
  city: area('999900', 'city', [beds(5000), beds(780, 'psychiatric')]),
  traitsKnown: ['main_urban'],
  categoryLists: [list],
};
const inZone = (
  rows: ReturnType<typeof beds>[],
  position: 'inside' | 'border' = 'inside',
): Partial<FactsInput> => ({
  zones: [{ area: area('Z', 'management', rows), position }],
  traits: [
    {
      trait: 'main_urban',
      value: 'yes',
      category: null,
      areaCode: 'Z',
      areaLevel: 'management',
      areaName: '主城区',
      areaKm2: 80,
      position,
      document: '图',
      publishedOn: null,
      from: null,
      to: null,
    },
  ],
});
const judge = (
  rules: typeof kaifeng,
  facts: Partial<FactsInput> = {},
  application: Partial<ApplicationInput> = {},
) =>
  evaluateRule(
    rules,
    'KF-B2',
    anApplication({ service: 'inpatient', beds: { general: 50 }, ...application }),
    someFacts({ ...BASE, ...facts }),
  );
const items = (finding: ReturnType<typeof judge>) => finding.missing?.map(({ item }) => item);
const psychiatric = { beds: { psychiatric: 20 } };

describe('no more beds where the target is reached (KF-B2, QD-6)', () => {
  it.each([
    [11_999, 'PASS'],
    [12_000, 'FAIL'],
    [12_001, 'FAIL'],
  ])('main urban area with %d beds per million residents: %s', (designated, outcome) => {
    expect(judge(kaifeng, inZone([beds(designated)])).outcome).toBe(outcome);
  });

  it('counts the beds that are there, not those asked for', () => {
    expect(judge(kaifeng, inZone([beds(11_990)]), { beds: { general: 5000 } }).outcome).toBe('PASS');
  });

  it('passes outside the zone', () => {
    expect(judge(kaifeng)).toMatchObject({ outcome: 'PASS' });
  });

  it.each([
    ['trait:main_urban', { traitsKnown: [] }],
    ['site_in_zone', inZone([beds(20_000)], 'border')],
    ['site_position', { site: null }],
    ['site_position', { site: aSite({ crsKnown: false }) }],
    ['site_position', { site: aSite({ locationStatus: 'outside' }) }],
    ['zone_figures', { ...inZone([beds(1)]), zones: [] }],
    ['beds_of_institutions', inZone([beds(11_000, 'general', 1)])],
  ] as [string, Partial<FactsInput>][])('asks a person without %s', (item, facts) => {
    const finding = judge(kaifeng, facts);
    expect(finding.outcome).toBe('MANUAL_REVIEW');
    expect(items(finding)).toEqual([item]);
  });

  it('fails even though figures are missing, because they can only add', () => {
    expect(judge(kaifeng, inZone([beds(12_000, 'general', 3)])).outcome).toBe('FAIL');
  });

  it('asks for the indicator of each category that is requested, unless the authority says that there is none', () => {
    const indicator = (value: number) => ({
      parameters: [
        {
          name: 'bed_indicator',
          value,
          unit: UNIT,
          qualifier: 'psychiatric',
          from: null,
          to: null,
          document: '指标',
        },
      ],
    });
    expect(items(judge(kaifeng, {}, psychiatric))).toEqual(['bed_indicator:psychiatric']);
    expect(judge(kaifeng, indicator(0.78), psychiatric).outcome).toBe('FAIL');
    expect(judge(kaifeng, indicator(0.781), psychiatric).outcome).toBe('PASS');
    expect(items(judge(kaifeng, { categoryLists: [] }))).toEqual(['bed_indicator:general']);
    expect(judge(kaifeng, { ...indicator(0.78), traitsKnown: [] }, psychiatric).outcome).toBe('FAIL');
  });

  it('freezes the categories that the plan names, and only those', () => {
    expect(judge(qingdao('review'), {}, psychiatric)).toMatchObject({
      outcome: 'FAIL',
      measured: 0.78,
      threshold: 0.78,
      comparator: '<',
    });
    expect(judge(qingdao('review'), {}, { beds: { general: 500 } }).outcome).toBe('NOT_APPLICABLE');
    const fewer = { city: area('999900', 'city', [beds(779, 'psychiatric')]) };
    expect(judge(qingdao('review'), fewer, psychiatric).outcome).toBe('MANUAL_REVIEW');
    expect(judge(qingdao('pass'), fewer, psychiatric).outcome).toBe('PASS');
    expect(items(judge(qingdao('pass'), { city: null }, psychiatric))).toEqual([
      'purchased_beds',
      'resident_pop',
    ]);
  });

  it('looks at what a conversion adds', () => {
    const convert = (from: object, to: object) =>
      judge(qingdao('review'), {}, { purpose: 'bed_conversion', bedConversion: { from, to } }).outcome;
    expect(convert({ general: 20 }, { psychiatric: 20 })).toBe('FAIL');
    expect(convert({ psychiatric: 20 }, { general: 20 })).toBe('NOT_APPLICABLE');
  });

  it('lets beds change their category inside a full zone, because none is added', () => {
    const list20 = {
      list: 'beds_without_indicator',
      categories: ['general', 'paediatric'],
      document: 'x',
      publishedOn: null,
    };
    const convert = (to: object) =>
      judge(
        kaifeng,
        { ...inZone([beds(12_000)]), categoryLists: [list20] },
        { purpose: 'bed_conversion', bedConversion: { from: { general: 20 }, to } },
      ).outcome;
    expect(convert({ paediatric: 20 })).toBe('NOT_APPLICABLE');
    expect(convert({ paediatric: 21 })).toBe('FAIL');
  });

  it('needs the beds by category', () => {
    const none = anApplication({ service: 'inpatient' });
    expect(items(evaluateRule(kaifeng, 'KF-B2', none, someFacts(BASE)))).toEqual(['requested_beds']);
  });
});
