import type { Localized } from '../localized.ts';
import type { Application } from './application.ts';
import { applyEffects } from './effects.ts';
import type { Facts } from './facts.ts';
import type { AssessmentResult, Finding, RawFinding } from './finding.ts';
import { getRuleKind } from './kinds/registry.ts';
import { combineOutcomes, type Overall } from './outcome.ts';
import { type Plan, type PlanRule, RULE_GROUPS } from './plan-shape.ts';
import { applyReviews, type Review } from './reviews.ts';
import { withoutSilentPass } from './silence.ts';

/** What is evaluated: one application with the facts gathered for it, as of one date. */
export interface Question {
  readonly plan: Plan;
  readonly application: Application;
  readonly facts: Facts;
  /** `YYYY-MM-DD`; the facts must be of this date. */
  readonly asOf: string;
  /** Decisions of authorised reviewers on single findings. */
  readonly reviews?: readonly Review[];
}

/**
 * Evaluates every rule of a plan; pure, so that equal input gives equal findings. All rules are reported even when an
 * earlier one fails; reviewers' decisions and effects (exemption, priority) then change outcomes, each step told in `changed`.
 * An application that no limiting rule concerns is for review, never a pass by silence.
 */
export function evaluatePlan(question: Question): AssessmentResult {
  const { plan, facts, asOf } = question;
  if (facts.asOf !== asOf) throw new Error(`the facts are of ${facts.asOf}, the question is of ${asOf}`);
  const raw = evaluateRules(question);
  const isInForce = !plan.rules.some(
    (rule) => rule.group === 'validity' && raw.get(rule.id)?.outcome === 'NOT_APPLICABLE',
  );
  const reached = inOrder(plan).map((rule) => {
    const result = raw.get(rule.id);
    if (!result) throw new Error(`${rule.id} was not evaluated`);
    return complete(rule, isInForce || rule.group === 'validity' ? result : NOT_IN_FORCE, facts);
  });
  const findings = isInForce ? withoutSilentPass(plan, reached) : reached;
  // Reviewers decide what a rule left open by itself (a claim, so that it has its effects) and what effects left open.
  const { reviews = [] } = question;
  const final = applyReviews(applyEffects(plan, applyReviews(findings, reviews)), reviews);
  const overall = isInForce ? combineOutcomes(final.map((finding) => finding.outcome)) : 'NOT_APPLICABLE';
  return {
    planId: plan.id,
    planVersion: plan.version,
    planStatus: plan.status,
    asOf,
    overall,
    summary: SUMMARIES[overall],
    findings: final,
  };
}

/** What one rule concludes by itself, before effects and reviews: for asking one limit of many sites. */
export function evaluateRule(question: Question, ruleId: string): RawFinding {
  const finding = evaluateRules(question, [ruleId]).get(ruleId);
  if (!finding) throw new Error(`${ruleId} was not evaluated`);
  return finding;
}

function evaluateRules(
  { plan, application, facts, asOf }: Question,
  wanted: Iterable<string> = plan.rules.map((rule) => rule.id),
): Map<string, RawFinding> {
  const results = new Map<string, RawFinding>();
  const rules = new Map(plan.rules.map((rule) => [rule.id, rule]));
  const resultOf = (id: string): RawFinding => {
    const done = results.get(id);
    if (done) return done;
    const rule = rules.get(id);
    if (!rule) throw new Error(`the plan ${plan.id} has no rule ${id}`);
    const option = (name: string) => {
      const choice = rule.options[name];
      if (choice === undefined) throw new Error(`the kind ${rule.kind} has no option ${name}`);
      return choice;
    };
    const result =
      notConcerned(rule, application) ??
      getRuleKind(rule.kind).evaluate({
        plan,
        rule,
        parameters: rule.parameters,
        application,
        facts,
        asOf,
        option,
        resultOf,
      });
    results.set(id, result);
    return result;
  };
  for (const id of wanted) resultOf(id);
  return results;
}

function notConcerned(
  { appliesTo }: PlanRule,
  { kind, service, purpose }: Application,
): RawFinding | undefined {
  const isConcerned =
    (appliesTo?.kinds?.includes(kind) ?? true) &&
    (appliesTo?.services?.includes(service) ?? true) &&
    (appliesTo?.purposes?.includes(purpose) ?? true);
  return isConcerned
    ? undefined
    : {
        outcome: 'NOT_APPLICABLE',
        reason: {
          zh: '本条不适用于该机构种类、服务或申请事项。',
          en: 'The rule does not concern this kind of institution, service or purpose.',
        },
      };
}

function inOrder(plan: Plan): PlanRule[] {
  const order = (rule: PlanRule) => RULE_GROUPS.indexOf(rule.group);
  return [...plan.rules].sort((a, b) => order(a) - order(b));
}

function complete(rule: PlanRule, { uses = [], ...result }: RawFinding, facts: Facts): Finding {
  const versions = uses.flatMap((dataset) => {
    const version = facts.dataVersions[dataset];
    return version === undefined ? [] : [[dataset, version] as const];
  });
  return {
    ruleId: rule.id,
    kind: rule.kind,
    group: rule.group,
    title: rule.title,
    citation: rule.citation,
    ...result,
    dataVersions: Object.fromEntries(versions),
  };
}

const NOT_IN_FORCE: RawFinding = {
  outcome: 'NOT_APPLICABLE',
  reason: { zh: '本规划当日尚未执行。', en: 'The plan is not in force on that date.' },
};

const SUMMARIES: Readonly<Record<Overall, Localized>> = {
  FAIL: { zh: '不符合规划', en: 'Does not meet the plan' },
  FAIL_IN_PRINCIPLE: { zh: '原则上不符合规划', en: 'Does not meet the plan in principle' },
  MANUAL_REVIEW: { zh: '需人工审核', en: 'Manual review' },
  HOLD: { zh: '符合条件，排队等待', en: 'Admissible, waits in the queue' },
  NOT_SELECTED: { zh: '符合条件，本批次名额不足', en: 'Admissible, but no quantity is left' },
  PASS: { zh: '可进入评估程序', en: 'May enter evaluation' },
  NOT_APPLICABLE: { zh: '本规划当日不适用', en: 'The plan does not apply on that date' },
};
