import { getRuleKind } from './kinds/registry.ts';
import type { Plan } from './plan-shape.ts';

/** What a schema cannot see: ids that stand twice, references to nothing, circles, dates in the wrong order. */
export function listPlanContradictions(plan: Plan): { path: string; message: string }[] {
  const ids = plan.rules.map((rule) => rule.id);
  const known = new Set(ids);
  const problems: { path: string; message: string }[] = [];
  const say = (path: string, message: string) => problems.push({ path, message });
  if (plan.period.from > plan.period.to)
    say('period', `from ${plan.period.from} is after to ${plan.period.to}`);
  if (plan.status === 'in_force' && plan.publishedOn === null)
    say('publishedOn', 'a plan in force has a day of publication');
  const sources = new Set(plan.sources.map((source) => source.key));
  for (const [index, rule] of plan.rules.entries()) {
    const at = `rules[${index}] (${rule.id})`;
    if (ids.indexOf(rule.id) !== index) say(at, 'this rule id stands twice');
    for (const citation of [rule.citation, ...(rule.more ?? [])])
      if (!sources.has(citation.source))
        say(`${at}.citation.source`, `the plan lists no source ${citation.source}`);
    for (const id of refersTo(rule))
      if (!known.has(id)) say(`${at}.parameters`, `refers to ${id}, which the plan has not`);
    for (const effect of rule.effects ?? [])
      for (const id of effect.on.rules ?? [])
        if (!known.has(id)) say(`${at}.effects`, `acts on ${id}, which the plan has not`);
  }
  for (const [index, procedure] of plan.procedures.entries()) {
    const at = `procedures[${index}] (${procedure.id})`;
    for (const id of [...procedure.ranking, ...(procedure.queue ? [procedure.queue] : [])])
      if (!known.has(id)) say(at, `names ${id}, which the plan has not`);
    if ((procedure.settlement === 'bed_queue') !== (procedure.queue !== undefined))
      say(at, 'a queue is named exactly when the settlement is bed_queue');
  }
  if (problems.length === 0)
    for (const circle of listCircles(plan)) say('rules', `rules refer to each other in a circle: ${circle}`);
  return problems;
}

function refersTo(rule: Plan['rules'][number]): readonly string[] {
  return getRuleKind(rule.kind).refersTo?.(rule.parameters) ?? [];
}

function listCircles(plan: Plan): string[] {
  const rules = new Map(plan.rules.map((rule) => [rule.id, rule]));
  const done = new Set<string>();
  const circles: string[] = [];
  const visit = (id: string, trail: readonly string[]): void => {
    if (trail.includes(id)) {
      circles.push([...trail.slice(trail.indexOf(id)), id].join(' → '));
      return;
    }
    const rule = rules.get(id);
    if (!rule || done.has(id)) return;
    for (const next of refersTo(rule)) visit(next, [...trail, id]);
    done.add(id);
  };
  for (const id of rules.keys()) visit(id, []);
  return circles;
}
