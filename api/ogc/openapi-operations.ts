import { z } from 'zod';
import type { PlanningOperation } from '../planning/operation.ts';
import { errorResponses, type OpenApiPart } from './openapi-parts.ts';

/** OpenAPI 3.0 path objects, and the schemas that several of them name. */
export interface DescribedOperations {
  readonly paths: Readonly<Record<string, OpenApiPart>>;
  readonly schemas: Readonly<Record<string, OpenApiPart>>;
}

/** Describes operations; several of one path stand together, schemas with an id stand once among the components. */
export function describeOperations(operations: readonly PlanningOperation[]): DescribedOperations {
  const paths: Record<string, Record<string, OpenApiPart>> = {};
  const schemas: Record<string, OpenApiPart> = {};
  for (const operation of operations) {
    const path = paths[operation.path] ?? {};
    if (path[operation.method]) throw new Error(`${operation.method} ${operation.path} is described twice`);
    path[operation.method] = describe(operation, schemas);
    paths[operation.path] = path;
  }
  return { paths, schemas };
}

function describe(operation: PlanningOperation, shared: Record<string, OpenApiPart>): OpenApiPart {
  const {
    operationId,
    summary,
    tag = 'planning',
    role,
    query,
    body,
    parameters = {},
    status,
    otherStatus,
    answer,
    mediaType,
  } = operation;
  const success = {
    description: summary,
    content: { [mediaType ?? 'application/json']: { schema: schemaOf(answer, 'output', shared) } },
  };
  return {
    operationId,
    tags: [tag],
    summary: role ? `${summary} (${role})` : summary,
    parameters: [
      ...Object.entries(parameters).map(([name, description]) => ({
        name,
        in: 'path',
        required: true,
        description,
        schema: { type: 'string' },
      })),
      ...(query ? queryParameters(query, shared) : []),
    ],
    ...(body
      ? {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: schemaOf(body, 'input', shared) } },
          },
        }
      : {}),
    responses: {
      [status]: success,
      ...(otherStatus ? { [otherStatus]: success } : {}),
      ...errorResponses(Object.keys(parameters).length > 0 ? ['400', '404'] : ['400']),
    },
  };
}

/**
 * JSON Schema in the dialect of OpenAPI 3.0; what has an id goes to `shared`. What is accepted and what is answered may differ
 * (defaults), so that accepted shapes have a name of their own.
 */
function schemaOf(
  schema: z.ZodType,
  io: 'input' | 'output',
  shared: Record<string, OpenApiPart>,
): OpenApiPart {
  const made = z.toJSONSchema(schema, { target: 'openapi-3.0', io, unrepresentable: 'any' });
  const nameOf = (id: string) => (io === 'input' ? `${id}Input` : id);
  const {
    $schema: _dialect,
    definitions,
    $defs,
    ...own
  } = renameReferences(made, nameOf) as Record<string, OpenApiPart>;
  for (const [id, part] of Object.entries({ ...definitions, ...$defs }))
    shared[nameOf(id)] = withoutId(part as OpenApiPart);
  return withoutId(own);
}

function withoutId({ id, ...part }: OpenApiPart): OpenApiPart {
  return typeof id === 'string' ? part : { ...part, ...(id === undefined ? {} : { id }) };
}

/** References of zod (`#/$defs/x`, `#/definitions/x`, `#/components/schemas/x`) as those of the document. */
function renameReferences(value: unknown, nameOf: (id: string) => string): unknown {
  if (Array.isArray(value)) return value.map((one) => renameReferences(one, nameOf));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, held]) => {
      const id = key === '$ref' && typeof held === 'string' ? /\/([^/]+)$/.exec(held)?.[1] : undefined;
      return [key, id === undefined ? renameReferences(held, nameOf) : `#/components/schemas/${nameOf(id)}`];
    }),
  );
}

function queryParameters(schema: z.ZodObject, shared: Record<string, OpenApiPart>): OpenApiPart[] {
  const { properties = {}, required = [] } = schemaOf(schema, 'input', shared) as {
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
