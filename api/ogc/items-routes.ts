import { type Request, type Response, Router } from 'express';
import type { Collection } from '../collections/collection.ts';
import { countItems } from '../collections/count-items.ts';
import { type ItemChunk, readItems } from '../collections/read-items.ts';
import { getCollection } from '../collections/registry.ts';
import type { Database } from '../db/database.ts';
import type { AppDependencies } from '../http/app-dependencies.ts';
import { baseUrl } from '../http/base-url.ts';
import { requestSignal } from '../http/request-signal.ts';
import { geojsonText } from '../http/send-geojson.ts';
import { sendTextStream } from '../http/send-text-stream.ts';
import { encodeCursor } from './cursor.ts';
import { answeredFromCache } from './entity-tag.ts';
import { itemsHtml, MAX_HTML_ITEMS } from './html/item-pages.ts';
import { sendItem, setFeatureHeaders } from './item-route.ts';
import { sendExport } from './items-export.ts';
import { DEFAULT_LIMIT, type ItemsRequest, readItemsRequest } from './items-request.ts';
import { type Link, selfAndAlternates, withParameters } from './links.ts';
import { type Format, GEOJSON, ITEMS_OFFERS, negotiate } from './negotiate.ts';

/** `/collections/:id/items` and `/collections/:id/items/:fid` of every layer. */
export function itemsRoutes(deps: AppDependencies): Router {
  const router = Router();
  router.get('/collections/:id/items', (req, res) => sendItems(deps, req, res));
  router.get('/collections/:id/items/:fid', (req, res) => sendItem(deps, req, res));
  return router;
}

async function sendItems(deps: AppDependencies, req: Request<{ id: string }>, res: Response): Promise<void> {
  const collection = getCollection(req.params.id);
  const request = readItemsRequest(collection, req.originalUrl);
  const format = negotiate(req, request.parameters.get('f'), ITEMS_OFFERS);
  const db = deps.database.withSignal(requestSignal(req, res));
  const base = baseUrl(req, deps.config);
  const url = base + req.originalUrl;
  setFeatureHeaders(res);
  if (await answeredFromCache(req, res, db, url, format)) return;
  if (format === 'csv' || format === 'geojsonl') await sendExport(req, res, db, collection, request, format);
  else await sendPage(deps, req, res, db, collection, request, format, base);
}

/** One page as GeoJSON or HTML, with the exact count of the selection and the link to the next page. */
async function sendPage(
  deps: AppDependencies,
  req: Request,
  res: Response,
  db: Database,
  collection: Collection,
  request: ItemsRequest,
  format: Format,
  base: string,
): Promise<void> {
  const url = base + req.originalUrl;
  const largest = format === 'html' ? Math.min(MAX_HTML_ITEMS, deps.config.MAX_ITEMS) : deps.config.MAX_ITEMS;
  const limit = Math.min(request.limit ?? DEFAULT_LIMIT, largest);
  const chunks = readItems(db, collection, { ...request.query, form: 'geojson' }, limit);
  const first = await chunks.next();
  const matched = await countOnce(db, collection, request, first.value as ItemChunk);
  const pages = goOn(first.value as ItemChunk, chunks);
  const links = (end: ItemChunk): Link[] => [
    ...selfAndAlternates(url, format, ['json', 'html', 'csv', 'geojsonl'], GEOJSON),
    ...(end.more && end.last
      ? [
          {
            rel: 'next',
            type: format === 'html' ? 'text/html' : GEOJSON,
            title: 'Next page',
            href: nextUrl(url, request, end, matched, format),
          },
        ]
      : []),
    {
      rel: 'collection',
      type: 'application/json',
      href: `${base}/collections/${collection.id}`,
      title: collection.title.en,
    },
  ];
  if (format === 'html') {
    const pieces = itemsHtml(pages, { collection, base, request, matched, limit, links });
    return sendTextStream(req, res, 'text/html; charset=utf-8', pieces);
  }
  const head = { timeStamp: new Date().toISOString(), numberMatched: matched };
  const pieces = geojsonText(pages, head, (numberReturned, end) => ({ numberReturned, links: links(end) }));
  return sendTextStream(req, res, GEOJSON, pieces);
}

/**
 * The count is exact when a walk begins and goes along in its cursor: counting a million rows again for each of a hundred pages
 * is what makes walks slow. A selection that ends in the first chunk needs no counting.
 */
async function countOnce(
  db: Database,
  collection: Collection,
  request: ItemsRequest,
  first: ItemChunk,
): Promise<number> {
  const known = request.cursor?.matched;
  if (known && known.selectionMark === request.selectionMark) return known.count;
  if (!request.cursor && !first.more) return first.items.length;
  return countItems(db, collection, request.query.selection);
}

function nextUrl(url: string, request: ItemsRequest, end: ItemChunk, count: number, format: Format): string {
  if (!end.last) throw new Error('a page without a last feature has no next page');
  const matched = { count, selectionMark: request.selectionMark };
  const cursor = encodeCursor(request.query.sort, { position: end.last, matched });
  return withParameters(url, { cursor, f: format });
}

async function* goOn(first: ItemChunk, rest: AsyncGenerator<ItemChunk>): AsyncGenerator<ItemChunk> {
  yield first;
  yield* rest;
}
