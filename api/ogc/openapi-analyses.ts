import { z } from 'zod';
import type { Analysis } from '../analyses/analysis.ts';
import { hasOnlyScalarInputs } from '../analyses/input-kinds.ts';
import { GEOJSON } from './negotiate.ts';
import { errorResponses, type OpenApiPart } from './openapi-parts.ts';

interface ObjectSchema {
  readonly properties?: Readonly<Record<string, OpenApiPart>>;
  readonly required?: readonly string[];
}

/** The preference that makes a job of a question. */
const PREFER = {
  name: 'Prefer',
  in: 'header',
  required: false,
  description: 'respond-async: the question becomes a job, and its address comes at once.',
  schema: { type: 'string', example: 'respond-async' },
};

/** What a question answers that became a job. */
const SUBMITTED = {
  description: 'With Prefer: respond-async, the job, as GET /jobs/{id} tells it',
  headers: { Location: { description: 'Address of the job.', schema: { type: 'string', format: 'uri' } } },
  content: { 'application/json': { schema: { type: 'object' } } },
};

/** `/<id>` of every analysis: GET where all inputs are scalar, POST always; made from the zod schemas of its declaration. */
export function analysisPaths(analyses: readonly Analysis[]): Record<string, OpenApiPart> {
  return Object.fromEntries(
    analyses.map((analysis) => {
      const input = openApiSchema(analysis.input, 'input') as ObjectSchema & OpenApiPart;
      const post = {
        ...operation(analysis, 'post'),
        parameters: [PREFER],
        requestBody: { required: true, content: { 'application/json': { schema: input } } },
      };
      const get = { ...operation(analysis, 'get'), parameters: queryParameters(input) };
      return [`/${analysis.id}`, { ...(hasOnlyScalarInputs(analysis) ? { get } : {}), post }];
    }),
  );
}

/** JSON Schema in the dialect of OpenAPI 3.0. */
function openApiSchema(schema: z.ZodType, io: 'input' | 'output'): OpenApiPart {
  const { $schema: _dialect, ...made } = z.toJSONSchema(schema, {
    target: 'openapi-3.0',
    io,
    unrepresentable: 'any',
  }) as Record<string, unknown>;
  return made;
}

function operation({ id, title, description, output }: Analysis, method: 'get' | 'post'): OpenApiPart {
  return {
    operationId: `${method}-${id}`,
    tags: ['questions'],
    summary: title.en,
    description: description.en,
    'x-title': title,
    'x-description': description,
    responses: {
      200: { description: title.en, content: { [GEOJSON]: { schema: openApiSchema(output, 'output') } } },
      ...(method === 'post' ? { 201: SUBMITTED } : {}),
      ...errorResponses(['400']),
    },
  };
}

function queryParameters({ properties = {}, required = [] }: ObjectSchema): OpenApiPart[] {
  return Object.entries(properties).map(([name, property]) => {
    const { description, ...schema } = property;
    const isRequired = required.includes(name);
    return { name, in: 'query', required: isRequired, ...(description ? { description } : {}), schema };
  });
}
