import { type Application, type ApplicationInput, applicationSchema } from '../../api/policy/application.ts';
import { evaluatePlan } from '../../api/policy/evaluate.ts';
import { type Facts, type FactsInput, factsSchema, neighbourSchema } from '../../api/policy/facts.ts';
import { areaFactsSchema } from '../../api/policy/facts-of-areas.ts';
import type { Finding } from '../../api/policy/finding.ts';
import { buildPlan } from '../../api/policy/plan.ts';
import type { Plan } from '../../api/policy/plan-shape.ts';

/** A rule as plan.json has it; title, group and citation may be left out in tests. */
export interface RuleInput {
  readonly id: string;
  readonly kind: string;
  readonly parameters?: object;
  readonly options?: object;
  readonly [key: string]: unknown;
}

type NeighbourInput = NonNullable<FactsInput['neighbours']>['listed'][number];
type AreaInput = NonNullable<FactsInput['county']>;
type ApplicantFactsInput = NonNullable<FactsInput['applicant']>;
type SiteInput = NonNullable<FactsInput['site']>;

/** The date of `someFacts`: inside the period of `aPlan`. */
export const AS_OF = '2026-06-30';

/** A plan in force 2026-01-01 to 2027-12-31 of an invented city; throws what `buildPlan` finds wrong. */
export function aPlan(rules: readonly RuleInput[], header: object = {}): Plan {
  return buildPlan({
    id: 'testville/2025-2027',
    version: '1',
    title: { zh: '测试规划', en: 'Test plan' },
    city: { code: '999900', name: { zh: '测试市', en: 'Testville' } },
    status: 'in_force',
    publishedOn: '2026-01-01',
    period: { from: '2025-01-01', to: '2027-12-31' },
    typeScheme: 'dalian-62',
    sources: [
      { key: 'T', title: { zh: '测试文件', en: 'Test document' }, issuer: { zh: '局', en: 'Bureau' } },
    ],
    ...header,
    rules: rules.map((rule) => ({
      title: { zh: rule.id, en: rule.id },
      group: 'quantity',
      citation: { source: 'T', section: '§1' },
      parameters: {},
      ...rule,
    })),
  });
}

/** A new ordinary clinic (普通诊所) that asks for the personal account at a surveyed site. */
export function anApplication(overrides: Partial<ApplicationInput> = {}): Application {
  return applicationSchema.parse({
    applicant: { name: '甲诊所' },
    purpose: 'new',
    kind: 'medical',
    service: 'personal_account',
    category: '普通诊所',
    site: { lon: 121.6, lat: 38.9, crs: 'CRS84', accuracyM: 0, verified: true },
    ...overrides,
  });
}

/** Complete facts of that application (type 37) with nobody near by and no figures of the areas. */
export function someFacts(overrides: Partial<FactsInput> = {}): Facts {
  return factsSchema.parse({
    asOf: AS_OF,
    type: { scheme: 'dalian-62', typeNo: 37, problem: null, candidates: [37] },
    site: aSite(),
    neighbours: someNeighbours([]),
    street: anArea({ areaId: 3, code: '999901001', level: 'street', name: '甲街道', parentCode: '999901' }),
    county: anArea(),
    city: anArea({ areaId: 1, code: '999900', level: 'city', name: '测试市', parentCode: null }),
    ...overrides,
  });
}

/** A surveyed site whose circle stays inside the data. */
export function aSite(overrides: Partial<SiteInput> = {}): SiteInput {
  return {
    lon: 121.6,
    lat: 38.9,
    crsKnown: true,
    accuracyM: 0,
    verified: true,
    locationStatus: 'located',
    extent: 'inside',
    leavesCity: false,
    ...overrides,
  };
}

/** The neighbours of the facts: complete, not cut off, not silent. */
export function someNeighbours(
  listed: readonly NeighbourInput[],
  overrides: Partial<NonNullable<FactsInput['neighbours']>> = {},
): NonNullable<FactsInput['neighbours']> {
  return {
    searchedM: 2_000,
    listed: [...listed],
    truncated: false,
    unplaced: 0,
    isDataSilent: false,
    registersUndesignated: true,
    ...overrides,
  };
}

/** A designated ordinary clinic (type 37), surveyed, 500 m away. */
export function aNeighbour(overrides: Partial<NeighbourInput> = {}) {
  return neighbourSchema.parse({
    institutionId: 11,
    code: 'N11',
    name: '乙诊所',
    kind: 'medical',
    category: '普通诊所',
    typeNo: 37,
    lon: 121.605,
    lat: 38.9,
    distanceM: 500,
    accuracyM: 0,
    verified: true,
    designated: 'in_force',
    suspended: false,
    isTemporary: false,
    countsFrom: null,
    services: ['personal_account'],
    settlementLevel: null,
    isBranchOfApplicant: false,
    county: '甲区',
    street: '甲街道',
    ...overrides,
  });
}

/** A district without figures. */
export function anArea(overrides: Partial<AreaInput> = {}) {
  return areaFactsSchema.parse({
    areaId: 2,
    code: '999901',
    level: 'county',
    name: '甲区',
    parentCode: '999900',
    ...overrides,
  });
}

/** The applicant as the register knows it: a designated ordinary clinic that has not moved. */
export function aRegisteredApplicant(overrides: Partial<ApplicantFactsInput> = {}): ApplicantFactsInput {
  return {
    institutionId: 1,
    code: 'A1',
    name: '甲诊所',
    kind: 'medical',
    category: '普通诊所',
    typeNo: 37,
    lon: 121.6,
    lat: 38.9,
    movedM: 0,
    services: [
      { service: 'personal_account', status: 'active', from: '2024-03-01', to: null, countsFrom: null },
    ],
    grades: [],
    designatedBeds: {},
    coachingUntil: null,
    isBranch: false,
    ...overrides,
  };
}

/** The finding of one rule after effects; the date is that of the facts. */
export function evaluateRule(
  plan: Plan,
  ruleId: string,
  application: Application,
  facts: Facts,
  asOf: string = facts.asOf,
): Finding {
  const { findings } = evaluatePlan({ plan, application, facts, asOf });
  const finding = findings.find((candidate) => candidate.ruleId === ruleId);
  if (!finding) throw new Error(`the plan has no rule ${ruleId}`);
  return finding;
}
