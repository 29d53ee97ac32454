import { describe, expect, it } from 'vitest';
import type { ApplicationInput } from '../../../../../api/policy/application.ts';
import type { FactsInput, NeighbourFact } from '../../../../../api/policy/facts.ts';
import {
  aNeighbour,
  anApplication,
  aPlan,
  aRegisteredApplicant,
  aSite,
  evaluateRule,
  someFacts,
  someNeighbours,
} from '../../../../support/policy-builders.ts';

const PARAMETERS = {
  radiusM: 800,
  newSitePurposes: ['new', 'relocation', 'branch'],
  variantPurposes: ['add_service', 'settlement_promotion'],
};
type Case = {
  parameters?: object;
  options?: object;
  application?: Partial<ApplicationInput>;
  facts?: Partial<FactsInput>;
  neighbours?: readonly Partial<NeighbourFact>[];
  about?: object;
};

function judge({ parameters, options, application, facts, neighbours = [], about }: Case) {
  const plan = aPlan([
    {
      id: 'TV-2',
      kind: 'same-type-within',
      group: 'geographic',
      parameters: { ...PARAMETERS, ...parameters },
      ...(options ? { options } : {}),
    },
  ]);
  const listed = neighbours.map((one, index) => aNeighbour({ institutionId: 100 + index, ...one }));
  return evaluateRule(
    plan,
    'TV-2',
    anApplication(application),
    someFacts({ neighbours: someNeighbours(listed, about), ...facts }),
  );
}
const items = (finding: ReturnType<typeof judge>) => finding.missing?.map(({ item }) => item) ?? [];

describe('the limit', () => {
  it.each([
    [799.999, 'FAIL'],
    [800, 'FAIL'],
    [800.001, 'PASS'],
    [0, 'FAIL'],
    [1_999, 'PASS'],
  ])('with surveyed points %d m is %s', (distanceM, outcome) => {
    const finding = judge({ neighbours: [{ distanceM }] });
    expect(finding).toMatchObject({
      outcome,
      measured: distanceM,
      comparator: '>',
      threshold: 800,
      unit: 'm',
    });
    expect(finding.dataVersions).toEqual({});
  });

  it.each([
    [794, 'FAIL'],
    [794.999, 'FAIL'],
    [795, 'MANUAL_REVIEW'],
    [796, 'MANUAL_REVIEW'],
    [800, 'MANUAL_REVIEW'],
    [804, 'MANUAL_REVIEW'],
    [805, 'MANUAL_REVIEW'],
    [805.001, 'PASS'],
    [806, 'PASS'],
  ])('with 2 m and 3 m of accuracy %d m is %s', (distanceM, outcome) => {
    const finding = judge({
      facts: {
        site: aSite({ accuracyM: 2 }),
        neighbours: someNeighbours([aNeighbour({ distanceM, accuracyM: 3 })]),
      },
    });
    expect(finding.outcome).toBe(outcome);
    if (outcome === 'MANUAL_REVIEW') expect(items(finding)).toContain('on_site_measurement');
  });

  it('reads "within" without the limit where the option says so', () => {
    const options = { at_limit: 'free' };
    expect(judge({ options, neighbours: [{ distanceM: 800 }] }).outcome).toBe('PASS');
    expect(judge({ options, neighbours: [{ distanceM: 799.999 }] }).outcome).toBe('FAIL');
  });
});

