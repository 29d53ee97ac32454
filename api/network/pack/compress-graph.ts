import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';
import type { WalkGraph } from '../graph.ts';
import { deriveArrays } from './derive-arrays.ts';
import {
  allocateGraph,
  type GraphCounts,
  HEADER_BYTES,
  PackedGraphError,
  readHeader,
  setChecksums,
  storedBytes,
  viewArrays,
  viewGraph,
} from './layout.ts';

/** Stored bytes of a block before it is deflated; the last may be shorter. A block is inflated in a few milliseconds. */
const BLOCK_BYTES = 1 << 20;
/** Length of a deflated block, little-endian, before it. */
const LENGTH_BYTES = 4;
const LEVEL = 4;

/** The header of a graph and its stored arrays, deflated block by block; in shared memory, so that threads hand it over. */
export function compressGraph(buffer: SharedArrayBuffer, counts: GraphCounts): Uint8Array<SharedArrayBuffer> {
  const stored = storedBytes(buffer, counts);
  setChecksums(buffer, counts);
  const parts: Uint8Array[] = [new Uint8Array(buffer, 0, HEADER_BYTES)];
  for (let at = 0; at < stored.length; at += BLOCK_BYTES) {
    const block = deflateRawSync(stored.subarray(at, at + BLOCK_BYTES), { level: LEVEL });
    const length = Buffer.alloc(LENGTH_BYTES);
    length.writeUInt32LE(block.length);
    parts.push(length, block);
  }
  const bytes = new Uint8Array(new SharedArrayBuffer(parts.reduce((sum, part) => sum + part.length, 0)));
  let end = 0;
  for (const part of parts) {
    bytes.set(part, end);
    end += part.length;
  }
  return bytes;
}

/** Takes a packed graph as it comes, in parts cut anywhere, straight into the shared memory that it is searched in. */
export class GraphReader {
  #pending: Buffer = Buffer.alloc(0);
  #graph:
    | { counts: GraphCounts; checksum: number; buffer: SharedArrayBuffer; stored: Uint8Array }
    | undefined;
  #end = 0;

  /** Throws PackedGraphError when the bytes are of another kind or format, or damaged. */
  add(part: Uint8Array): void {
    this.#pending = Buffer.concat([this.#pending, part]);
    this.#graph ??= this.#begin();
    if (!this.#graph) return;
    const { stored } = this.#graph;
    while (this.#pending.length >= LENGTH_BYTES) {
      const length = this.#pending.readUInt32LE();
      if (this.#pending.length < LENGTH_BYTES + length) return;
      const block = inflate(this.#pending.subarray(LENGTH_BYTES, LENGTH_BYTES + length));
      if (this.#end + block.length > stored.length)
        throw new PackedGraphError('the graph is longer than it says');
      stored.set(block, this.#end);
      this.#end += block.length;
      this.#pending = this.#pending.subarray(LENGTH_BYTES + length);
    }
  }

  /** The graph, when all parts have been added. Throws PackedGraphError when some are missing or damaged. */
  finish(): WalkGraph {
    const { counts, checksum, buffer, stored } = this.#graph ?? {};
    if (!counts || !buffer || this.#end !== stored?.length || this.#pending.length > 0)
      throw new PackedGraphError('the graph is not whole');
    if (crc32(stored) !== checksum)
      throw new PackedGraphError(
        'the checksum of the graph is wrong: it was damaged in storage or on the way',
      );
    deriveArrays(viewArrays(buffer, counts));
    return viewGraph(buffer);
  }

  #begin() {
    if (this.#pending.length < HEADER_BYTES) return undefined;
    const header = this.#pending.subarray(0, HEADER_BYTES);
    const { checksum, ...counts } = readHeader(header);
    this.#pending = this.#pending.subarray(HEADER_BYTES);
    const buffer = allocateGraph(counts);
    new Uint8Array(buffer).set(header);
    return { counts, checksum, buffer, stored: storedBytes(buffer, counts) };
  }
}

function inflate(block: Uint8Array): Uint8Array {
  try {
    return inflateRawSync(block, { maxOutputLength: BLOCK_BYTES });
  } catch (error) {
    throw new PackedGraphError('a block of the graph is damaged', { cause: error });
  }
}
