import type { Analysis } from '../analyses/analysis.ts';
import type { Collection } from '../collections/collection.ts';
import { analysisPaths } from './openapi-analyses.ts';
import { collectionPaths } from './openapi-collections.ts';
import { collectionSchemas } from './openapi-feature-schemas.ts';
import {
  errorResponses,
  type OpenApiPart,
  ref,
  SHARED_RESPONSES,
  SHARED_SCHEMAS,
  sharedParameters,
} from './openapi-parts.ts';
import { OPENAPI_TYPE } from './openapi-type.ts';

export interface OpenApiSource {
  readonly base: string;
  readonly version: string;
  readonly maxItems: number;
  readonly collections: readonly Collection[];
  readonly analyses: readonly Analysis[];
  /** Path objects of other routes (`/health`, imports, keys …), OpenAPI 3.0. */
  readonly extraPaths?: Readonly<Record<string, OpenApiPart>>;
  /** Schemas that those paths name. */
  readonly extraSchemas?: Readonly<Record<string, OpenApiPart>>;
}

/** An OpenAPI 3.0.3 document of the whole service. */
export interface OpenApiDocument {
  readonly openapi: '3.0.3';
  readonly paths: Readonly<Record<string, OpenApiPart>>;
  readonly [member: string]: unknown;
}

/** Builds the document from the registries; every parameter that a path accepts stands in it. */
export function buildOpenApi(source: OpenApiSource): OpenApiDocument {
  const { base, version, maxItems, collections, analyses, extraPaths = {}, extraSchemas = {} } = source;
  return {
    openapi: '3.0.3',
    info: {
      title: '定点 Dingdian',
      version,
      description:
        'Layers for map clients (OGC API - Features) and planning questions on institutions designated by the health insurance. 医保定点医药机构的图层与规划分析。',
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
    servers: [{ url: base }],
    tags: [
      { name: 'questions', description: '规划分析 Planning questions' },
      { name: 'planning', description: '规划与审核 Plans, assessments, applications, ledger' },
      { name: 'layers', description: '图层 Layers for map clients' },
      { name: 'service', description: '服务 The service itself' },
    ],
    paths: { ...collectionPaths(collections), '/api': apiPath(), ...analysisPaths(analyses), ...extraPaths },
    components: {
      parameters: sharedParameters(maxItems),
      responses: SHARED_RESPONSES,
      schemas: { ...SHARED_SCHEMAS, ...collectionSchemas(collections), ...extraSchemas },
      securitySchemes: {
        apiKey: { type: 'apiKey', in: 'header', name: 'X-API-Key' },
        bearer: { type: 'http', scheme: 'bearer' },
      },
    },
    security: [{}, { apiKey: [] }, { bearer: [] }],
  };
}

function apiPath(): OpenApiPart {
  return {
    get: {
      operationId: 'getApi',
      tags: ['service'],
      summary: 'This document',
      parameters: [ref('parameters', 'fPage')],
      responses: {
        200: {
          description: 'The OpenAPI definition',
          content: {
            [OPENAPI_TYPE]: { schema: { type: 'object' } },
            'text/html': { schema: { type: 'string' } },
          },
        },
        ...errorResponses(['400', '406']),
      },
    },
  };
}
