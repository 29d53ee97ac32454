import type { Collection, Field } from '../collections/collection.ts';

type Schema = Readonly<Record<string, unknown>>;

const JSON_TYPES: Readonly<Record<Field['type'], Schema>> = {
  string: { type: 'string' },
  integer: { type: 'integer' },
  number: { type: 'number' },
  boolean: { type: 'boolean' },
  date: { type: 'string', format: 'date' },
  'date-time': { type: 'string', format: 'date-time' },
  'string[]': { type: 'array', items: { type: 'string' } },
};

const GEOMETRY_SCHEMAS = {
  Point: 'https://geojson.org/schema/Point.json',
  MultiLineString: 'https://geojson.org/schema/MultiLineString.json',
  MultiPolygon: 'https://geojson.org/schema/MultiPolygon.json',
} as const;

/** One property: type, unit, list of values, titles in both languages. */
export function fieldSchema(field: Field): Schema {
  return {
    title: `${field.title.zh} ${field.title.en}`,
    ...JSON_TYPES[field.type],
    ...(field.values && field.type === 'string' ? { enum: field.values } : {}),
    ...(field.values && field.type === 'string[]' ? { items: { type: 'string', enum: field.values } } : {}),
    ...(field.unit ? { 'x-ogc-unit': field.unit } : {}),
  };
}

/**
 * JSON Schema of a feature of the layer (2020-12), from which clients take the types of the fields even where the first features
 * are empty there. `type` stays a plain name because GDAL reads a list of types, or `oneOf`, as text; a field that is not
 * `required` is null where there is no value.
 */
export function featureSchema(collection: Collection, address: string): Schema {
  const { geometryType, fields } = collection;
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: address,
    title: `${collection.title.zh} ${collection.title.en}`,
    description: `${collection.description.zh} ${collection.description.en}`,
    type: 'object',
    required: ['type', 'geometry', 'properties'],
    properties: {
      type: { type: 'string', enum: ['Feature'] },
      id: { type: 'integer' },
      geometry:
        geometryType === null
          ? { type: 'null' }
          : { oneOf: [{ type: 'null' }, { $ref: GEOMETRY_SCHEMAS[geometryType] }] },
      properties: {
        type: 'object',
        required: fields.filter((field) => field.required).map((field) => field.name),
        properties: Object.fromEntries(fields.map((field) => [field.name, fieldSchema(field)])),
      },
    },
  };
}
