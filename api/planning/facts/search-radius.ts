import type { Application } from '../../policy/application.ts';
import { getRuleKind } from '../../policy/kinds/registry.ts';
import type { Plan, PlanRule } from '../../policy/plan-shape.ts';

/** Searched where a plan measures no distance, so that the answer can still show who is near; metres. */
const USUAL_M = 1000;
/** Institutions a little beyond the limit are listed too: the nearest one beyond explains a PASS. */
const BEYOND = 1.5;

/**
 * How far a plan looks for an application, in metres: `decisiveM` is the largest radius by which a rule decides (the circle
 * that must stay where data exists), `searchedM` how far neighbours are listed. Radii are the parameters whose name ends in M,
 * except the way to the walking network.
 */
export function searchRadius(
  plan: Pick<Plan, 'rules'>,
  application: Application,
): { decisiveM: number; searchedM: number } {
  const concerned = plan.rules.filter((rule) => isConcerned(rule, application));
  const largest = (rules: readonly PlanRule[]) =>
    Math.max(0, ...rules.flatMap((rule) => radiiOf(rule.parameters)));
  const everyM = largest(concerned);
  const decidingM = largest(concerned.filter((rule) => getRuleKind(rule.kind).decides));
  return {
    decisiveM: decidingM || everyM || USUAL_M,
    searchedM: Math.max(decidingM * BEYOND, everyM, USUAL_M),
  };
}

/** Whether the rule is meant for such an application. */
export function isConcerned({ appliesTo }: PlanRule, { kind, service, purpose }: Application): boolean {
  return (
    (appliesTo?.kinds?.includes(kind) ?? true) &&
    (appliesTo?.services?.includes(service) ?? true) &&
    (appliesTo?.purposes?.includes(purpose) ?? true)
  );
}

function radiiOf(value: unknown, name = ''): number[] {
  if (typeof value === 'number') return /[a-z]M$/.test(name) && name !== 'maxSnapM' ? [value] : [];
  if (Array.isArray(value)) return value.flatMap((part) => radiiOf(part, name));
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, part]) => radiiOf(part, key));
}