describe('who counts', () => {
  it('is whoever has the same type, in any district', () => {
    const other = judge({ neighbours: [{ distanceM: 500, county: '乙区' }] });
    expect(other.outcome).toBe('FAIL');
    expect(other.evidence?.institutions).toMatchObject([
      { relation: 'within', distanceM: 500, county: '乙区' },
    ]);
    expect(judge({ neighbours: [{ distanceM: 100, typeNo: 39 }] }).outcome).toBe('PASS');
  });

  it('all of them, not only the nearest', () => {
    const finding = judge({ neighbours: [{ distanceM: 700 }, { distanceM: 300 }, { distanceM: 900 }] });
    expect(finding.measured).toBe(300);
    expect(finding.derived).toMatchObject({ conflicts: 2 });
    expect(finding.evidence?.institutions?.map(({ distanceM }) => distanceM)).toEqual([300, 700, 900]);
  });

  it.each([
    [{ suspended: true }, 'FAIL'],
    [{ designated: 'ended' }, 'PASS'],
    [{ designated: 'never' }, 'PASS'],
    [{ designated: 'lapsed' }, 'MANUAL_REVIEW'],
    [{ kind: 'pharmacy', typeNo: null }, 'PASS'],
    [{ typeNo: null, category: '医务室' }, 'MANUAL_REVIEW'],
    [{ typeNo: null, distanceM: 801 }, 'PASS'],
    [{ verified: false }, 'MANUAL_REVIEW'],
    [{ verified: false, distanceM: 801 }, 'PASS'],
    [{ isBranchOfApplicant: true }, 'MANUAL_REVIEW'],
    [{ isTemporary: true }, 'MANUAL_REVIEW'],
    [{ countsFrom: '2026-07-01' }, 'MANUAL_REVIEW'],
    [{ countsFrom: '2026-06-30' }, 'FAIL'],
    [{ countsFrom: '2027-01-01', distanceM: 801 }, 'PASS'],
  ] as [Partial<NeighbourFact>, string][])('%j gives %s', (neighbour, outcome) => {
    expect(judge({ neighbours: [neighbour] }).outcome).toBe(outcome);
  });

  it('an exempt institution that is not counted yet hides nobody else', () => {
    const neighbours = [{ countsFrom: '2027-01-01', distanceM: 100 }, { distanceM: 700 }];
    expect(judge({ neighbours })).toMatchObject({ outcome: 'FAIL', measured: 700 });
  });

  it.each([
    ['exempt_uncounted', { countsFrom: '2027-01-01' }],
    ['temporary_designations', { isTemporary: true }],
    ['branch_of_applicant', { isBranchOfApplicant: true }],
  ])('%s may be read as a conflict or be ignored', (option, neighbour) => {
    const outcomes = ['review', 'conflict', 'ignored'].map(
      (choice) => judge({ options: { [option]: choice }, neighbours: [neighbour] }).outcome,
    );
    expect(outcomes).toEqual(['MANUAL_REVIEW', 'FAIL', 'PASS']);
  });

  it('unverified points are a matter for review unless the option accepts them', () => {
    const facts = { site: aSite({ verified: false }), neighbours: someNeighbours([aNeighbour()]) };
    expect(judge({ facts })).toMatchObject({ outcome: 'MANUAL_REVIEW' });
    expect(items(judge({ facts }))).toEqual(['points_verified']);
    expect(judge({ facts, options: { unverified_points: 'accept' } }).outcome).toBe('FAIL');
  });

  it('not the applicant itself at its old site', () => {
    const facts = {
      applicant: aRegisteredApplicant({ institutionId: 100, movedM: 350 }),
      neighbours: someNeighbours([aNeighbour({ institutionId: 100, distanceM: 350 })]),
    };
    expect(judge({ application: { purpose: 'relocation' }, facts }).outcome).toBe('PASS');
    const unknown = judge({ application: { purpose: 'relocation' }, facts: { ...facts, applicant: null } });
    expect(unknown.outcome).toBe('MANUAL_REVIEW');
    expect(items(unknown)).toContain('applicant_in_register');
  });
});

