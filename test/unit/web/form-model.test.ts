import { describe, expect, it } from 'vitest';
import {
  chosenSelector,
  collectInputs,
  formModel,
  frontGroups,
  startingValues,
} from '../../../web/form-model.js';
import type { Field, Question } from '../../../web/questions.js';

const untitled = { zh: null, en: null };
function field(name: string, about: Partial<Field> = {}): Field {
  return {
    name,
    kind: 'text',
    required: false,
    defaultValue: null,
    choices: [],
    minimum: null,
    maximum: null,
    longest: null,
    title: untitled,
    description: untitled,
    ...about,
  };
}

const proximity: Question = {
  id: 'proximity-check',
  title: untitled,
  description: untitled,
  fields: [
    field('lon', { kind: 'number', required: true }),
    field('lat', { kind: 'number', required: true }),
    field('crs', { defaultValue: 'CRS84' }),
    field('category'),
    field('type', { kind: 'integer' }),
    field('kind', { kind: 'choice', choices: ['medical', 'pharmacy'] }),
    field('radiusM', { kind: 'number', defaultValue: '800' }),
    field('asOf', { kind: 'date', defaultValue: '2024-01-01' }),
  ],
};
const now = new Date('2025-11-20T17:00:00Z');

describe('formModel', () => {
  it('folds away rare inputs and shows one selector of several', () => {
    const model = formModel(proximity);
    expect(model.front.map((one) => one.name)).toEqual([
      'lon',
      'lat',
      'category',
      'type',
      'kind',
      'radiusM',
      'asOf',
    ]);
    expect(model.folded.map((one) => one.name)).toEqual(['crs']);
    expect(model.selectors.map((one) => one.name)).toEqual(['category', 'kind', 'type']);
    expect(model.takesSite).toBe(true);
  });

  it('never folds a required input and needs no selector', () => {
    const model = formModel({ ...proximity, fields: [field('crs', { required: true }), field('kind')] });
    expect(model).toMatchObject({ folded: [], selectors: [], takesSite: false });
  });
});

describe('startingValues', () => {
  const model = formModel(proximity);

  it('suggests a category, today in Shanghai rather than the day the document was made, and the defaults', () => {
    expect(startingValues(model, {}, {}, now)).toEqual({
      lon: '',
      lat: '',
      crs: 'CRS84',
      category: '中医诊所',
      type: '',
      kind: '',
      radiusM: '800',
      asOf: '2025-11-21',
    });
  });

  it('keeps only the selector of a link', () => {
    expect(startingValues(model, { kind: 'pharmacy', asOf: '2025-01-01' }, {}, now)).toMatchObject({
      category: '',
      type: '',
      kind: 'pharmacy',
      asOf: '2025-01-01',
    });
  });

  it('does not add a selector to a question that can do without', () => {
    const audit = formModel({ ...proximity, fields: [field('area'), field('category'), field('type')] });
    expect(startingValues(audit, {}, {}, now)).toEqual({ area: '', category: '', type: '' });
  });
});

describe('collectInputs', () => {
  const model = formModel(proximity);

  it('sends what is shown, pins date and limit, and leaves out blanks and folded defaults', () => {
    const values = { ...startingValues(model, {}, {}, now), lon: ' 121.6 ', lat: '38.9' };
    expect(collectInputs(model, values)).toEqual({
      inputs: { lon: '121.6', lat: '38.9', category: '中医诊所', radiusM: '800', asOf: '2025-11-21' },
      missing: [],
    });
    expect(collectInputs(model, { ...values, crs: 'GCJ02' }).inputs.crs).toBe('GCJ02');
  });

  it('names what is missing', () => {
    expect(collectInputs(model, { lon: ' ', lat: '' }).missing).toEqual(['lon', 'lat']);
  });
});

describe('chosenSelector', () => {
  it('is the one that holds a value', () => {
    const model = formModel(proximity);
    expect(chosenSelector(model, { type: '37' })).toBe('type');
    expect(chosenSelector(model, { category: '  ' })).toBeNull();
  });
});

describe('a question with two metrics', () => {
  const walking = { zh: null, en: 'Walking limit (metric=walk).' };
  const model = formModel({
    ...proximity,
    fields: [
      ...proximity.fields,
      field('metric', { kind: 'choice', choices: ['straight', 'walk'], defaultValue: 'straight' }),
      field('maxWalkM', { kind: 'number', description: walking }),
      field('maxSnapM', { kind: 'number', defaultValue: '200', description: walking }),
    ].map((one) =>
      one.name === 'radiusM'
        ? { ...one, description: { zh: null, en: 'Only; only with metric=straight.' } }
        : one,
    ),
  });
  const values = { ...startingValues(model, {}, {}, now), lon: '1', lat: '2', maxWalkM: '900' };

  it('sends the limit of the metric asked for and not the other', () => {
    expect(collectInputs(model, values).inputs).toMatchObject({ metric: 'straight', radiusM: '800' });
    expect(collectInputs(model, values).inputs).not.toHaveProperty('maxWalkM');
    const walk = collectInputs(model, { ...values, metric: 'walk', maxSnapM: '50' }).inputs;
    expect(walk).toMatchObject({ metric: 'walk', maxWalkM: '900', maxSnapM: '50' });
    expect(walk).not.toHaveProperty('radiusM');
  });

  it('shows the inputs under headings, the metric before its limits', () => {
    const groups = frontGroups(model, { ...values, metric: 'walk' });
    expect(groups.map(({ heading, fields }) => [heading, fields.map(({ name }) => name)])).toEqual([
      ['groupPlace', ['lon', 'lat']],
      ['groupCounted', ['category', 'kind', 'type']],
      ['groupDistance', ['metric', 'maxWalkM']],
      ['groupRest', ['asOf']],
    ]);
  });

  it('needs no headings for a few inputs', () => {
    expect(frontGroups(formModel(proximity), values)).toMatchObject([{ heading: null }]);
  });
});

describe('questions with a start of their own', () => {
  const isochrone = { ...proximity, id: 'isochrone', fields: [field('minutes'), field('speedKmh')] };

  it('begins with limits and their speed in sight, which a link replaces', () => {
    const model = formModel(isochrone);
    expect(startingValues(model, {}, {}, now)).toEqual({ minutes: '5,10,15', speedKmh: '4' });
    expect(startingValues(model, { minutes: '7' }, {}, now)).toEqual({ minutes: '7', speedKmh: '' });
  });

  it('asks for category and kind where both are needed: no selectors', () => {
    const zones = formModel({
      ...proximity,
      id: 'eligible-zones',
      fields: [field('category'), field('kind', { kind: 'choice', required: true, choices: ['medical'] })],
    });
    expect(zones.selectors).toEqual([]);
    expect(startingValues(zones, {}, {}, now)).toEqual({ category: '', kind: 'pharmacy' });
    expect(startingValues(zones, {}, { category: '中医诊所' }, now)).toEqual({
      category: '中医诊所',
      kind: 'medical',
    });
  });
});
