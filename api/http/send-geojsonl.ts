import type { ItemChunk } from '../collections/read-items.ts';
import { featureText } from './send-geojson.ts';

/** One GeoJSON feature a line (newline-delimited, no record separators), a piece a chunk. */
export async function* geojsonLines(chunks: AsyncIterable<ItemChunk>): AsyncGenerator<string> {
  for await (const chunk of chunks) yield chunk.items.map((item) => `${featureText(item)}\n`).join('');
}
