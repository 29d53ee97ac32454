import express from 'express';
import request from 'supertest';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { InvalidInputError } from '../../../api/errors.ts';
import { parseInput } from '../../../api/http/parse-input.ts';

const schema = z.strictObject({
  lon: z.coerce.number().min(-180).max(180),
  service: z.enum(['inpatient', 'outpatient']).optional(),
  asOf: z.iso.date().optional(),
  name: z.coerce.string().min(2).optional(),
  area: z.union([z.string(), z.number()]).optional(),
  parts: z.array(z.strictObject({ size: z.int() })).optional(),
});

function issuesOf(value: unknown) {
  try {
    parseInput(schema, value);
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidInputError);
    return (error as InvalidInputError).issues;
  }
  throw new Error('the input was accepted');
}

describe('parseInput', () => {
  test('returns the parsed value', () => {
    expect(parseInput(schema, { lon: '108.9', asOf: '2024-02-29' })).toEqual({
      lon: 108.9,
      asOf: '2024-02-29',
    });
  });

  test('tells one issue per field, with what was held and what is allowed', () => {
    expect(
      issuesOf({
        lon: '181',
        service: 'dentist',
        asOf: '2023-02-29',
        name: 'x',
        area: [],
        parts: [{ size: 1.5 }],
      }),
    ).toEqual([
      { field: 'lon', value: '181', reason: expect.any(String), allowed: '<= 180' },
      { field: 'service', value: 'dentist', reason: expect.any(String), allowed: 'inpatient, outpatient' },
      {
        field: 'asOf',
        value: '2023-02-29',
        reason: expect.any(String),
        allowed: 'a calendar date YYYY-MM-DD',
      },
      { field: 'name', value: 'x', reason: expect.any(String), allowed: '>= 2 characters' },
      {
        field: 'area',
        value: [],
        reason: expect.any(String),
        allowed: 'a value of type string or a value of type number',
      },
      { field: 'parts.0.size', value: 1.5, reason: expect.any(String), allowed: 'a whole number' },
    ]);
  });

  test('says that a missing field is required', () => {
    expect(issuesOf({})).toEqual([
      { field: 'lon', reason: 'is required', allowed: 'a value of type number' },
    ]);
    expect(issuesOf(undefined)).toEqual([
      { field: 'lon', reason: 'is required', allowed: 'a value of type number' },
    ]);
  });

  test('names each unknown key and the known ones, also inside', () => {
    expect(issuesOf({ lon: 1, lng: 2, parts: [{ size: 1, colour: 'red' }] })).toEqual([
      { field: 'parts.0.colour', reason: 'is not a known parameter here' },
      {
        field: 'lng',
        reason: 'is not a known parameter here',
        allowed: Object.keys(schema.shape).join(', '),
      },
    ]);
  });

  test('does not echo a long value whole', () => {
    const [issue] = issuesOf({ lon: 'x'.repeat(100_000) });
    expect(String(issue?.value).length).toBeLessThan(300);
  });

  test('tells at most 100 issues', () => {
    const parts = Array.from({ length: 5_000 }, () => ({ size: 'big' }));
    expect(issuesOf({ lon: 1, parts })).toHaveLength(100);
  });

  test('a body that is no object is refused', () => {
    expect(issuesOf('text')).toEqual([expect.objectContaining({ field: 'body', value: 'text' })]);
    expect(issuesOf([1])).toEqual([expect.objectContaining({ field: 'body', value: [1] })]);
  });
});

test('a query parameter given twice is refused, even where the schema would join it; an array in a body is not', async () => {
  const app = express();
  app.use(express.json());
  const answer: express.RequestHandler = (req, res) => {
    try {
      res.json(parseInput(schema, req.method === 'GET' ? req.query : req.body));
    } catch (error) {
      res.status(400).json((error as InvalidInputError).issues);
    }
  };
  app.all('/', answer);
  const twice = await request(app).get('/?lon=1&name=ab&name=cd');
  expect(twice.status).toBe(400);
  expect(twice.body).toEqual([
    { field: 'name', value: ['ab', 'cd'], reason: 'is given more than once', allowed: expect.any(String) },
  ]);
  expect((await request(app).get('/?lon=1&name=ab')).body).toEqual({ lon: 1, name: 'ab' });
  expect(
    (
      await request(app)
        .post('/')
        .send({ lon: 1, parts: [{ size: 1 }] })
    ).body,
  ).toEqual({ lon: 1, parts: [{ size: 1 }] });
});
