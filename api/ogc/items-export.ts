import type { Request, Response } from 'express';
import type { Collection } from '../collections/collection.ts';
import { readItems } from '../collections/read-items.ts';
import type { Database } from '../db/database.ts';
import { csvText } from '../http/send-csv.ts';
import { geojsonLines } from '../http/send-geojsonl.ts';
import { sendTextStream } from '../http/send-text-stream.ts';
import type { ItemsRequest } from './items-request.ts';

/** The whole selection, or the first `limit` of it. */
export async function sendExport(
  req: Request,
  res: Response,
  db: Database,
  collection: Collection,
  request: ItemsRequest,
  format: 'csv' | 'geojsonl',
): Promise<void> {
  const limit = request.limit ?? Number.MAX_SAFE_INTEGER;
  res.set('Content-Disposition', `inline; filename="${collection.id}.${format}"`);
  if (format === 'geojsonl') {
    const chunks = readItems(db, collection, { ...request.query, form: 'geojson' }, limit);
    return sendTextStream(req, res, 'application/x-ndjson; charset=utf-8', geojsonLines(chunks));
  }
  const form = collection.geometryType === 'Point' ? 'lon-lat' : 'wkt';
  const chunks = readItems(db, collection, { ...request.query, form }, limit);
  const pieces = csvText(chunks, {
    collection,
    properties: request.query.properties,
    forSpreadsheet: request.forSpreadsheet,
  });
  return sendTextStream(req, res, 'text/csv; charset=utf-8; header=present', pieces);
}
