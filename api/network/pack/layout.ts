import { crc32 } from 'node:zlib';
import Flatbush from 'flatbush';
import type { WalkGraph } from '../graph.ts';

/**
 * The memory of a graph: a header, then arrays in little-endian byte order, each at a multiple of 8 bytes. First those that are
 * stored, the spatial index their last, then those that are worked out from them on loading (`derive-arrays.ts`).
 * The packed form (`compress-graph.ts`) is the header and the stored arrays, deflated.
 *
 * Header, unsigned 32-bit numbers: 0 magic, 1 format, 2 CRC-32 of the stored arrays, 3 nodes, 4 edges, 5 vertices, 6 pieces,
 * 7 components, 8 bytes of the spatial index, 15 CRC-32 of the header before it; the rest 0.
 */
export const GRAPH_FORMAT = 1;
export const HEADER_BYTES = 64;
const MAGIC = 0x4b4c4157; // "WALK"
const HEADER_CHECKSUM = 15;
const COUNTS = { nodes: 3, edges: 4, vertices: 5, pieces: 6, components: 7, indexBytes: 8 } as const;

export interface GraphCounts {
  readonly nodes: number;
  readonly edges: number;
  readonly vertices: number;
  readonly pieces: number;
  readonly components: number;
  /** What the spatial index takes. */
  readonly indexBytes: number;
}

/** Why bytes are no packed graph that this program reads. */
export class PackedGraphError extends Error {}

/** Memory for a graph with these counts. Throws PackedGraphError on a big-endian processor. */
export function allocateGraph(counts: GraphCounts): SharedArrayBuffer {
  if (new Uint8Array(new Uint16Array([1]).buffer)[0] !== 1)
    throw new PackedGraphError('walking networks need a little-endian processor (x86-64, ARM)');
  const buffer = new SharedArrayBuffer(layOut(counts).end);
  const header = headerOf(buffer);
  header[0] = MAGIC;
  header[1] = GRAPH_FORMAT;
  for (const [name, at] of Object.entries(COUNTS)) header[at] = counts[name as keyof GraphCounts];
  return buffer;
}

/** The stored arrays of a graph, the spatial index included. */
export function storedBytes(buffer: SharedArrayBuffer, counts: GraphCounts): Uint8Array {
  return new Uint8Array(buffer, HEADER_BYTES, layOut(counts).derived - HEADER_BYTES);
}

/** The memory of the spatial index. */
export function indexBytes(buffer: SharedArrayBuffer, counts: GraphCounts): Uint8Array {
  return new Uint8Array(buffer, layOut(counts).index, counts.indexBytes);
}

/** Completes the header once the stored arrays are written. */
export function setChecksums(buffer: SharedArrayBuffer, counts: GraphCounts): void {
  const header = headerOf(buffer);
  header[2] = crc32(storedBytes(buffer, counts));
  header[HEADER_CHECKSUM] = headerChecksum(new Uint8Array(buffer, 0, HEADER_BYTES));
}

/** Reads a header (64 bytes). Throws PackedGraphError when the bytes are of another kind or format, or damaged. */
export function readHeader(bytes: Uint8Array): GraphCounts & { readonly checksum: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const at = (index: number) => view.getUint32(4 * index, true);
  if (bytes.byteLength < HEADER_BYTES || at(0) !== MAGIC)
    throw new PackedGraphError('this is no packed walking network');
  if (at(1) !== GRAPH_FORMAT)
    throw new PackedGraphError(`the graph is of format ${at(1)}, this program reads ${GRAPH_FORMAT}`);
  if (at(HEADER_CHECKSUM) !== headerChecksum(bytes))
    throw new PackedGraphError('the header of the graph is damaged');
  const { nodes, edges, vertices, pieces, components, indexBytes: bytesOfIndex } = COUNTS;
  return {
    nodes: at(nodes),
    edges: at(edges),
    vertices: at(vertices),
    pieces: at(pieces),
    components: at(components),
    indexBytes: at(bytesOfIndex),
    checksum: at(2),
  };
}

/** The arrays of a graph as views of its memory; the index only once it is written (`viewGraph`). */
export type GraphArrays = Omit<WalkGraph, 'pieces'>;

export function viewArrays(buffer: SharedArrayBuffer, counts: GraphCounts): GraphArrays {
  const { nodes, edges, vertices, pieces, components } = counts;
  const at = layOut(counts);
  return {
    buffer,
    nodeCount: nodes,
    edgeCount: edges,
    halfLengthUm: new Float64Array(buffer, at.halfLengthUm, 2 * edges),
    edgeLengthUm: new Float64Array(buffer, at.edgeLengthUm, edges),
    componentLengthUm: new Float64Array(buffer, at.componentLengthUm, components),
    firstHalf: new Int32Array(buffer, at.firstHalf, nodes + 1),
    halfHead: new Int32Array(buffer, at.halfHead, 2 * edges),
    halfEdge: new Int32Array(buffer, at.halfEdge, 2 * edges),
    edgeSource: new Int32Array(buffer, at.edgeSource, edges),
    edgeTarget: new Int32Array(buffer, at.edgeTarget, edges),
    edgeComponent: new Int32Array(buffer, at.edgeComponent, edges),
    firstVertex: new Int32Array(buffer, at.firstVertex, edges + 1),
    vertexLonE7: new Int32Array(buffer, at.vertexLonE7, vertices),
    vertexLatE7: new Int32Array(buffer, at.vertexLatE7, vertices),
    pieceEdge: new Int32Array(buffer, at.pieceEdge, pieces),
    pieceVertex: new Int32Array(buffer, at.pieceVertex, pieces),
    componentIsIsle: new Uint8Array(buffer, at.componentIsIsle, components),
  };
}

/** The graph in this memory, all of whose arrays are written. */
export function viewGraph(buffer: SharedArrayBuffer): WalkGraph {
  const counts = readHeader(new Uint8Array(buffer, 0, HEADER_BYTES));
  return { ...viewArrays(buffer, counts), pieces: Flatbush.from(buffer, layOut(counts).index) };
}

/** Byte positions of the arrays; in each half the widest numbers first. */
function layOut({ nodes, edges, vertices, pieces, components, indexBytes: bytesOfIndex }: GraphCounts) {
  let end = HEADER_BYTES;
  const next = (bytes: number) => {
    const start = end;
    end += Math.ceil(bytes / 8) * 8;
    return start;
  };
  const stored = {
    edgeLengthUm: next(8 * edges),
    edgeSource: next(4 * edges),
    edgeTarget: next(4 * edges),
    edgeComponent: next(4 * edges),
    firstVertex: next(4 * (edges + 1)),
    vertexLonE7: next(4 * vertices),
    vertexLatE7: next(4 * vertices),
    index: next(bytesOfIndex),
  };
  const derived = {
    derived: end,
    halfLengthUm: next(16 * edges),
    componentLengthUm: next(8 * components),
    firstHalf: next(4 * (nodes + 1)),
    halfHead: next(8 * edges),
    halfEdge: next(8 * edges),
    pieceEdge: next(4 * pieces),
    pieceVertex: next(4 * pieces),
    componentIsIsle: next(components),
  };
  return { ...stored, ...derived, end };
}

function headerOf(buffer: SharedArrayBuffer): Uint32Array {
  return new Uint32Array(buffer, 0, HEADER_BYTES / 4);
}

function headerChecksum(header: Uint8Array): number {
  return crc32(header.subarray(0, 4 * HEADER_CHECKSUM));
}
