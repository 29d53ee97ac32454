import { expect } from 'vitest';
import { type Application, applicationSchema } from '../../api/policy/application.ts';
import { evaluatePlan } from '../../api/policy/evaluate.ts';
import { type Facts, factsSchema } from '../../api/policy/facts.ts';
import type { AssessmentResult, Finding } from '../../api/policy/finding.ts';
import { releaseValidity } from '../../api/policy/kinds/release/release-validity.ts';
import { buildPlan } from '../../api/policy/plan.ts';
import type { Plan } from '../../api/policy/plan-shape.ts';
import { lotValidTo } from '../../api/policy/release/lot-validity.ts';
import { findRuleOfKind } from '../../api/policy/release/rule-of-kind.ts';
import type { AssessCase, CaseFile, FindingExpectation, LotCase } from './plan-case-format.ts';

type Patch = Readonly<Record<string, unknown>>;

/** Runs one assessment of a case file and compares every part that it expects. */
export function expectAssessment(plan: Plan, file: CaseFile, planCase: AssessCase): void {
  const asOf = planCase.asOf ?? file.asOf;
  const result = evaluatePlan({
    plan: planOf(plan, planCase),
    application: applicationOf(file, planCase, planCase.application),
    facts: factsOf(file, asOf, planCase, planCase.facts),
    asOf,
    reviews: planCase.reviews,
  });
  expectFindings(result, planCase.expect.findings);
  if (planCase.expect.overall) expect(explained(result), 'overall').toMatch(startOf(planCase.expect.overall));
}

/** Compares the last day of a lot with that of the plan's rule of validity. */
export function expectLot(plan: Plan, { lot, expect: wanted }: LotCase): void {
  const rule = findRuleOfKind(plan, releaseValidity);
  if (!rule) throw new Error(`the plan ${plan.id} has no rule of kind ${releaseValidity.id}`);
  expect(lotValidTo(lot.releasedOn, rule.parameters)).toBe(wanted.validTo);
}

/** The base application with the presets of the case and these patches, as the service would accept it. */
export function applicationOf(file: CaseFile, { use }: Presets, ...patches: readonly Patch[]): Application {
  const all = [...use.map((name) => presetOf(file, name).application), ...patches];
  return applicationSchema.parse(withoutNull(all.reduce(merge, file.baseApplication)));
}

/** The base facts with the presets of the case and these patches, as of the date. */
export function factsOf(file: CaseFile, asOf: string, { use }: Presets, ...patches: readonly Patch[]): Facts {
  const all = [...use.map((name) => presetOf(file, name).facts), ...patches];
  const facts = Object.entries(file.elements).reduce(
    (filled, [path, element]) => fill(filled, path.split('.'), element),
    all.reduce(merge, file.baseFacts),
  );
  return factsSchema.parse({ asOf, ...facts });
}
type Presets = Pick<AssessCase, 'use'>;

function presetOf(file: CaseFile, name: string) {
  const preset = file.presets[name];
  if (preset) return preset;
  throw new Error(`the file has no preset ${name}; it has ${Object.keys(file.presets).join(', ')}`);
}

/** The plan with the changes that the case asks for. */
export function planOf(plan: Plan, { plan: changes }: Pick<AssessCase, 'plan'>): Plan {
  if (!changes) return plan;
  const { options = {}, ...header } = changes;
  const contents = plan.contents as { rules: { id: string; options?: object }[] };
  const rules = contents.rules.map((rule) => ({
    ...rule,
    options: { ...rule.options, ...options[rule.id] },
  }));
  return buildPlan({ ...contents, ...header, rules });
}

/** Compares the findings of the rules named; throws what vitest throws, naming rule and part. */
export function expectFindings(
  { findings }: Pick<AssessmentResult, 'findings'>,
  expected: Readonly<Record<string, string | FindingExpectation>>,
): void {
  for (const [ruleId, expectation] of Object.entries(expected)) {
    const finding = findings.find((candidate) => candidate.ruleId === ruleId);
    if (!finding) throw new Error(`the plan says nothing under ${ruleId}`);
    const wanted = typeof expectation === 'string' ? { outcome: expectation } : expectation;
    expectFinding(finding, wanted as FindingExpectation);
  }
}

function expectFinding(finding: Finding, wanted: FindingExpectation): void {
  const { ruleId } = finding;
  const says = `${ruleId}: ${finding.outcome} (${finding.reason.en})`;
  expect(says).toMatch(startOf(`${ruleId}: ${wanted.outcome}`));
  for (const part of ['measured', 'threshold', 'comparator'] as const)
    if (wanted[part] !== undefined) expect(finding[part] ?? null, `${ruleId}.${part}`).toEqual(wanted[part]);
  if (wanted.missing)
    expect(finding.missing?.map(({ item }) => item).sort() ?? [], `${ruleId}.missing`).toEqual(
      [...wanted.missing].sort(),
    );
  if (wanted.derived) expect(finding.derived ?? {}, `${ruleId}.derived`).toMatchObject(wanted.derived);
  const last = finding.changed?.at(-1);
  if (wanted.changedBy !== undefined) expect(last?.by ?? null, `${ruleId}.changed`).toBe(wanted.changedBy);
  if (wanted.from) expect(finding.changed?.[0]?.from, `${ruleId} by itself`).toBe(wanted.from);
  if (wanted.draws) expect(finding.draws ?? [], `${ruleId}.draws`).toMatchObject(wanted.draws);
  if (wanted.institutions)
    expect(
      finding.evidence?.institutions?.map(({ name }) => name).sort() ?? [],
      `${ruleId}.institutions`,
    ).toEqual([...wanted.institutions].sort());
}

/** Objects key by key, everything else replaces. */
export function merge(base: Patch, patch: Patch): Patch {
  const merged: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(patch)) {
    const before = merged[key];
    merged[key] = isObject(value) && isObject(before) ? merge(before, value) : value;
  }
  return merged;
}

/** Gives every element of the array at a path what it does not say itself; arrays on the way are gone through. */
function fill(value: Patch, path: readonly string[], element: Patch): Patch {
  const [key, ...rest] = path;
  const inner = key === undefined ? undefined : value[key];
  if (key === undefined || inner === undefined || inner === null) return value;
  const fillOne = (entry: unknown) =>
    isObject(entry) ? (rest.length === 0 ? merge(element, entry) : fill(entry, rest, element)) : entry;
  if (Array.isArray(inner)) return { ...value, [key]: inner.map(fillOne) };
  return isObject(inner) ? { ...value, [key]: fill(inner, rest, element) } : value;
}

function isObject(value: unknown): value is Patch {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An application leaves out what it does not know; a case says so with null. */
function withoutNull(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNull);
  if (!isObject(value)) return value;
  const known = Object.entries(value).filter(([, entry]) => entry !== null);
  return Object.fromEntries(known.map(([key, entry]) => [key, withoutNull(entry)]));
}

/** The overall outcome with every obstacle, so that a failure of the test says why. */
function explained({ overall, findings }: AssessmentResult): string {
  const passed = ['PASS', 'EXEMPT', 'NOT_APPLICABLE', 'FLAG', 'PRIORITY'];
  const obstacles = findings.filter(({ outcome }) => !passed.includes(outcome));
  return `${overall}: ${obstacles.map(({ ruleId, outcome, reason }) => `${ruleId} ${outcome} (${reason.en})`).join('; ')}`;
}

function startOf(text: string): RegExp {
  return new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\b`);
}