describe('what is not known', () => {
  it.each([
    ['site_position', { site: null }],
    ['site_crs', { site: aSite({ crsKnown: false }) }],
    ['neighbours', { neighbours: null }],
    ['neighbours', { neighbours: someNeighbours([], { searchedM: 799 }) }],
    ['neighbours_complete', { neighbours: someNeighbours([], { truncated: true }) }],
    ['institution_positions', { neighbours: someNeighbours([], { unplaced: 1 }) }],
    ['designations', { neighbours: someNeighbours([], { isDataSilent: true }) }],
    ['areas', { site: aSite({ extent: 'unknown' }) }],
    ['areas', { site: aSite({ extent: 'outside' }) }],
    ['areas', { site: aSite({ extent: 'leaves' }) }],
    ['type_no', { type: { scheme: 'dalian-62', typeNo: null, problem: 'not-listed', candidates: [] } }],
    ['type_no', { type: { scheme: 'dalian-62', typeNo: null, problem: 'not-listed', candidates: [1] } }],
    ['type_no', { type: { scheme: 'other', typeNo: 37, problem: null, candidates: [] } }],
    ['type_no', { type: null }],
  ] as [string, Partial<FactsInput>][])('%s: no PASS', (item, facts) => {
    const finding = judge({ facts });
    expect(finding.outcome).toBe('MANUAL_REVIEW');
    expect(items(finding)).toEqual([item]);
  });

  it('a category that was left out', () => {
    const { category: _, ...rest } = { ...anApplication() };
    const finding = judge({ application: { ...rest, category: undefined } as never, facts: { type: null } });
    expect(items(finding)).toEqual(['licence_category']);
  });

  it('does not soften an established conflict', () => {
    const facts = {
      site: aSite({ extent: 'leaves' }),
      neighbours: someNeighbours([aNeighbour()], { truncated: true, unplaced: 3 }),
    };
    expect(judge({ facts }).outcome).toBe('FAIL');
  });

  it('is not the other city: a circle that leaves the city is reported only', () => {
    const finding = judge({ facts: { site: aSite({ extent: 'leaves', leavesCity: true }) } });
    expect(finding).toMatchObject({ outcome: 'PASS', derived: { leavesCity: true } });
    expect(finding.reason.en).toContain('leaves the city');
  });
});

describe('several types on one licence', () => {
  const type = { scheme: 'dalian-62', typeNo: null, problem: 'several-types', candidates: [1, 22] } as const;
  it.each([
    [[], 'PASS'],
    [[{ typeNo: 37 }], 'PASS'],
    [[{ typeNo: 1 }], 'MANUAL_REVIEW'],
    [[{ typeNo: 1 }, { typeNo: 22 }], 'FAIL'],
  ])('are all looked up: %j gives %s', (neighbours, outcome) => {
    expect(
      judge({
        neighbours,
        facts: {
          type: { ...type, candidates: [1, 22] },
          neighbours: someNeighbours(
            neighbours.map((one, index) => aNeighbour({ institutionId: index, ...one })),
          ),
        },
      }).outcome,
    ).toBe(outcome);
  });
});

describe('a record filing instead of a practice licence', () => {
  const application = { licence: { certificate: 'record_filing' as const } };
  it.each([
    [[], 'PASS'],
    [[{ typeNo: 39 }], 'MANUAL_REVIEW'],
    [[{ typeNo: 37 }], 'MANUAL_REVIEW'],
    [[{ typeNo: 37, distanceM: 801 }], 'PASS'],
  ])('is for review where its category decides: %j gives %s', (neighbours, outcome) => {
    expect(judge({ application, neighbours }).outcome).toBe(outcome);
  });
  it('counts as a licence where the option says so', () => {
    const options = { record_filing: 'as_licence' };
    expect(judge({ application, options, neighbours: [{}] }).outcome).toBe('FAIL');
  });
});

