import type { WalkGraph } from '../graph.ts';
import { GraphReader } from './compress-graph.ts';

/** The graph whose packed bytes are these parts, one after the other. Throws PackedGraphError when they are damaged. */
export function unpackGraph(parts: Iterable<Uint8Array>): WalkGraph {
  const reader = new GraphReader();
  for (const part of parts) reader.add(part);
  return reader.finish();
}
