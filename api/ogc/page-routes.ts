import { type Request, type Response, Router } from 'express';
import { COLLECTIONS, getCollection } from '../collections/registry.ts';
import type { AppDependencies } from '../http/app-dependencies.ts';
import { baseUrl } from '../http/base-url.ts';
import { type Html, page } from '../http/html-page.ts';
import { requestSignal } from '../http/request-signal.ts';
import type { Localized } from '../localized.ts';
import { describeCollection } from './collection-document.ts';
import { CONFORMANCE_CLASSES } from './conformance.ts';
import { featureSchema } from './feature-schema.ts';
import {
  collectionContent,
  collectionsContent,
  conformanceContent,
  landingContent,
} from './html/overview-pages.ts';
import { type Link, selfAndAlternates } from './links.ts';
import { type Format, negotiate, PAGE_OFFERS } from './negotiate.ts';
import { OPENAPI_TYPE } from './openapi-type.ts';
import { readQueryParameters } from './query-parameters.ts';

/** Landing page, conformance, layers and their schemas. */
export function pageRoutes(deps: AppDependencies): Router {
  const router = Router();
  router.get('/', (req, res) => {
    const view = open(deps, req);
    const document = { ...LANDING, links: [...view.links, ...landingLinks(view.base)] };
    send(
      res,
      view,
      document,
      { zh: '医保定点资源空间服务', en: 'Planning of designated institutions' },
      landingContent(document, view.base),
    );
  });
  router.get('/conformance', (req, res) => {
    const view = open(deps, req);
    const document = { conformsTo: CONFORMANCE_CLASSES, links: view.links };
    send(
      res,
      view,
      document,
      { zh: '标准符合性', en: 'Conformance' },
      conformanceContent(CONFORMANCE_CLASSES),
    );
  });
  router.get('/collections', async (req, res) => {
    const view = open(deps, req);
    const db = deps.database.withSignal(requestSignal(req, res));
    const collections = [];
    for (const collection of COLLECTIONS)
      collections.push(await describeCollection(db, collection, view.base));
    const document = { links: view.links, collections };
    send(res, view, document, { zh: '图层', en: 'Collections' }, collectionsContent(COLLECTIONS, view.base));
  });
  router.get('/collections/:id', async (req, res) => {
    const collection = getCollection(req.params.id);
    const view = open(deps, req);
    const db = deps.database.withSignal(requestSignal(req, res));
    const document = await describeCollection(db, collection, view.base);
    send(res, view, document, collection.title, collectionContent(collection, document, view.base));
  });
  router.get('/collections/:id/schema', (req, res) => {
    const collection = getCollection(req.params.id);
    negotiate(req, readQueryParameters(req.originalUrl, ['f']).get('f'), SCHEMA_OFFERS);
    res.vary('Accept');
    res.setHeader('Content-Type', 'application/schema+json');
    const address = `${baseUrl(req, deps.config)}/collections/${collection.id}/schema`;
    res.send(Buffer.from(JSON.stringify(featureSchema(collection, address))));
  });
  return router;
}

const SCHEMA_OFFERS = {
  json: ['application/schema+json', 'application/json', 'application/geo+json', 'text/html'],
};

const LANDING = {
  title: '定点 Dingdian',
  description:
    '医保定点医药机构的空间数据与规划分析：同类型机构距离核查、饱和度、覆盖盲区、就近查询。 ' +
    'Spatial data and planning questions on institutions designated by the health insurance: proximity, saturation, coverage gaps, nearest.',
};

function landingLinks(base: string): Link[] {
  return [
    { href: `${base}/api`, rel: 'service-desc', type: OPENAPI_TYPE, title: 'OpenAPI definition' },
    { href: `${base}/api?f=html`, rel: 'service-doc', type: 'text/html', title: 'The API for people' },
    {
      href: `${base}/conformance`,
      rel: 'conformance',
      type: 'application/json',
      title: 'Conformance classes',
    },
    { href: `${base}/collections`, rel: 'data', type: 'application/json', title: 'Layers' },
  ];
}

interface View {
  readonly base: string;
  readonly format: Format;
  readonly links: readonly Link[];
}

function open({ config }: AppDependencies, req: Request): View {
  const parameters = readQueryParameters(req.originalUrl, ['f']);
  const format = negotiate(req, parameters.get('f'), PAGE_OFFERS);
  const base = baseUrl(req, config);
  return { base, format, links: selfAndAlternates(base + req.originalUrl, format, ['json', 'html']) };
}

/** Express adds the ETag and answers 304. */
function send(
  res: Response,
  { base, format, links }: View,
  document: unknown,
  title: Localized,
  content: Html,
): void {
  res.vary('Accept');
  if (format === 'json') res.json(document);
  else
    res
      .type('html')
      .send(
        page(
          { title, base, trail: [{ title: '图层 Collections', href: `${base}/collections` }], links },
          content,
        ),
      );
}
