import type { Collection, Field } from '../collections/collection.ts';
import { fieldSchema } from './feature-schema.ts';
import { filterableFields } from './field-parameters.ts';
import { GEOJSON } from './negotiate.ts';
import { errorResponses, type OpenApiPart, ref } from './openapi-parts.ts';

/** Paths of the landing page, conformance and every layer, by their real names: clients look layers up by concrete path. */
export function collectionPaths(collections: readonly Collection[]): Record<string, OpenApiPart> {
  const paths: Record<string, OpenApiPart> = {
    '/': page('getLandingPage', 'Landing page', 'landingPage'),
    '/conformance': page('getConformance', 'Conformance classes', 'confClasses'),
    '/collections': page('getCollections', 'All layers', 'collections'),
  };
  for (const collection of collections) {
    const path = `/collections/${collection.id}`;
    const name = operationName(collection.id);
    paths[path] = page(`describe${name}`, `About the layer: ${collection.title.en}`, 'collection');
    paths[`${path}/schema`] = schemaPath(collection, name);
    paths[`${path}/items`] = itemsPath(collection, name);
    paths[`${path}/items/{fid}`] = itemPath(collection, name);
  }
  return paths;
}

/** `population-cells` → `PopulationCells`. */
function operationName(id: string): string {
  return id.replace(/(^|-)([a-z])/g, (_all, _dash, letter: string) => letter.toUpperCase());
}

function page(operationId: string, summary: string, schema: string): OpenApiPart {
  return {
    get: {
      operationId,
      tags: ['layers'],
      summary,
      parameters: [ref('parameters', 'fPage')],
      responses: {
        200: {
          description: summary,
          content: {
            'application/json': { schema: ref('schemas', schema) },
            'text/html': { schema: { type: 'string' } },
          },
        },
        ...errorResponses(['400', '404', '406']),
      },
    },
  };
}

function schemaPath(collection: Collection, name: string): OpenApiPart {
  const description = `JSON Schema of the features of ${collection.title.en}`;
  return {
    get: {
      operationId: `get${name}Schema`,
      tags: ['layers'],
      summary: description,
      parameters: [ref('parameters', 'fJson')],
      responses: {
        200: {
          description,
          content: { 'application/schema+json': { schema: { type: 'object' } } },
        },
        ...errorResponses(['400', '404', '406']),
      },
    },
  };
}

function itemsPath(collection: Collection, name: string): OpenApiPart {
  const shared = ['limit', 'bbox', 'datetime', 'cursor', 'bbox-crs', 'crs', 'spreadsheet', 'fItems'];
  return {
    get: {
      operationId: `get${name}`,
      tags: ['layers'],
      summary: `Features of ${collection.title.en}`,
      description: collection.description.en,
      'x-title': collection.title,
      'x-description': collection.description,
      parameters: [
        ...shared.map((parameter) => ref('parameters', parameter)),
        listParameter(
          'properties',
          'Properties of the answer; default all.',
          collection.fields.map((field) => field.name),
        ),
        listParameter(
          'sortby',
          'Order: field, +field or -field; empty values come last.',
          signed(collection),
        ),
        ...filterableFields(collection).map(filterParameter),
      ],
      responses: {
        200: {
          description: `Features of ${collection.title.en}`,
          content: {
            [GEOJSON]: { schema: ref('schemas', `${collection.id}-features`) },
            'text/html': { schema: { type: 'string' } },
            'text/csv': { schema: { type: 'string' } },
            'application/x-ndjson': { schema: { type: 'string' } },
          },
        },
        ...errorResponses(['400', '404', '406']),
      },
    },
  };
}

function itemPath(collection: Collection, name: string): OpenApiPart {
  return {
    get: {
      operationId: `getOneOf${name}`,
      tags: ['layers'],
      summary: `One feature of ${collection.title.en}`,
      parameters: [ref('parameters', 'fid'), ref('parameters', 'crs'), ref('parameters', 'fPage')],
      responses: {
        200: {
          description: 'The feature',
          content: {
            [GEOJSON]: { schema: ref('schemas', `${collection.id}-feature`) },
            'text/html': { schema: { type: 'string' } },
          },
        },
        ...errorResponses(['400', '404', '406']),
      },
    },
  };
}

function signed(collection: Collection): string[] {
  const names = collection.fields.filter((field) => field.sortable).map((field) => field.name);
  return names.flatMap((name) => [name, `+${name}`, `-${name}`]);
}

function listParameter(name: string, description: string, values: readonly string[]): OpenApiPart {
  return {
    name,
    in: 'query',
    required: false,
    style: 'form',
    explode: false,
    description,
    schema: { type: 'array', minItems: 1, items: { type: 'string', enum: values } },
  };
}

function filterParameter(field: Field): OpenApiPart {
  const { title: _title, ...schema } = fieldSchema(field);
  return {
    name: field.name,
    in: 'query',
    required: false,
    description: `Only features whose ${field.name} (${field.title.en}) is equal to this.`,
    'x-title': field.title,
    schema,
  };
}