describe('earlier applicants of the batch', () => {
  const site = {
    applicationId: 'x',
    name: '丙',
    kind: 'medical',
    category: null,
    lon: 121.6,
    lat: 38.9,
    accuracyM: 0,
  };
  const batch = (one: object): Partial<FactsInput> => ({
    earlierInBatch: { sites: [{ ...site, typeNo: 37, distanceM: 300, ...one }] },
  });
  it.each([
    [{}, 'MANUAL_REVIEW'],
    [{ typeNo: 39 }, 'PASS'],
    [{ typeNo: null }, 'MANUAL_REVIEW'],
    [{ distanceM: 800.001 }, 'PASS'],
    [{ kind: 'pharmacy' }, 'PASS'],
  ])('%j gives %s', (one, outcome) => {
    expect(judge({ facts: batch(one) }).outcome).toBe(outcome);
  });
  it('are named, and conflict where the option says so', () => {
    expect(judge({ facts: batch({}) }).evidence?.institutions).toMatchObject([
      { relation: 'in_batch', applicationId: 'x', institutionId: null },
    ]);
    expect(judge({ facts: batch({}), options: { in_batch_sites: 'conflict' } }).outcome).toBe('FAIL');
  });
});

describe('what is asked for', () => {
  const registered = (movedM: number | null) => ({ applicant: aRegisteredApplicant({ movedM }) });
  const near = someNeighbours([aNeighbour()]);
  it.each(['hospital_grade_change', 'alliance_member', 'bed_conversion', 'add_beds'] as const)(
    '%s concerns the rule only at a new address',
    (purpose) => {
      const at = (movedM: number | null, site = aSite()) =>
        judge({ application: { purpose }, facts: { ...registered(movedM), neighbours: near, site } }).outcome;
      expect(at(0)).toBe('NOT_APPLICABLE');
      expect(at(20)).toBe('FAIL');
      expect(at(20, aSite({ accuracyM: 20 }))).toBe('NOT_APPLICABLE');
      expect(at(null)).toBe('MANUAL_REVIEW');
    },
  );

  it('without any site the address is the old one', () => {
    const { site: _, ...application } = anApplication({ purpose: 'add_beds' });
    const finding = judge({
      application: { ...application, site: undefined } as never,
      facts: { ...registered(null), neighbours: near },
    });
    expect(finding.outcome).toBe('NOT_APPLICABLE');
  });

  it.each([
    [[], 'PASS', 0, 0],
    [[{ services: ['personal_account'] }], 'MANUAL_REVIEW', 1, 0],
    [[{ services: ['outpatient_pooling'] }], 'MANUAL_REVIEW', 1, 1],
    [[{ distanceM: 800.001 }], 'PASS', 0, 0],
  ])('a service added with %j gives %s: two variants', (neighbours, outcome, all, same) => {
    const finding = judge({
      application: { purpose: 'add_service', service: 'outpatient_pooling' },
      neighbours,
      facts: {
        ...registered(0),
        neighbours: someNeighbours(
          neighbours.map((one, index) => aNeighbour({ institutionId: 50 + index, ...one })),
        ),
      },
    });
    expect(finding).toMatchObject({
      outcome,
      derived: { conflictsAllSameType: all, conflictsSameService: same },
    });
  });

  it.each([
    ['I', 0],
    ['II', 1],
    ['III', 1],
    [null, 1],
  ])('a promotion to II beside level %s is compared with %d', (settlementLevel, same) => {
    const finding = judge({
      application: { purpose: 'settlement_promotion', promotion: { from: 'I', to: 'II' } },
      facts: { ...registered(0), neighbours: someNeighbours([aNeighbour({ settlementLevel })]) },
    });
    expect(finding).toMatchObject({ outcome: 'MANUAL_REVIEW', derived: { conflictsSameService: same } });
  });

  it.each([
    ['all_same_type', 'FAIL', 'FAIL'],
    ['same_service', 'PASS', 'FAIL'],
    ['not_concerned', 'NOT_APPLICABLE', 'NOT_APPLICABLE'],
  ])('the option %s reads the silence otherwise', (choice, withoutService, withService) => {
    const outcomes = [['personal_account'], ['outpatient_pooling']].map(
      (services) =>
        judge({
          options: { unchanged_address: choice },
          application: { purpose: 'add_service', service: 'outpatient_pooling' },
          facts: { ...registered(0), neighbours: someNeighbours([aNeighbour({ services })]) },
        }).outcome,
    );
    expect(outcomes).toEqual([withoutService, withService]);
  });

  it('a service added at a new address is decided directly', () => {
    const finding = judge({
      application: { purpose: 'add_service' },
      facts: { ...registered(300), neighbours: near },
    });
    expect(finding.outcome).toBe('FAIL');
  });

  it('another kind of institution is not concerned', () => {
    expect(judge({ application: { kind: 'pharmacy' }, neighbours: [{}] }).outcome).toBe('NOT_APPLICABLE');
  });
});

