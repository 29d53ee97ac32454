import { describe, expect, it } from 'vitest';
import { applies, conditionsOf, controlsOf, isNeeded, replacedBy } from '../../../web/field-conditions.js';
import type { Field } from '../../../web/questions.js';

const untitled = { zh: null, en: null };
const field = (name: string, en: string, about: Partial<Field> = {}): Field => ({
  name,
  kind: 'number',
  required: false,
  defaultValue: null,
  choices: [],
  minimum: null,
  maximum: null,
  longest: null,
  title: untitled,
  description: { zh: null, en },
  ...about,
});
const choice = (name: string, choices: string[], en = '') => field(name, en, { kind: 'choice', choices });

const fields = [
  choice('metric', ['straight', 'walk'], 'straight: on the ellipsoid. walk: along the network.'),
  field('radiusM', 'The limit. Default 800; only with metric=straight.'),
  field('maxWalkM', 'Walking limit in metres (metric=walk); the limit itself is within.'),
  field('minutes', 'Walking limit in minutes (metric=walk), instead of maxWalkM; needs speedKmh.'),
  field('speedKmh', 'Walking speed in km/h.'),
  field('routes', 'true draws (metric=walk, at most 1,000 pairs).', { kind: 'flag' }),
  choice('method', ['2sfca', 'e2sfca', '3sfca']),
  choice('decay', ['gaussian', 'step'], 'Weights of e2sfca and 3sfca.'),
  field('steps', 'decay=step: distances.'),
  choice('model', ['lscp', 'p-median', 'backup']),
  field('p', 'Most sites; needed unless model=lscp.'),
  choice('candidates', ['cells', 'eligible', 'list']),
  field('resolution', 'candidates=cells or eligible: H3 resolution.'),
  choice('kind', ['pharmacy'], 'Pharmacies have no type number, so ask with kind=pharmacy.'),
];
const named = (name: string) => fields.find((one) => one.name === name)!;
const shown = (values: Record<string, string>) =>
  fields.filter((one) => applies(one, fields, values)).map(({ name }) => name);

describe('conditionsOf', () => {
  it('reads what an input belongs to from its description', () => {
    expect(conditionsOf(named('radiusM'), fields)).toEqual({ metric: ['straight'] });
    expect(conditionsOf(named('minutes'), fields)).toEqual({ metric: ['walk'] });
    expect(conditionsOf(named('routes'), fields)).toEqual({ metric: ['walk'] });
    expect(conditionsOf(named('steps'), fields)).toEqual({ decay: ['step'] });
    expect(conditionsOf(named('resolution'), fields)).toEqual({ candidates: ['cells', 'eligible'] });
  });

  it('takes no example for a condition, and no input that the question does not have', () => {
    expect(conditionsOf(named('kind'), fields)).toEqual({});
    expect(conditionsOf(named('radiusM'), [named('radiusM')])).toEqual({});
    expect(conditionsOf(named('speedKmh'), [named('speedKmh')])).toEqual({});
    expect([...controlsOf(fields)].sort()).toEqual(['candidates', 'decay', 'method', 'metric']);
  });
});

describe('applies', () => {
  it('leaves the limits of the other metric out', () => {
    expect(shown({ metric: 'straight' })).toContain('radiusM');
    expect(shown({ metric: 'straight' })).not.toContain('speedKmh');
    expect(shown({ metric: 'walk' })).toEqual(expect.arrayContaining(['maxWalkM', 'minutes', 'speedKmh']));
    expect(shown({ metric: 'walk' })).not.toContain('radiusM');
  });

  it('follows a chain: without weights there are no steps', () => {
    expect(shown({ method: '2sfca', decay: 'step' })).not.toContain('steps');
    expect(shown({ method: 'e2sfca', decay: 'step' })).toContain('steps');
  });
});

describe('isNeeded', () => {
  it('needs what another filled input needs, as long as that one applies', () => {
    const values = { metric: 'walk', minutes: '15' };
    expect(isNeeded(named('speedKmh'), fields, values)).toBe(true);
    expect(isNeeded(named('speedKmh'), fields, { ...values, minutes: ' ' })).toBe(false);
    expect(isNeeded(named('speedKmh'), fields, { ...values, metric: 'straight' })).toBe(false);
  });

  it('needs an input unless another has a value', () => {
    expect(isNeeded(named('p'), fields, { model: 'backup' })).toBe(true);
    expect(isNeeded(named('p'), fields, { model: 'lscp' })).toBe(false);
  });
});

it('empties the other way to say the same', () => {
  expect(replacedBy('minutes', fields)).toEqual(['maxWalkM']);
  expect(replacedBy('maxWalkM', fields)).toEqual(['minutes']);
  expect(replacedBy('radiusM', fields)).toEqual([]);
});
