import { describe, expect, it } from 'vitest';
import { chosenSelector, collectInputs, formModel, startingValues } from '../../../web/form-model.js';
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