describe('plans of other cities', () => {
  it('may allow some within the radius', () => {
    const at = (count: number) =>
      judge({
        parameters: { maxWithin: 2 },
        neighbours: Array.from({ length: count }, (_, index) => ({ distanceM: 100 + index })),
      });
    expect([0, 2, 3].map((count) => at(count).outcome)).toEqual(['PASS', 'PASS', 'FAIL']);
    expect(at(3)).toMatchObject({ measured: 3, comparator: '<=', threshold: 2, unit: 'institutions' });
    const doubtful = [{}, {}, { verified: false }];
    expect(judge({ parameters: { maxWithin: 2 }, neighbours: doubtful }).outcome).toBe('MANUAL_REVIEW');
    expect(judge({ parameters: { maxWithin: 3 }, neighbours: doubtful }).outcome).toBe('PASS');
  });

  it('may hold in principle only, and for some types only', () => {
    expect(judge({ parameters: { conflict: 'FAIL_IN_PRINCIPLE' }, neighbours: [{}] }).outcome).toBe(
      'FAIL_IN_PRINCIPLE',
    );
    expect(judge({ parameters: { typeNos: [37, 39] }, neighbours: [{}] }).outcome).toBe('FAIL');
    expect(judge({ parameters: { typeNos: [1] }, neighbours: [{}] }).outcome).toBe('NOT_APPLICABLE');
  });

  it('may compare all pharmacies with each other', () => {
    const finding = judge({
      parameters: { kind: 'pharmacy', sameBy: 'kind' },
      application: { kind: 'pharmacy' },
      neighbours: [{ kind: 'pharmacy', typeNo: null }],
      facts: { type: null, neighbours: someNeighbours([aNeighbour({ kind: 'pharmacy', typeNo: null })]) },
    });
    expect(finding.outcome).toBe('FAIL');
  });

  it('may have another radius in classified areas', () => {
    const parameters = { areaRadii: [{ trait: 'town', values: ['core'], radiusM: 500 }] };
    const trait = {
      trait: 'town',
      value: 'core',
      category: null,
      areaCode: '1',
      areaLevel: 'street',
      areaName: '镇',
      areaKm2: null,
      document: 'D',
      publishedOn: null,
      from: null,
      to: null,
    };
    const at = (distanceM: number, facts: Partial<FactsInput>) =>
      judge({
        parameters,
        facts: { neighbours: someNeighbours([aNeighbour({ distanceM })]), traitsKnown: ['town'], ...facts },
      });
    expect(at(600, { traits: [trait] })).toMatchObject({ outcome: 'PASS', threshold: 500 });
    expect(at(500, { traits: [trait] }).outcome).toBe('FAIL');
    expect(at(600, {})).toMatchObject({ outcome: 'FAIL', threshold: 800 });
    expect(at(600, { traits: [{ ...trait, value: 'edge' }] }).outcome).toBe('FAIL');
    const border = at(600, { traits: [{ ...trait, position: 'border' }] });
    expect(border.outcome).toBe('MANUAL_REVIEW');
    expect(items(border)).toEqual(['trait:town']);
    expect(at(600, { traitsKnown: [] }).outcome).toBe('MANUAL_REVIEW');
    expect(at(500, { traitsKnown: [] }).outcome).toBe('FAIL');
    expect(at(801, { traitsKnown: [] }).outcome).toBe('PASS');
  });
});
