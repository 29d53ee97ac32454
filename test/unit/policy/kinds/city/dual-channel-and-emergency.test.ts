import { describe, expect, it } from 'vitest';
import type { ApplicationInput } from '../../../../../api/policy/application.ts';
import type { FactsInput } from '../../../../../api/policy/facts.ts';
import {
  anApplication,
  aPlan,
  aRegisteredApplicant,
  evaluateRule,
  someFacts,
} from '../../../../support/policy-builders.ts';

const items = ({ missing }: ReturnType<typeof evaluateRule>) => missing?.map(({ item }) => item);
const YES = { value: true, verified: true };

describe('dual channel (KF-C4, QD-10)', () => {
  const said = (statement: string) => ({ statement, title: { zh: statement, en: statement } });
  const plan = aPlan([
    {
      id: 'QD-10',
      kind: 'dual-channel-quality',
      group: 'entry',
      parameters: {
        conditions: [said('dual_channel_qualified'), said('well_placed')],
        encouraged: said('chain_operator'),
        support: '/coverage-gaps',
      },
    },
  ]);
  const applicant = aRegisteredApplicant({ kind: 'pharmacy' });
  const judge = (
    statements: ApplicationInput['statements'],
    facts: Partial<FactsInput> = { applicant },
    application: Partial<ApplicationInput> = {},
  ) =>
    evaluateRule(
      plan,
      'QD-10',
      anApplication({ kind: 'pharmacy', service: 'dual_channel', statements, ...application }),
      someFacts(facts),
    );
  const all = { dual_channel_qualified: YES, well_placed: YES };

  it('passes for a designated pharmacy with every condition verified, and points to the layout', () => {
    expect(judge(all)).toMatchObject({ outcome: 'PASS', derived: { support: '/coverage-gaps' } });
  });

  it('asks for each condition that is not verified, and for the designation', () => {
    expect(items(judge({}))).toEqual(['statement:dual_channel_qualified', 'statement:well_placed']);
    expect(items(judge({ ...all, well_placed: { value: true } }))).toEqual(['statement:well_placed']);
    expect(items(judge({ ...all, well_placed: { value: false } }))).toEqual(['statement:well_placed']);
    expect(items(judge(all, {}))).toEqual(['designated_pharmacy']);
    expect(items(judge(all, { applicant }, { kind: 'medical' }))).toEqual(['designated_pharmacy']);
    const onlyDual = aRegisteredApplicant({
      services: [{ service: 'dual_channel', status: 'active', from: null, to: null, countsFrom: null }],
    });
    expect(items(judge(all, { applicant: onlyDual }))).toEqual(['designated_pharmacy']);
  });

  it('fails when a condition is verified as not met', () => {
    expect(judge({ ...all, dual_channel_qualified: { value: false, verified: true } }).outcome).toBe('FAIL');
  });

  it('gives a chain priority once verified, for any service', () => {
    const other = { service: 'personal_account' } as const;
    expect(judge({ chain_operator: YES }, {}, other).outcome).toBe('PRIORITY');
    expect(judge({ chain_operator: { value: true } }, {}, other).outcome).toBe('FLAG');
    expect(judge({ chain_operator: { value: false, verified: true } }, {}, other).outcome).toBe(
      'NOT_APPLICABLE',
    );
    expect(judge({}, {}, other).outcome).toBe('NOT_APPLICABLE');
  });
});

describe('temporary designation in an emergency (KF-D2)', () => {
  const plan = aPlan([
    { id: 'KF-D2', kind: 'temporary-designation', group: 'exemption', parameters: { ground: 'emergency' } },
  ]);
  const emergency = (from: string, to: string | null) => ({
    emergencies: [{ id: 1, from, to, document: '公告' }],
  });
  const judge = (claims: ApplicationInput['claims'], facts: Partial<FactsInput>) =>
    evaluateRule(plan, 'KF-D2', anApplication({ claims }), someFacts(facts));
  const claimed = [{ ground: 'emergency', verified: true }];

  it.each([
    ['2026-06-01', null, 'EXEMPT'],
    ['2026-06-30', '2026-06-30', 'EXEMPT'],
    ['2026-06-01', '2026-06-29', 'NOT_APPLICABLE'],
    ['2026-07-01', null, 'NOT_APPLICABLE'],
  ])('from %s to %s: %s', (from, to, outcome) => {
    expect(judge(claimed, emergency(from, to)).outcome).toBe(outcome);
  });

  it('says when it lapses', () => {
    expect(judge(claimed, emergency('2026-06-01', '2026-07-31')).derived).toEqual({
      temporary: true,
      lapsesOn: '2026-07-31',
    });
  });

  it('needs a claim, and its verification', () => {
    expect(judge([], emergency('2026-06-01', null)).outcome).toBe('NOT_APPLICABLE');
    expect(items(judge([{ ground: 'emergency' }], emergency('2026-06-01', null)))).toEqual([
      'evidence:emergency',
    ]);
  });
});
