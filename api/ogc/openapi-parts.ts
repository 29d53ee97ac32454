import { CRS84 } from './bbox-parameter.ts';
import { DEFAULT_LIMIT } from './items-request.ts';

/** A part of an OpenAPI document; the test validates the whole. */
export type OpenApiPart = Readonly<Record<string, unknown>>;

export const ref = (kind: 'parameters' | 'responses' | 'schemas', name: string): OpenApiPart => ({
  $ref: `#/components/${kind}/${name}`,
});

const text = { type: 'string' };

/** Parameters that several paths share; QGIS reads the page size from `limit` here. */
export function sharedParameters(maxItems: number): Readonly<Record<string, OpenApiPart>> {
  return {
    limit: {
      name: 'limit',
      in: 'query',
      required: false,
      style: 'form',
      explode: false,
      description:
        'Most features of a page; a greater number gives the maximum. For CSV and GeoJSON lines it is not clamped, and without it the whole selection is sent.',
      schema: { type: 'integer', minimum: 1, maximum: maxItems, default: Math.min(DEFAULT_LIMIT, maxItems) },
    },
    bbox: {
      name: 'bbox',
      in: 'query',
      required: false,
      style: 'form',
      explode: false,
      description:
        'west,south,east,north in degrees (CRS84). West greater than east crosses the antimeridian. Six numbers give heights too, which are ignored. Features without geometry are always selected.',
      schema: { type: 'array', items: { type: 'number' }, minItems: 4, maxItems: 6 },
    },
    'bbox-crs': crsParameter('bbox-crs', 'Reference system of bbox.'),
    crs: crsParameter('crs', 'Reference system of the answer.'),
    datetime: {
      name: 'datetime',
      in: 'query',
      required: false,
      style: 'form',
      explode: false,
      description:
        'Features valid on this date, at this instant or during this interval: 2025-07-01, 2025-07-01T00:00:00Z, 2025-01-01/.., ../2025-12-31. Days are those of Asia/Shanghai.',
      schema: text,
    },
    cursor: {
      name: 'cursor',
      in: 'query',
      required: false,
      description: 'Where to go on, from the next link of a page; opaque.',
      schema: text,
    },
    spreadsheet: {
      name: 'spreadsheet',
      in: 'query',
      required: false,
      description:
        'With f=csv: byte order mark, and cells that would run as formulas preceded by an apostrophe.',
      schema: { type: 'boolean', default: false },
    },
    fItems: formatParameter(['json', 'html', 'csv', 'geojsonl']),
    fPage: formatParameter(['json', 'html']),
    fJson: formatParameter(['json']),
    fid: {
      name: 'fid',
      in: 'path',
      required: true,
      description: 'Number of the feature.',
      schema: { type: 'integer', minimum: 0 },
    },
  };
}

function crsParameter(name: string, description: string): OpenApiPart {
  return {
    name,
    in: 'query',
    required: false,
    description,
    schema: { type: 'string', enum: [CRS84], default: CRS84 },
  };
}

function formatParameter(formats: readonly string[]): OpenApiPart {
  return {
    name: 'f',
    in: 'query',
    required: false,
    description: 'Representation; without it the Accept header decides.',
    schema: { type: 'string', enum: formats },
  };
}

/** Error answers, all problem+json (RFC 9457). */
export const SHARED_RESPONSES: Readonly<Record<string, OpenApiPart>> = {
  invalid: problem('A parameter or the body is not acceptable; `issues` names each.'),
  notFound: problem('There is nothing at this address.'),
  notAcceptable: problem('None of the accepted media types is offered.'),
  unexpected: problem('Any other error.'),
};

function problem(description: string): OpenApiPart {
  return {
    description,
    content: {
      'application/problem+json': { schema: ref('schemas', 'problem') },
      'text/html': { schema: text },
    },
  };
}

/** The error answers of an operation; `statuses` beyond those that every operation has. */
export function errorResponses(statuses: readonly ('400' | '404' | '406')[]): OpenApiPart {
  const names = { 400: 'invalid', 404: 'notFound', 406: 'notAcceptable' } as const;
  return {
    ...Object.fromEntries(statuses.map((status) => [status, ref('responses', names[status])])),
    default: ref('responses', 'unexpected'),
  };
}

const link = {
  type: 'object',
  required: ['href', 'rel'],
  properties: { href: text, rel: text, type: text, title: text },
};
const links = { type: 'array', items: ref('schemas', 'link') };

export const SHARED_SCHEMAS: Readonly<Record<string, OpenApiPart>> = {
  link,
  problem: {
    type: 'object',
    required: ['title', 'status'],
    properties: {
      type: text,
      title: text,
      status: { type: 'integer' },
      detail: text,
      code: text,
      instance: text,
      issues: {
        type: 'array',
        items: {
          type: 'object',
          required: ['field', 'reason'],
          properties: { field: text, value: {}, reason: text, allowed: text },
        },
      },
    },
  },
  landingPage: { type: 'object', required: ['links'], properties: { title: text, description: text, links } },
  confClasses: {
    type: 'object',
    required: ['conformsTo'],
    properties: { conformsTo: { type: 'array', items: text }, links },
  },
  collection: {
    type: 'object',
    required: ['id', 'links'],
    properties: {
      id: text,
      title: text,
      description: text,
      itemType: text,
      crs: { type: 'array', items: text },
      storageCrs: text,
      extent: { type: 'object', properties: { spatial: { type: 'object' }, temporal: { type: 'object' } } },
      links,
    },
  },
  collections: {
    type: 'object',
    required: ['links', 'collections'],
    properties: { links, collections: { type: 'array', items: ref('schemas', 'collection') } },
  },
  geometry: {
    type: 'object',
    nullable: true,
    required: ['type', 'coordinates'],
    properties: {
      type: {
        type: 'string',
        enum: ['Point', 'MultiPoint', 'LineString', 'MultiLineString', 'Polygon', 'MultiPolygon'],
      },
      coordinates: { type: 'array', items: {} },
    },
  },
};
