import { z } from 'zod';
import { walkMatrixInput } from './analyses/walk-matrix/walk-matrix-input.ts';
import { IMPORT_KINDS } from './importing/import-kind.ts';
import { importFieldsSchema, importsPageSchema } from './importing/import-request.ts';
import { networkFieldsSchema } from './importing/network/network-fields.ts';
import { JOB_OPERATIONS } from './jobs/job-operations.ts';
import { newKeySchema } from './keys/new-key.ts';
import { describeOperations } from './ogc/openapi-operations.ts';
import { errorResponses, type OpenApiPart } from './ogc/openapi-parts.ts';
import { PLANNING_OPERATIONS } from './planning/planning-operations.ts';
import { SCENARIO_OPERATIONS } from './scenarios/scenario-operations.ts';

const object = { type: 'object' };
const planning = describeOperations([...PLANNING_OPERATIONS, ...SCENARIO_OPERATIONS, ...JOB_OPERATIONS]);

/** Schemas that those paths name. */
export const SERVICE_SCHEMAS = planning.schemas;

/** OpenAPI 3.0 path objects of the routes that come from neither registry: batch, imports, keys, planning, probes and errors. */
export const SERVICE_PATHS: Readonly<Record<string, OpenApiPart>> = {
  '/proximity-check/batch': {
    post: {
      ...operation('batch-proximity-check', 'questions', 'Proximity checks, one a line (NDJSON)'),
      description:
        'One JSON object a line, with the inputs of /proximity-check and an optional `ref`; one answer a line in the same order. A bad line answers `error` and the rest goes on.',
      requestBody: { required: true, content: { 'application/x-ndjson': { schema: { type: 'string' } } } },
      responses: answer('One answer a line', 'application/x-ndjson', { type: 'string' }),
    },
  },
  '/walk-matrix': {
    post: {
      ...operation('post-walk-matrix', 'questions', 'Walks from many points to many within a limit (NDJSON)'),
      description:
        'Lines in this order: a header (parameters, network versions), each destination, each origin with what it reaches, an end; `line` says which. A bad point answers `error` in its line and the rest goes on; a stream without end line is incomplete.',
      requestBody: { required: true, content: { 'application/json': { schema: schemaOf(walkMatrixInput) } } },
      responses: answer('One line a destination and an origin', 'application/x-ndjson', { type: 'string' }),
    },
  },
  '/imports': {
    get: {
      ...operation('list-imports', 'service', 'Imports, latest first (editor)'),
      parameters: queryParameters(importsPageSchema),
      responses: answer('A page of imports', 'application/json', object),
    },
  },
  '/imports/{id}': {
    get: {
      ...operation('get-import', 'service', 'One import with its report (editor)'),
      parameters: [pathParameter('id', 'Id of the import.', { type: 'string' })],
      responses: answer('The import', 'application/json', object),
    },
    post: {
      ...operation('post-import', 'service', 'Import a file (editor)'),
      parameters: [pathParameter('id', 'What the file holds.', { type: 'string', enum: [...IMPORT_KINDS] })],
      requestBody: {
        required: true,
        content: { 'multipart/form-data': { schema: uploadSchema(importFieldsSchema) } },
      },
      responses: answer(
        'The report; 422 with the report when the file is refused',
        'application/json',
        object,
      ),
    },
  },
  '/imports/network': {
    post: {
      ...operation('post-network-import', 'service', 'Import a walking network (editor)'),
      description:
        'An OpenStreetMap extract (`.osm.pbf`) or lines (`.geojson`, `.geojsonl`, `.gz` too, zipped Shapefile) become one version of the walking network. 409 when the code holds other content and `replace` is not given.',
      requestBody: {
        required: true,
        content: { 'multipart/form-data': { schema: uploadSchema(networkFieldsSchema) } },
      },
      responses: answer('What was read, kept and left out', 'application/json', object, '201'),
    },
  },
  '/walk-networks': {
    get: {
      ...operation('list-walk-networks', 'service', 'Versions of the walking network, by area'),
      responses: answer('The versions', 'application/json', object),
    },
  },
  '/walk-networks/{code}': {
    get: {
      ...operation('get-walk-network', 'service', 'One version of the walking network with its report'),
      parameters: [networkCode()],
      responses: answer('The version', 'application/json', object),
    },
    delete: {
      ...operation('delete-walk-network', 'service', 'Delete a version that is not active (editor)'),
      parameters: [networkCode()],
      responses: answer('What was deleted', 'application/json', object),
    },
  },
  '/walk-networks/{code}/activate': {
    post: {
      ...operation('activate-walk-network', 'service', 'Let a version serve its area (editor)'),
      description: 'The version that is active in the same area is retired at the same moment.',
      parameters: [networkCode()],
      responses: answer('What changed', 'application/json', object),
    },
  },
  '/walk-networks/{code}/retire': {
    post: {
      ...operation('retire-walk-network', 'service', 'Take a version out of use (editor)'),
      parameters: [networkCode()],
      responses: answer('What changed', 'application/json', object),
    },
  },
  '/keys': {
    get: {
      ...operation('list-keys', 'service', 'API keys (admin)'),
      responses: answer('The keys, without secrets', 'application/json', object),
    },
    post: {
      ...operation('post-key', 'service', 'Make an API key (admin)'),
      requestBody: { required: true, content: { 'application/json': { schema: schemaOf(newKeySchema) } } },
      responses: { ...answer('The key; its secret is shown this once', 'application/json', object, '201') },
    },
  },
  '/keys/{id}': {
    delete: {
      ...operation('delete-key', 'service', 'Revoke an API key (admin)'),
      parameters: [pathParameter('id', 'Id of the key.', { type: 'string' })],
      responses: answer('The revoked key', 'application/json', object),
    },
  },
  ...planning.paths,
  '/health': probe('health', 'Is the process alive?', 'application/json'),
  '/ready': probe('ready', 'Does the database answer, and is its schema current?', 'application/json'),
  '/metrics': probe('metrics', 'Figures for Prometheus', 'text/plain'),
  '/errors': probe('errors', 'What each error code means', 'application/json'),
  '/errors/{code}': {
    get: {
      ...operation('get-error', 'service', 'What one error code means'),
      parameters: [pathParameter('code', 'Code of an error.', { type: 'string' })],
      responses: answer('The explanation', 'application/json', object),
    },
  },
};

