import type { Request, Response } from 'express';
import { findItem } from '../collections/read-items.ts';
import { getCollection } from '../collections/registry.ts';
import { NotFoundError } from '../errors.ts';
import type { AppDependencies } from '../http/app-dependencies.ts';
import { baseUrl } from '../http/base-url.ts';
import { requestSignal } from '../http/request-signal.ts';
import { featureText } from '../http/send-geojson.ts';
import { CRS84, checkCrs } from './bbox-parameter.ts';
import { answeredFromCache } from './entity-tag.ts';
import { itemHtml } from './html/item-pages.ts';
import { type Link, selfAndAlternates } from './links.ts';
import { GEOJSON, ITEM_OFFERS, negotiate } from './negotiate.ts';
import { readQueryParameters } from './query-parameters.ts';

/** Answers `/collections/:id/items/:fid`. Throws NotFoundError. */
export async function sendItem(
  deps: AppDependencies,
  req: Request<{ id: string; fid: string }>,
  res: Response,
): Promise<void> {
  const collection = getCollection(req.params.id);
  const parameters = readQueryParameters(req.originalUrl, ['f', 'crs']);
  checkCrs('crs', parameters.get('crs'));
  const format = negotiate(req, parameters.get('f'), ITEM_OFFERS);
  const db = deps.database.withSignal(requestSignal(req, res));
  const base = baseUrl(req, deps.config);
  setFeatureHeaders(res);
  const fid = /^\d{1,15}$/.test(req.params.fid) ? Number(req.params.fid) : undefined;
  if (fid !== undefined && (await answeredFromCache(req, res, db, base + req.originalUrl, format))) return;
  const item = fid === undefined ? undefined : await findItem(db, collection, fid);
  if (!item) throw new NotFoundError(`the layer ${collection.id} has no feature ${req.params.fid}`);
  const links: Link[] = [
    ...selfAndAlternates(base + req.originalUrl, format, ['json', 'html'], GEOJSON),
    {
      rel: 'collection',
      type: 'application/json',
      href: `${base}/collections/${collection.id}`,
      title: collection.title.en,
    },
  ];
  if (format === 'html') res.type('html').send(itemHtml({ collection, base, item, links }));
  else {
    res.setHeader('Content-Type', GEOJSON);
    res.end(featureText(item, { links }));
  }
}

/** Headers of every answer with features. */
export function setFeatureHeaders(res: Response): void {
  res.vary('Accept');
  res.set('Content-Crs', `<${CRS84}>`);
}
