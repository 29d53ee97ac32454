import type { Item } from '../collections/item-query.ts';
import type { ItemChunk } from '../collections/read-items.ts';

/**
 * A FeatureCollection as text, a piece a chunk. Geometry and properties are put in as the text that the database made; nothing is
 * parsed again. `head` stands before the features, `tail` after them, when the number returned and the last place are known.
 */
export async function* geojsonText(
  chunks: AsyncIterable<ItemChunk>,
  head: Readonly<Record<string, unknown>>,
  tail: (returned: number, end: ItemChunk) => Readonly<Record<string, unknown>>,
): AsyncGenerator<string> {
  let returned = 0;
  let end: ItemChunk = { items: [], more: false };
  let opening = `{"type":"FeatureCollection",${members(head)}"features":[`;
  for await (const chunk of chunks) {
    const features = chunk.items.map((item) => featureText(item));
    yield opening + (returned > 0 && features.length > 0 ? ',\n' : '\n') + features.join(',\n');
    opening = '';
    returned += features.length;
    end = chunk;
  }
  const closing = JSON.stringify(tail(returned, end)).slice(1);
  yield `${opening}\n]${closing === '}' ? '}' : `,${closing}`}`;
}

/** One feature; `extra` members (links of a single item) follow the properties. */
export function featureText(item: Item, extra: Readonly<Record<string, unknown>> = {}): string {
  const more = JSON.stringify(extra).slice(1, -1);
  return `{"type":"Feature","id":${item.fid},"geometry":${item.geometry ?? 'null'},"properties":${item.properties}${more === '' ? '' : `,${more}`}}`;
}

function members(object: Readonly<Record<string, unknown>>): string {
  const text = JSON.stringify(object).slice(1, -1);
  return text === '' ? '' : `${text},`;
}
