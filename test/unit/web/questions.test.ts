import { describe, expect, it } from 'vitest';
import { listQuestions } from '../../../web/questions.js';

const geojson = { '200': { description: 'ok', content: { 'application/geo+json': {} } } };
const operation = { responses: geojson };

const openapi = {
  paths: {
    '/': { get: operation },
    '/collections/{collectionId}/items': { get: operation, post: operation },
    '/health': { get: { responses: { '200': { content: { 'application/json': {} } } } } },
    '/imports': { get: { responses: { '200': { content: { 'application/json': {} } } } }, post: {} },
    '/siting': {
      post: {
        ...operation,
        requestBody: {
          content: {
            'application/json': {
              schema: {
                required: ['p'],
                properties: {
                  p: { type: 'integer', description: 'How many.' },
                  sites: { type: 'array', items: { $ref: '#/components/schemas/site' } },
                  shape: { type: 'object', properties: {} },
                },
              },
            },
          },
        },
      },
    },
    '/matrix': {
      post: {
        ...operation,
        requestBody: {
          content: {
            'application/json': {
              schema: {
                required: ['pairs'],
                properties: { pairs: { type: 'array', items: { $ref: '#/components/schemas/site' } } },
              },
            },
          },
        },
      },
    },
    '/proximity-check': {
      get: {
        summary: 'Proximity check',
        description: 'Is one near?',
        'x-title': { zh: '距离检查', en: 'Proximity check' },
        responses: { '200': { $ref: '#/components/responses/answer' } },
        parameters: [
          { name: 'lon', in: 'query', required: true, schema: { type: 'number' }, description: 'Longitude.' },
          {
            name: 'radiusM',
            in: 'query',
            schema: { type: 'number', exclusiveMinimum: 0, maximum: 20_000, default: 800 },
          },
          { name: 'kind', in: 'query', schema: { type: 'string', enum: ['medical', 'pharmacy'] } },
          { name: 'asOf', in: 'query', schema: { type: 'string', format: 'date' } },
          { name: 'k', in: 'query', schema: { anyOf: [{ type: 'integer', minimum: 1 }, { type: 'null' }] } },
          { name: 'outline', in: 'query', schema: { type: 'boolean', default: false } },
          { name: 'X-Key', in: 'header', schema: { type: 'string' } },
          { $ref: '#/components/parameters/crs' },
        ],
      },
      post: operation,
    },
  },
  components: {
    responses: { answer: geojson['200'] },
    parameters: { crs: { name: 'crs', in: 'query', schema: { $ref: '#/components/schemas/crs' } } },
    schemas: {
      crs: { type: 'string', default: 'CRS84', maxLength: 50 },
      site: {
        type: 'object',
        required: ['id'],
        properties: { id: { type: 'string' }, lon: { type: 'number' } },
      },
    },
  },
};

describe('listQuestions', () => {
  it('reads the members of a body: a list of plain rows is an input, other structures are left out', () => {
    const [siting] = listQuestions(openapi);
    expect(siting?.fields).toMatchObject([
      { name: 'p', kind: 'integer', required: true, description: { en: 'How many.' } },
      {
        name: 'sites',
        kind: 'rows',
        required: false,
        columns: [
          { name: 'id', isNumber: false, required: true },
          { name: 'lon', isNumber: true, required: false },
        ],
      },
    ]);
  });

  it('finds the analyses among all paths and nothing else', () => {
    expect(listQuestions(openapi).map(({ id, isPostOnly }) => [id, isPostOnly])).toEqual([
      ['siting', true],
      ['proximity-check', false],
    ]);
    expect(listQuestions({})).toEqual([]);
    expect(listQuestions(null)).toEqual([]);
  });

  it('reads titles, types, limits and defaults of the inputs', () => {
    const [, question] = listQuestions(openapi);
    expect(question?.title).toEqual({ zh: '距离检查', en: 'Proximity check' });
    expect(question?.description).toEqual({ zh: null, en: 'Is one near?' });
    const fields = Object.fromEntries(question!.fields.map((field) => [field.name, field]));
    expect(Object.keys(fields)).toEqual(['lon', 'radiusM', 'kind', 'asOf', 'k', 'outline', 'crs']);
    expect(fields.lon).toMatchObject({
      kind: 'number',
      required: true,
      defaultValue: null,
      description: { en: 'Longitude.' },
    });
    expect(fields.radiusM).toMatchObject({
      kind: 'number',
      minimum: 0,
      maximum: 20_000,
      defaultValue: '800',
      required: false,
    });
    expect(fields.kind).toMatchObject({ kind: 'choice', choices: ['medical', 'pharmacy'] });
    expect(fields.asOf).toMatchObject({ kind: 'date' });
    expect(fields.k).toMatchObject({ kind: 'integer', minimum: 1 });
    expect(fields.outline).toMatchObject({ kind: 'flag', defaultValue: 'false' });
    expect(fields.crs).toMatchObject({ kind: 'text', defaultValue: 'CRS84', longest: 50 });
  });
});
