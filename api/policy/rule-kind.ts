import type { z } from 'zod';
import type { Localized } from '../localized.ts';
import type { Application } from './application.ts';
import type { Facts } from './facts.ts';
import type { RawFinding } from './finding.ts';
import type { Plan, PlanRule } from './plan-shape.ts';

/** What a rule sees: pure data, nothing is read from elsewhere. */
export interface RuleContext<Parameters> {
  readonly plan: Plan;
  readonly rule: PlanRule;
  readonly parameters: Parameters;
  readonly application: Application;
  readonly facts: Facts;
  /** Date the assessment is made for (batch cut-off), `YYYY-MM-DD`. */
  readonly asOf: string;
  /** The choice of a named reading (declared in `options`). */
  option(name: string): string;
  /** What another rule of the plan concludes by itself, before effects. Only rules named by `refersTo`. */
  resultOf(ruleId: string): RawFinding;
}

/**
 * One way of deciding. The list is closed and typed; a plan chooses kinds and gives their parameters. A kind must never
 * turn a missing datum into PASS or FAIL: it names what is missing and says MANUAL_REVIEW.
 */
export interface RuleKind<Parameters extends z.ZodObject = z.ZodObject> {
  readonly id: string;
  readonly title: Localized;
  /** How it is evaluated, for people; shown at /plans. */
  readonly description: Localized;
  /** Strict object; every key has a description with its unit. */
  readonly parameters: Parameters;
  /** Named readings and their choices; the first is the default. */
  readonly options?: Readonly<Record<string, readonly [string, ...string[]]>>;
  /** False: it only monitors, records or derives; its outcomes never obstruct by themselves. */
  readonly decides: boolean;
  /** Ids of the rules whose result it reads. */
  refersTo?(parameters: z.output<Parameters>): readonly string[];
  evaluate(context: RuleContext<z.output<Parameters>>): RawFinding;
}

/** Keeps the types of one declaration while the registry holds many. */
export function defineRuleKind<Parameters extends z.ZodObject>(
  kind: RuleKind<Parameters>,
): RuleKind<Parameters> {
  return kind;
}
