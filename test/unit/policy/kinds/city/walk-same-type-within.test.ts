import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ApplicationInput } from '../../../../../api/policy/application.ts';
import type { FactsInput } from '../../../../../api/policy/facts.ts';
import {
  aNeighbour,
  anApplication,
  aPlan,
  aSite,
  evaluateRule,
  someFacts,
  someNeighbours,
} from '../../../../support/policy-builders.ts';

const HEADER = { typeScheme: null, comparisonScheme: 'dalian-62' };
const rule = (parameters: object = {}, options: object = {}) => ({
  id: 'KF-C1',
  kind: 'walk-same-type-within',
  group: 'geographic',
  parameters: { minutes: 15, conflictM: 800, clearM: 1000, speedKmh: 4, decidesFor: ['new'], ...parameters },
  options,
});
const plan = aPlan([rule()], HEADER);
type Neighbour = Parameters<typeof aNeighbour>[0];
const walkOf = (walkM: number | null): NonNullable<FactsInput['walk']> => ({
  networkVersion: '1',
  speedKmh: 4,
  siteSnapped: true,
  reached: [{ institutionId: 11, walkM, snapped: true }],
  uncoveredInsured: null,
});
const judge = (
  neighbour: Neighbour | null,
  more: Partial<FactsInput> = {},
  application: Partial<ApplicationInput> = {},
  of = plan,
) =>
  evaluateRule(
    of,
    'KF-C1',
    anApplication(application),
    someFacts({ neighbours: someNeighbours(neighbour ? [aNeighbour(neighbour)] : []), ...more }),
  );
const items = (finding: ReturnType<typeof judge>) => finding.missing?.map(({ item }) => item);

