import type { Request } from 'express';
import { InvalidInputError, NotAcceptableError } from '../errors.ts';

export type Format = 'json' | 'html' | 'csv' | 'geojsonl';

/** Media types that choose a format; the first is what is sent. */
export type Offers = Readonly<Partial<Record<Format, readonly string[]>>>;

/** Representations of pages that are not features. */
export const PAGE_OFFERS: Offers = {
  json: ['application/json', 'application/geo+json'],
  html: ['text/html'],
};

export const GEOJSON = 'application/geo+json';

export const ITEM_OFFERS: Offers = { json: [GEOJSON, 'application/json'], html: ['text/html'] };

export const ITEMS_OFFERS: Offers = {
  json: [GEOJSON, 'application/json'],
  html: ['text/html'],
  csv: ['text/csv'],
  geojsonl: ['application/x-ndjson', 'application/geojsonl', 'application/geojson-seq', 'application/jsonl'],
};

/**
 * The representation to send: `f` where it is given, else the Accept header with its q-values; of equals the first offer.
 * Throws InvalidInputError (f) or NotAcceptableError (Accept).
 */
export function negotiate(req: Request, f: string | undefined, offers: Offers): Format {
  const formats = Object.keys(offers) as Format[];
  if (f !== undefined) {
    const chosen = formats.find((format) => format === f);
    if (chosen) return chosen;
    throw new InvalidInputError([
      { field: 'f', value: f, reason: 'is not offered here', allowed: formats.join(', ') },
    ]);
  }
  const types = formats.flatMap((format) => (offers[format] ?? []).map((type) => ({ format, type })));
  const best = req.accepts(types.map(({ type }) => type));
  const chosen = types.find(({ type }) => type === best);
  if (chosen) return chosen.format;
  throw new NotAcceptableError(
    `none of the accepted media types is offered: ${types.map(({ type }) => type).join(', ')}`,
  );
}
