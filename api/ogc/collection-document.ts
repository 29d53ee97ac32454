import type { Collection } from '../collections/collection.ts';
import { findLayerExtent } from '../collections/layer-extent.ts';
import type { Database } from '../db/database.ts';
import { CRS84 } from './bbox-parameter.ts';
import { LINK_TYPES, type Link } from './links.ts';

/** How a layer is described to clients: the same in `/collections` and under its own address. */
export interface CollectionDocument {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly itemType: 'feature';
  readonly crs: readonly string[];
  readonly storageCrs?: string;
  readonly extent?: {
    readonly spatial?: { readonly bbox: readonly (readonly number[])[]; readonly crs: string };
    readonly temporal?: { readonly interval: readonly (readonly (string | null)[])[] };
  };
  readonly links: readonly Link[];
}

/** Describes one layer; its extent comes from the spatial index. */
export async function describeCollection(
  db: Database,
  collection: Collection,
  base: string,
): Promise<CollectionDocument> {
  const box = await findLayerExtent(db, collection);
  const extent = {
    ...(box ? { spatial: { bbox: [box], crs: CRS84 } } : {}),
    ...(collection.hasValidity ? { temporal: { interval: [[null, null]] } } : {}),
  };
  return {
    id: collection.id,
    title: `${collection.title.zh} ${collection.title.en}`,
    description: `${collection.description.zh} ${collection.description.en}`,
    itemType: 'feature',
    crs: [CRS84],
    ...(collection.geometryType === null ? {} : { storageCrs: CRS84 }),
    ...(Object.keys(extent).length > 0 ? { extent } : {}),
    links: collectionLinks(collection, `${base}/collections/${collection.id}`),
  };
}

function collectionLinks(collection: Collection, address: string): Link[] {
  const formats = ['json', 'html', 'csv', 'geojsonl'] as const;
  const schema = {
    href: `${address}/schema`,
    type: 'application/schema+json',
    title: 'Schema of the features',
  };
  return [
    { href: address, rel: 'self', type: 'application/json', title: 'This layer' },
    { href: `${address}?f=html`, rel: 'alternate', type: 'text/html', title: 'This layer as HTML' },
    ...formats.map((format) => ({
      href: `${address}/items?f=${format}`,
      rel: 'items',
      type: LINK_TYPES[format],
      title: `${collection.title.en} as ${format}`,
    })),
    { ...schema, rel: 'describedby' },
    // GDAL up to 3.6 looks for this spelling only.
    { ...schema, rel: 'describedBy' },
  ];
}
