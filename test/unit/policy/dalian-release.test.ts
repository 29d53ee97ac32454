import { describe, expect, it } from 'vitest';
import { addMonths } from '../../../api/policy/calendar.ts';
import { releaseAttribution } from '../../../api/policy/kinds/release/release-attribution.ts';
import { releaseEvents } from '../../../api/policy/kinds/release/release-events.ts';
import { releaseValidity } from '../../../api/policy/kinds/release/release-validity.ts';
import { getPlan, loadPlans } from '../../../api/policy/load-plans.ts';
import { attributeRelease } from '../../../api/policy/release/attribute-release.ts';
import { lotValidTo } from '../../../api/policy/release/lot-validity.ts';
import { lotsOfEvent, type ReleaseEvent } from '../../../api/policy/release/lots-of-event.ts';
import { findRuleOfKind } from '../../../api/policy/release/rule-of-kind.ts';

const plan = getPlan(loadPlans(), 'dalian/2025-2027');

function parametersOf<Kind extends Parameters<typeof findRuleOfKind>[1]>(kind: Kind) {
  const rule = findRuleOfKind(plan, kind);
  if (!rule) throw new Error(`the plan has no rule of kind ${kind.id}`);
  return rule.parameters;
}

const events = releaseEvents.parameters.parse(parametersOf(releaseEvents));
const attribution = releaseAttribution.parameters.parse(parametersOf(releaseAttribution));
const validity = releaseValidity.parameters.parse(parametersOf(releaseValidity));

const designated = (...services: string[]) => services.map((service) => ({ service, countsFrom: null }));
const HOSPITAL = {
  kind: 'medical',
  services: designated('personal_account', 'outpatient_pooling', 'inpatient'),
  designatedBeds: 100,
} as const;
const PHARMACY = {
  kind: 'pharmacy',
  services: designated('personal_account', 'outpatient_pooling'),
  designatedBeds: null,
} as const;
const CLINIC = { ...HOSPITAL, services: designated('personal_account', 'outpatient_pooling') } as const;

const lotsOf = (event: ReleaseEvent, institution: Parameters<typeof lotsOfEvent>[1]) => {
  const { outcome, lots } = lotsOfEvent(event, institution, events);
  return { outcome, lots: Object.fromEntries(lots.map(({ poolKind, quantity }) => [poolKind, quantity])) };
};

describe('what releases in Dalian (DL-E1)', () => {
  it('a terminated hospital: personal account, pooling, and its beds', () => {
    expect(lotsOf({ type: 'termination', on: '2026-05-20' }, HOSPITAL)).toEqual({
      outcome: 'release',
      lots: { personal_account_medical: 1, outpatient_pooling: 1, inpatient_beds: 100 },
    });
  });

  it('a pharmacy that withdraws: its personal-account and its pooling place', () => {
    expect(lotsOf({ type: 'withdrawal', on: '2026-05-20' }, PHARMACY)).toEqual({
      outcome: 'release',
      lots: { pharmacy_personal_account: 1, pharmacy_outpatient_pooling: 1 },
    });
  });

  it('T52: a downgrade from II to I releases one pooling place and keeps the personal account', () => {
    expect(lotsOf({ type: 'downgrade', on: '2026-05-20', from: 'II', to: 'I' }, CLINIC)).toEqual({
      outcome: 'release',
      lots: { outpatient_pooling: 1 },
    });
  });

  it('a downgrade from III to II ends no service', () => {
    expect(lotsOf({ type: 'downgrade', on: '2026-05-20', from: 'III', to: 'II' }, CLINIC)).toEqual({
      outcome: 'none',
      lots: {},
    });
  });

  it('T30: an exempt institution that leaves in its first year releases nothing, from the day it counts it does', () => {
    const exempt = { ...CLINIC, services: [{ service: 'outpatient_pooling', countsFrom: '2027-01-01' }] };
    expect(lotsOf({ type: 'withdrawal', on: '2026-12-31' }, exempt)).toEqual({ outcome: 'none', lots: {} });
    expect(lotsOf({ type: 'withdrawal', on: '2027-01-01' }, exempt)).toEqual({
      outcome: 'release',
      lots: { outpatient_pooling: 1 },
    });
  });

  it.each(['suspension', 'name_change'] as const)('%s releases nothing', (type) => {
    expect(lotsOf({ type, on: '2026-05-20' }, HOSPITAL)).toEqual({ outcome: 'none', lots: {} });
  });

  it('fewer beds of a continuing hospital are for a person to decide', () => {
    expect(lotsOf({ type: 'bed_reduction', on: '2026-05-20' }, HOSPITAL)).toEqual({
      outcome: 'review',
      lots: {},
    });
  });
});

describe('where a release belongs in Dalian (DL-E2)', () => {
  const a = { code: '210291', level: 'county', name: '甲区' };
  const b = { code: '210292', level: 'county', name: '乙区' };
  const known = { licensingArea: a, licensingLevel: 'county', businessArea: b, cityCode: '210200' } as const;

  it('T27 T28: medical institutions by the practice licence, pharmacies by the business licence', () => {
    expect(attributeRelease(attribution, { ...known, kind: 'medical' })).toMatchObject({ areaCode: a.code });
    expect(attributeRelease(attribution, { ...known, kind: 'pharmacy' })).toMatchObject({ areaCode: b.code });
  });

  it('licensed by the city: the pool of the city', () => {
    const city = { ...known, licensingLevel: 'city', kind: 'medical' } as const;
    expect(attributeRelease(attribution, city)).toMatchObject({ areaCode: '210200', level: 'city' });
  });

  it('an unknown authority is missing, though the other one is known', () => {
    const unknown = { ...known, licensingArea: null, licensingLevel: null };
    expect(attributeRelease(attribution, { ...unknown, kind: 'medical' })).toMatchObject({
      missing: { item: 'licensing_authority' },
    });
    expect(attributeRelease(attribution, { ...known, businessArea: null, kind: 'pharmacy' })).toMatchObject({
      missing: { item: 'business_licence_area' },
    });
  });
});

describe('how long a release is valid in Dalian (DL-E3)', () => {
  it('T14: for every day of 2024 to 2029 to the end of a quarter, between 12 and 15 months', () => {
    for (
      let day = new Date('2024-01-01');
      day < new Date('2030-01-01');
      day.setUTCDate(day.getUTCDate() + 1)
    ) {
      const released = day.toISOString().slice(0, 10);
      const validTo = lotValidTo(released, validity);
      const [year, month] = [Number(released.slice(0, 4)), Number(released.slice(5, 7))];
      const lastMonth = Math.ceil(month / 3) * 3;
      const end = new Date(Date.UTC(year + 1, lastMonth, 0)).toISOString().slice(0, 10);
      expect(validTo).toBe(end);
      expect(validTo >= addMonths(released, 12)).toBe(true);
      expect(validTo <= addMonths(released, 15)).toBe(true);
    }
  });
});
