import type { Collection, Field } from '../collections/collection.ts';
import { fieldSchema } from './feature-schema.ts';
import { type OpenApiPart, ref } from './openapi-parts.ts';

/** Schemas of the features of every layer. */
export function collectionSchemas(collections: readonly Collection[]): Record<string, OpenApiPart> {
  return Object.fromEntries(
    collections.flatMap((collection) => [
      [`${collection.id}-feature`, featureSchemaOf(collection)],
      [`${collection.id}-features`, featuresSchemaOf(collection)],
    ]),
  );
}

function featureSchemaOf({ fields }: Collection): OpenApiPart {
  const properties = fields.map((field) => [
    field.name,
    field.required ? fieldSchema(field) : { ...withoutList(field), nullable: true },
  ]);
  return {
    type: 'object',
    required: ['type', 'geometry', 'properties'],
    properties: {
      type: { type: 'string', enum: ['Feature'] },
      id: { type: 'integer' },
      geometry: ref('schemas', 'geometry'),
      properties: { type: 'object', nullable: true, properties: Object.fromEntries(properties) },
      links: { type: 'array', items: ref('schemas', 'link') },
    },
  };
}

/** In OpenAPI 3.0 a list of values must hold null for null to be allowed. */
function withoutList(field: Field): OpenApiPart {
  const schema = fieldSchema(field);
  return field.values && field.type === 'string' ? { ...schema, enum: [...field.values, null] } : schema;
}

function featuresSchemaOf({ id }: Collection): OpenApiPart {
  return {
    type: 'object',
    required: ['type', 'features'],
    properties: {
      type: { type: 'string', enum: ['FeatureCollection'] },
      features: { type: 'array', items: ref('schemas', `${id}-feature`) },
      links: { type: 'array', items: ref('schemas', 'link') },
      timeStamp: { type: 'string', format: 'date-time' },
      numberMatched: { type: 'integer', minimum: 0 },
      numberReturned: { type: 'integer', minimum: 0 },
    },
  };
}
