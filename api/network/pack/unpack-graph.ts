import { crc32 } from 'node:zlib';
import type { WalkGraph } from '../graph.ts';
import { HEADER_BYTES, PackedGraphError, readHeader, viewGraph } from './layout.ts';

/** The graph whose packed bytes are these parts, one after the other. Throws PackedGraphError when they are damaged. */
export function unpackGraph(parts: readonly Uint8Array[]): WalkGraph {
  const buffer = new SharedArrayBuffer(parts.reduce((sum, part) => sum + part.byteLength, 0));
  const bytes = new Uint8Array(buffer);
  let end = 0;
  for (const part of parts) {
    bytes.set(part, end);
    end += part.byteLength;
  }
  return checkedGraph(buffer);
}

/** The graph in this memory, whose format, length and checksum are looked at. Throws PackedGraphError. */
export function checkedGraph(buffer: SharedArrayBuffer): WalkGraph {
  const { checksum } = readHeader(buffer);
  if (crc32(new Uint8Array(buffer, HEADER_BYTES)) !== checksum)
    throw new PackedGraphError('the checksum of the graph is wrong: it was damaged in storage or on the way');
  return viewGraph(buffer);
}
