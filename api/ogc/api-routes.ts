import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Router } from 'express';
import { ANALYSES } from '../analyses/registry.ts';
import { COLLECTIONS } from '../collections/registry.ts';
import { todayInShanghai } from '../dates.ts';
import type { AppDependencies } from '../http/app-dependencies.ts';
import { baseUrl } from '../http/base-url.ts';
import { page } from '../http/html-page.ts';
import { PROGRAM_ROOT } from '../paths.ts';
import { apiContent } from './html/api-page.ts';
import { selfAndAlternates } from './links.ts';
import { negotiate, type Offers } from './negotiate.ts';
import { buildOpenApi, type OpenApiDocument } from './openapi.ts';
import type { OpenApiPart } from './openapi-parts.ts';
import { OPENAPI_TYPE } from './openapi-type.ts';
import { readQueryParameters } from './query-parameters.ts';

export interface ApiOptions {
  /** OpenAPI 3.0 path objects of routes outside the two registries. */
  readonly extraPaths?: Readonly<Record<string, OpenApiPart>>;
  /** Schemas that those paths name. */
  readonly extraSchemas?: Readonly<Record<string, OpenApiPart>>;
}

const OFFERS: Offers = {
  json: [OPENAPI_TYPE, 'application/vnd.oai.openapi+json', 'application/openapi+json', 'application/json'],
  html: ['text/html'],
};

/** `/api`: the OpenAPI document, and the same for people. */
export function apiRoutes({ config }: AppDependencies, options: ApiOptions = {}): Router {
  const documentOf = rememberLast((base: string, _today: string) =>
    buildOpenApi({
      base,
      version: programVersion(),
      maxItems: config.MAX_ITEMS,
      collections: COLLECTIONS,
      analyses: ANALYSES,
      ...options,
    }),
  );
  const router = Router();
  router.get('/api', (req, res) => {
    const format = negotiate(req, readQueryParameters(req.originalUrl, ['f']).get('f'), OFFERS);
    const base = baseUrl(req, config);
    // Dates of today stand in it as defaults, so it is made anew each day.
    const document = documentOf(base, todayInShanghai());
    res.vary('Accept');
    if (format === 'json') {
      res.setHeader('Content-Type', OPENAPI_TYPE);
      res.send(Buffer.from(JSON.stringify(document)));
      return;
    }
    const links = selfAndAlternates(base + req.originalUrl, 'html', ['json', 'html'], OPENAPI_TYPE);
    const title = { zh: '接口说明', en: 'API' };
    res
      .type('html')
      .send(
        page(
          { title, base, trail: [{ title: 'API', href: `${base}/api?f=html` }], links },
          apiContent(document, base),
        ),
      );
  });
  return router;
}

function programVersion(): string {
  const { version } = JSON.parse(readFileSync(join(PROGRAM_ROOT, 'package.json'), 'utf8')) as {
    version: string;
  };
  return version;
}

function rememberLast(make: (base: string, today: string) => OpenApiDocument) {
  let last: { key: string; document: OpenApiDocument } | undefined;
  return (base: string, today: string): OpenApiDocument => {
    const key = `${base} ${today}`;
    if (last?.key !== key) last = { key, document: make(base, today) };
    return last.document;
  };
}