describe('walk without same type (KF-C1, XA-5, QD-8)', () => {
  it('needs no network beyond the outer limit and names it within', () => {
    expect(judge({ distanceM: 1050 })).toMatchObject({ outcome: 'PASS', measured: 1050, threshold: 1000 });
    const open = judge({ distanceM: 640 });
    expect(open).toMatchObject({ outcome: 'MANUAL_REVIEW', measured: 640 });
    expect(items(open)).toEqual(['walking_network']);
    expect(open.reason.en).toContain('乙诊所 (straight 640.0 m)');
    expect(open.evidence?.institutions?.[0]).toMatchObject({
      institutionId: 11,
      relation: 'no_network',
      distanceM: 640,
    });
  });

  it('denies in principle on a verified path within the inner limit, whatever else is open', () => {
    const facts = {
      neighbours: someNeighbours(
        [aNeighbour(), aNeighbour({ institutionId: 12, category: null, typeNo: null })],
        {
          truncated: true,
          unplaced: 3,
        },
      ),
      walk: walkOf(700),
    };
    expect(judge(null, facts)).toMatchObject({
      outcome: 'FAIL_IN_PRINCIPLE',
      measured: 700,
      threshold: 800,
      unit: 'm',
    });
  });

  it.each([
    ['suspended agreements count', { suspended: true }, 'FAIL_IN_PRINCIPLE'],
    ['ended ones do not', { designated: 'ended' }, 'PASS'],
    ['those never designated do not', { designated: 'never' }, 'PASS'],
    ['run out without a recorded end', { designated: 'lapsed' }, 'MANUAL_REVIEW'],
    ['exempt and not counted yet', { countsFrom: '2027-01-01' }, 'MANUAL_REVIEW'],
    ['exempt and counted from today', { countsFrom: '2026-06-30' }, 'FAIL_IN_PRINCIPLE'],
    ['a branch of the applicant', { isBranchOfApplicant: true }, 'MANUAL_REVIEW'],
    ['not verified', { verified: false }, 'MANUAL_REVIEW'],
    ['only temporarily designated', { isTemporary: true }, 'MANUAL_REVIEW'],
    ['a pharmacy', { kind: 'pharmacy' }, 'PASS'],
  ] as const)('%s', (_name, neighbour, outcome) => {
    expect(judge(neighbour, { walk: walkOf(700) }).outcome).toBe(outcome);
  });

  it('leaves the own old site out', () => {
    const applicant = {
      institutionId: 11,
      code: 'A',
      name: '甲诊所',
      kind: 'medical',
      category: '普通诊所',
      typeNo: 37,
      lon: 121.6,
      lat: 38.9,
      movedM: 300,
      services: [],
      grades: [],
      designatedBeds: {},
      coachingUntil: null,
      isBranch: false,
    };
    expect(judge({}, { walk: walkOf(700), applicant }).outcome).toBe('PASS');
  });

  it('keeps a conflict in the evidence and the sentence however many stand nearer', () => {
    const nearer = Array.from({ length: 80 }, (_, index) =>
      aNeighbour({ institutionId: 100 + index, name: `隔河${index}`, distanceM: 100 + index }),
    );
    const walk = {
      ...walkOf(700),
      reached: [
        ...nearer.map(({ institutionId }) => ({ institutionId, walkM: 2000, snapped: true })),
        { institutionId: 11, walkM: 700, snapped: true },
      ],
    };
    const finding = judge(null, { neighbours: someNeighbours([...nearer, aNeighbour()]), walk });
    expect(finding).toMatchObject({ outcome: 'FAIL_IN_PRINCIPLE', measured: 700 });
    expect(finding.evidence?.institutions).toHaveLength(50);
    expect(finding.evidence?.institutions?.[0]).toMatchObject({ institutionId: 11, relation: 'within' });
    const crowd = judge(null, { neighbours: someNeighbours(nearer) });
    expect(crowd.reason.en).toContain('and 75 more');
  });

  it('reads the options of the plan', () => {
    const with_ = (options: object) => aPlan([rule({}, options)], HEADER);
    const facts = { walk: walkOf(700) };
    expect(judge({ verified: false }, facts, {}, with_({ unverified_points: 'accept' })).outcome).toBe(
      'FAIL_IN_PRINCIPLE',
    );
    const temporary = judge(
      { isTemporary: true },
      facts,
      {},
      with_({ temporary_designations: 'not_counted' }),
    );
    expect(temporary.outcome).toBe('PASS');
    expect(temporary.reason.en).toContain('only temporarily');
    expect(temporary.evidence?.institutions?.[0]?.relation).toBe('temporary');
    const unlisted = { category: '医务室', typeNo: null };
    expect(judge(unlisted, facts).outcome).toBe('MANUAL_REVIEW');
    expect(judge(unlisted, facts, {}, with_({ unlisted_category: 'different' })).outcome).toBe('PASS');
  });

  it('asks a person where the purpose is not the one that the text names', () => {
    const facts = { walk: walkOf(700) };
    expect(judge({}, facts, { purpose: 'relocation' }).outcome).toBe('MANUAL_REVIEW');
    expect(judge({}, facts, { purpose: 'add_service' }).outcome).toBe('NOT_APPLICABLE');
    const adding = aPlan([rule({ addedServices: ['personal_account'] })], HEADER);
    expect(judge({}, facts, { purpose: 'add_service' }, adding).outcome).toBe('MANUAL_REVIEW');
    expect(judge({ distanceM: 1200 }, {}, { purpose: 'add_service' }, adding).outcome).toBe('PASS');
  });

  it.each([
    ['site_position', { site: null }],
    ['site_crs', { site: aSite({ crsKnown: false }) }],
    ['neighbours', { neighbours: null }],
    ['neighbours', { neighbours: someNeighbours([], { searchedM: 999 }) }],
    ['neighbours_complete', { neighbours: someNeighbours([], { truncated: true }) }],
    ['institution_positions', { neighbours: someNeighbours([], { unplaced: 1 }) }],
    ['designations', { neighbours: someNeighbours([], { isDataSilent: true }) }],
    ['areas', { site: aSite({ extent: 'unknown' }) }],
    ['areas', { site: aSite({ extent: 'outside' }) }],
    ['areas', { site: aSite({ extent: 'leaves' }) }],
  ] as [string, Partial<FactsInput>][])('never passes without %s', (item, facts) => {
    const finding = judge(null, facts);
    expect(finding.outcome).toBe('MANUAL_REVIEW');
    expect(items(finding)).toEqual([item]);
  });

  it('reports a walk that leaves the city without calling it a doubt', () => {
    const finding = judge(null, { site: aSite({ extent: 'leaves', leavesCity: true }) });
    expect(finding.outcome).toBe('PASS');
    expect(finding.reason.en).toContain('leaves the city');
  });

  it('looks at applicants ranked higher in the batch', () => {
    const site = {
      applicationId: 'b',
      name: '丙诊所',
      kind: 'medical',
      category: '普通诊所',
      typeNo: 37,
      lon: 121.6,
      lat: 38.9,
      accuracyM: 0,
    };
    const batch = (distanceM: number, category = '普通诊所', typeNo = 37) => ({
      earlierInBatch: { sites: [{ ...site, distanceM, category, typeNo }] },
    });
    expect(judge(null, batch(300)).outcome).toBe('MANUAL_REVIEW');
    expect(judge(null, batch(1001)).outcome).toBe('PASS');
    expect(judge(null, batch(300, '口腔诊所', 39)).outcome).toBe('PASS');
  });

  describe('where the text does not say "designated" (XA-5)', () => {
    const open = aPlan([rule({ countsUndesignated: true })], HEADER);
    it('is for review with one of the type that is not designated, or when those are not registered', () => {
      const facts = { walk: walkOf(320) };
      expect(judge({ distanceM: 300, designated: 'never' }, facts, {}, open).outcome).toBe('MANUAL_REVIEW');
      expect(judge({ distanceM: 1400, designated: 'never' }, {}, {}, open).outcome).toBe('PASS');
      const unregistered = judge(
        null,
        { neighbours: someNeighbours([], { registersUndesignated: false }) },
        {},
        open,
      );
      expect(unregistered.outcome).toBe('MANUAL_REVIEW');
      expect(items(unregistered)).toEqual(['undesignated_register']);
      expect(judge(null, { neighbours: someNeighbours([], { registersUndesignated: false }) }).outcome).toBe(
        'PASS',
      );
    });

    it('lowers a conflict where more insured persons than the limit have nobody of the type', () => {
      const counting = aPlan(
        [
          rule({
            reviewAboveUncovered: {
              parameter: 'uncovered',
              unit: 'persons',
              values: [{ value: 100, validFrom: '2026-01-01', validTo: '2026-12-31' }],
            },
          }),
        ],
        HEADER,
      );
      const uncovered = (uncoveredInsured: number | null) => ({ walk: { ...walkOf(700), uncoveredInsured } });
      expect(judge({}, uncovered(100), {}, counting).outcome).toBe('FAIL_IN_PRINCIPLE');
      expect(judge({}, uncovered(101), {}, counting).outcome).toBe('MANUAL_REVIEW');
      expect(items(judge({}, uncovered(null), {}, counting))).toEqual(['uncovered_insured']);
    });
  });

  it('property: whatever is unknown about the surroundings turns a PASS into review, never into a denial', () => {
    fc.assert(
      fc.property(
        fc.record({
          truncated: fc.boolean(),
          unplaced: fc.nat(3),
          isDataSilent: fc.boolean(),
          searchedM: fc.constantFrom(500, 2000),
        }),
        fc.integer({ min: 1001, max: 1999 }),
        (doubts, distanceM) => {
          const finding = judge(null, { neighbours: someNeighbours([aNeighbour({ distanceM })], doubts) });
          const isComplete =
            !doubts.truncated && doubts.unplaced === 0 && !doubts.isDataSilent && doubts.searchedM === 2000;
          expect(finding.outcome).toBe(isComplete ? 'PASS' : 'MANUAL_REVIEW');
        },
      ),
    );
  });

  it('property: without a network nothing is ever denied', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            distanceM: fc.double({ min: 0, max: 2000, noNaN: true }),
            accuracyM: fc.constantFrom(0, 5, 50),
            verified: fc.boolean(),
            designated: fc.constantFrom('in_force', 'lapsed', 'ended', 'never'),
          }),
          { maxLength: 5 },
        ),
        (listed) => {
          const neighbours = someNeighbours(
            listed.map((one, index) => aNeighbour({ ...one, institutionId: index + 20 })),
          );
          const near = listed.some(
            ({ distanceM, accuracyM, designated }) =>
              (designated === 'in_force' || designated === 'lapsed') && distanceM - accuracyM <= 999.999,
          );
          const { outcome } = judge(null, { neighbours });
          expect(['PASS', 'MANUAL_REVIEW']).toContain(outcome);
          if (near) expect(outcome).toBe('MANUAL_REVIEW');
        },
      ),
    );
  });
});
