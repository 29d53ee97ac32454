import SwaggerParser from '@apidevtools/swagger-parser';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Analysis } from '../../../api/analyses/analysis.ts';
import { answerSchema, asOfInput, defineAnalysis } from '../../../api/analyses/analysis.ts';
import { ANALYSES } from '../../../api/analyses/registry.ts';
import { COLLECTIONS } from '../../../api/collections/registry.ts';
import { itemsParameters } from '../../../api/ogc/items-request.ts';
import { buildOpenApi } from '../../../api/ogc/openapi.ts';

const withPolygon = defineAnalysis({
  id: 'test-question',
  title: { zh: '测试', en: 'Test' },
  description: { zh: '测试', en: 'A question with inputs of every shape' },
  input: z.strictObject({
    area: z.object({
      type: z.literal('Polygon'),
      coordinates: z.array(z.array(z.tuple([z.number(), z.number()]))),
    }),
    radiusM: z.coerce.number().positive().max(20_000).default(800).describe('Metres.'),
    kind: z.enum(['medical', 'pharmacy']).optional(),
    flag: z.stringbool().default(false),
    note: z.string().nullable(),
    asOf: asOfInput,
  }),
  output: answerSchema(z.object({ distance_m: z.number() }), {
    verdict: z.enum(['a', 'b']).nullable(),
    counts: z.record(z.string(), z.number()),
  }),
  run: async () => {
    throw new Error('not run');
  },
}) as unknown as Analysis;

const build = (extra: Partial<Parameters<typeof buildOpenApi>[0]> = {}) =>
  buildOpenApi({
    base: 'http://localhost:8080',
    version: '0.1.0',
    maxItems: 10_000,
    collections: COLLECTIONS,
    analyses: [...ANALYSES, withPolygon],
    ...extra,
  });
type Document = ReturnType<typeof build>;

interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly { readonly name?: string; readonly $ref?: string }[];
}

function parameterNames(document: Document, path: string): string[] {
  const { parameters: shared } = document.components as { parameters: Record<string, { name: string }> };
  const operation = document.paths[path]?.get as Operation | undefined;
  return (operation?.parameters ?? []).map(
    (one) => one.name ?? shared[one.$ref?.split('/').at(-1) ?? '']?.name ?? 'unresolved',
  );
}

describe('the OpenAPI document', () => {
  it('is valid OpenAPI 3.0', async () => {
    const document = build({
      extraPaths: {
        '/health': { get: { operationId: 'health', responses: { 200: { description: 'alive' } } } },
      },
    });
    const validated = await SwaggerParser.validate(structuredClone(document) as never);
    expect(Object.keys(validated.paths ?? {})).toContain('/health');
  });

  it('declares exactly the parameters that the items of each layer accept', () => {
    const document = build();
    for (const collection of COLLECTIONS)
      expect(parameterNames(document, `/collections/${collection.id}/items`).sort()).toEqual(
        itemsParameters(collection).sort(),
      );
  });

  it('keeps limit, bbox and datetime where QGIS and the conformance suite read them', () => {
    const document = build();
    const { parameters } = document.components as {
      parameters: Record<string, { schema: Record<string, unknown>; style: string; explode: boolean }>;
    };
    expect(parameters.limit?.schema).toEqual({ type: 'integer', minimum: 1, maximum: 10_000, default: 100 });
    expect(parameters.bbox?.schema).toMatchObject({ type: 'array', minItems: 4, maxItems: 6 });
    for (const name of ['limit', 'bbox', 'datetime'])
      expect(parameters[name]).toMatchObject({ style: 'form', explode: false });
    const items = document.paths['/collections/institutions/items']?.get as Operation;
    expect(items.parameters).toContainEqual({ $ref: '#/components/parameters/limit' });
  });

  it('has GET for a question only where every input is scalar, POST always, in both languages', () => {
    const { paths } = build();
    expect(paths['/test-question']).not.toHaveProperty('get');
    expect(paths['/test-question']).toHaveProperty('post.requestBody');
    for (const analysis of ANALYSES) expect(paths[`/${analysis.id}`]).toHaveProperty('post.x-title.zh');
    expect(parameterNames(build(), '/proximity-check')).toEqual(
      expect.arrayContaining(['lon', 'lat', 'radiusM', 'asOf']),
    );
  });

  it('names every operation once', () => {
    const ids = Object.values(build().paths).flatMap((item) =>
      Object.values(item).map((one) => (one as Operation).operationId),
    );
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('never promises a default above the maximum', () => {
    const { parameters } = build({ maxItems: 5 }).components as {
      parameters: { limit: { schema: unknown } };
    };
    expect(parameters.limit.schema).toMatchObject({ maximum: 5, default: 5 });
  });
});
