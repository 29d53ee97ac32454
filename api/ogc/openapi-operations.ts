import { z } from 'zod';
import type { PlanningOperation } from '../planning/operation.ts';
import { errorResponses, type OpenApiPart } from './openapi-parts.ts';

/** OpenAPI 3.0 path objects of described operations; several of one path stand together. */
export function operationPaths(operations: readonly PlanningOperation[]): Record<string, OpenApiPart> {
  const paths: Record<string, Record<string, OpenApiPart>> = {};
  for (const operation of operations) {
    const path = paths[operation.path] ?? {};
    if (path[operation.method]) throw new Error(`${operation.method} ${operation.path} is described twice`);
    path[operation.method] = describe(operation);
    paths[operation.path] = path;
  }
  return paths;
}

function describe(operation: PlanningOperation): OpenApiPart {
  const { operationId, summary, role, query, body, parameters = {}, status, answer, mediaType } = operation;
  return {
    operationId,
    tags: ['planning'],
    summary: role ? `${summary} (${role})` : summary,
    parameters: [
      ...Object.entries(parameters).map(([name, description]) => ({
        name,
        in: 'path',
        required: true,
        description,
        schema: { type: 'string' },
      })),
      ...(query ? queryParameters(query) : []),
    ],
    ...(body
      ? {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: schemaOf(body, 'input') } },
          },
        }
      : {}),
    responses: {
      [status]: {
        description: summary,
        content: { [mediaType ?? 'application/json']: { schema: schemaOf(answer, 'output') } },
      },
      ...errorResponses(Object.keys(parameters).length > 0 ? ['400', '404'] : ['400']),
    },
  };
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): OpenApiPart {
  const { $schema: _dialect, ...made } = z.toJSONSchema(schema, {
    target: 'openapi-3.0',
    io,
    unrepresentable: 'any',
  }) as Record<string, unknown>;
  return made;
}

function queryParameters(schema: z.ZodObject): OpenApiPart[] {
  const { properties = {}, required = [] } = schemaOf(schema, 'input') as {
    properties?: Record<string, OpenApiPart>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, { description, ...rest }]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    ...(description ? { description } : {}),
    schema: rest,
  }));
}