function operation(operationId: string, tag: 'questions' | 'service', summary: string): OpenApiPart {
  return { operationId, tags: [tag], summary };
}

function probe(name: string, summary: string, type: string): OpenApiPart {
  const schema = type === 'application/json' ? object : { type: 'string' };
  return {
    get: { ...operation(`get-${name}`, 'service', summary), responses: answer(summary, type, schema) },
  };
}

function answer(description: string, type: string, schema: OpenApiPart, status = '200'): OpenApiPart {
  return { [status]: { description, content: { [type]: { schema } } }, ...errorResponses(['400', '404']) };
}

function pathParameter(name: string, description: string, schema: OpenApiPart): OpenApiPart {
  return { name, in: 'path', required: true, description, schema };
}

function networkCode(): OpenApiPart {
  return pathParameter('code', 'Code of a version of the walking network.', { type: 'string' });
}

function schemaOf(schema: z.ZodType): OpenApiPart & { properties?: Record<string, OpenApiPart> } {
  const { $schema: _dialect, ...made } = z.toJSONSchema(schema, {
    target: 'openapi-3.0',
    io: 'input',
    unrepresentable: 'any',
  }) as Record<string, unknown>;
  return made;
}

function queryParameters(schema: z.ZodType): OpenApiPart[] {
  return Object.entries(schemaOf(schema).properties ?? {}).map(([name, property]) => ({
    name,
    in: 'query',
    required: false,
    schema: property,
  }));
}

/** The text fields of an import and its file parts. */
function uploadSchema(schema: z.ZodType): OpenApiPart {
  const fields = schemaOf(schema) as OpenApiPart & { properties?: object; required?: string[] };
  return {
    ...fields,
    required: ['file', ...(fields.required ?? [])],
    properties: { file: { type: 'string', format: 'binary' }, ...fields.properties },
  };
}
