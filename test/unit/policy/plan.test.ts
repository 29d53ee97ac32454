import { describe, expect, it } from 'vitest';
import { buildPlan, readPlan } from '../../../api/policy/plan.ts';
import { planJsonSchema } from '../../../api/policy/plan-json-schema.ts';

const title = { zh: '某', en: 'some' };
const rule = (id: string, more: object = {}) => ({
  id,
  title,
  group: 'record',
  kind: 'record',
  citation: { source: '009', section: '§1' },
  parameters: { advice: title },
  ...more,
});
const plan = (rules: object[], more: object = {}) => ({
  id: 'xinhe/2026-2028',
  version: '1',
  title,
  city: { code: '990100', name: title },
  status: 'draft',
  publishedOn: null,
  period: { from: '2026-01-01', to: '2028-12-31' },
  typeScheme: null,
  sources: [{ key: '009', title, issuer: title }],
  rules,
  ...more,
});

function problemsOf(contents: unknown): string[] {
  const read = readPlan(contents);
  return 'problems' in read ? read.problems.map(({ path, message }) => `${path}: ${message}`) : [];
}

describe('plan.json', () => {
  it('is read, with a hash of its contents', () => {
    const one = buildPlan(plan([rule('XH-1')]));
    expect(one.rules).toHaveLength(1);
    expect(one.hash).toBe(buildPlan(JSON.parse(JSON.stringify(plan([rule('XH-1')])))).hash);
    expect(one.hash).not.toBe(buildPlan(plan([rule('XH-2')])).hash);
  });

  it.each([
    ['an unknown key', plan([rule('XH-1')], { colour: 'red' }), '(the file): Unrecognized key: "colour"'],
    [
      'an unknown key of a rule',
      plan([rule('XH-1', { when: 1 })]),
      'rules[0] (XH-1): Unrecognized key: "when"',
    ],
    [
      'an unknown parameter',
      plan([rule('XH-1', { parameters: { advice: title, radius: 8 } })]),
      'rules[0] (XH-1).parameters: Unrecognized key: "radius"',
    ],
    [
      'an unknown kind',
      plan([rule('XH-1', { kind: 'magic' })]),
      'rules[0] (XH-1).kind: there is no rule kind "magic"; known: validity',
    ],
    ['an id twice', plan([rule('XH-1'), rule('XH-1')]), 'rules[1] (XH-1): this rule id stands twice'],
    [
      'a source that is not listed',
      plan([rule('XH-1', { citation: { source: '001', section: '§1' } })]),
      'rules[0] (XH-1).citation.source: the plan lists no source 001',
    ],
    [
      'an effect on nothing',
      plan([
        rule('XH-1', {
          effects: [
            { when: ['EXEMPT'], on: { rules: ['XH-9'] }, from: ['FAIL'], to: 'EXEMPT', reason: title },
          ],
        }),
      ]),
      'rules[0] (XH-1).effects: acts on XH-9, which the plan has not',
    ],
    [
      'a period backwards',
      plan([rule('XH-1')], { period: { from: '2028-01-01', to: '2026-01-01' } }),
      'period: from 2028-01-01 is after to 2026-01-01',
    ],
    [
      'in force but never published',
      plan([rule('XH-1')], { status: 'in_force' }),
      'publishedOn: a plan in force has a day of publication',
    ],
    ['not an object', 'text', '(the file): Invalid input: expected object, received string'],
  ])('refuses %s and says where', (_name, contents, said) => {
    expect(problemsOf(contents).join('\n')).toContain(said);
  });

  it('has a JSON Schema that names every kind', () => {
    const schema = JSON.stringify(planJsonSchema());
    for (const kind of ['validity', 'record']) expect(schema).toContain(`"const":"${kind}"`);
  });
});
