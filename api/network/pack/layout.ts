import Flatbush from 'flatbush';
import { ISLE_M, type WalkGraph } from '../graph.ts';

/**
 * The packed form: a header, then arrays in little-endian byte order, each at a multiple of 8 bytes, in the order of `viewGraph`.
 * It is the memory of the loaded graph as it stands, so that loading is reading.
 *
 * Header, unsigned 32-bit numbers: 0 magic, 1 format, 2 CRC-32 of all bytes after the header, 3 nodes, 4 edges, 5 vertices,
 * 6 pieces, 7 components, 8–9 length of the whole in bytes (low, high word), the rest 0.
 */
export const GRAPH_FORMAT = 1;
export const HEADER_BYTES = 64;
const MAGIC = 0x4b4c4157; // "WALK"
const HEADER = {
  magic: 0,
  format: 1,
  checksum: 2,
  nodes: 3,
  edges: 4,
  vertices: 5,
  pieces: 6,
  components: 7,
};
const LENGTH_LOW = 8;
const LENGTH_HIGH = 9;
const WORD = 2 ** 32;

export interface GraphCounts {
  readonly nodes: number;
  readonly edges: number;
  readonly vertices: number;
  readonly pieces: number;
  readonly components: number;
}

/** Why bytes are no packed graph that this program reads. */
export class PackedGraphError extends Error {}

/** Allocates the memory of a graph with these counts; `indexBytes` is what the spatial index takes. */
export function allocateGraph(counts: GraphCounts, indexBytes: number): SharedArrayBuffer {
  refuseBigEndian();
  const bytes = layOut(counts).indexAt + aligned(indexBytes);
  const buffer = new SharedArrayBuffer(bytes);
  const header = new Uint32Array(buffer, 0, HEADER_BYTES / 4);
  header[HEADER.magic] = MAGIC;
  header[HEADER.format] = GRAPH_FORMAT;
  for (const name of ['nodes', 'edges', 'vertices', 'pieces', 'components'] as const)
    header[HEADER[name]] = counts[name];
  header[LENGTH_LOW] = bytes % WORD;
  header[LENGTH_HIGH] = Math.floor(bytes / WORD);
  return buffer;
}

/** Where the spatial index of such a graph begins. */
export function indexPosition(counts: GraphCounts): number {
  return layOut(counts).indexAt;
}

export function setChecksum(buffer: SharedArrayBuffer, checksum: number): void {
  new Uint32Array(buffer, 0, HEADER_BYTES / 4)[HEADER.checksum] = checksum;
}

/** Reads the header. Throws PackedGraphError when the bytes are of another kind, format or length. */
export function readHeader(buffer: SharedArrayBuffer): GraphCounts & { readonly checksum: number } {
  refuseBigEndian();
  if (buffer.byteLength < HEADER_BYTES) throw new PackedGraphError('the graph is shorter than its header');
  const header = new Uint32Array(buffer, 0, HEADER_BYTES / 4);
  const at = (index: number) => header[index] ?? 0;
  if (at(HEADER.magic) !== MAGIC) throw new PackedGraphError('this is no packed walking network');
  if (at(HEADER.format) !== GRAPH_FORMAT)
    throw new PackedGraphError(
      `the graph is of format ${at(HEADER.format)}, this program reads ${GRAPH_FORMAT}`,
    );
  if (at(LENGTH_LOW) + at(LENGTH_HIGH) * WORD !== buffer.byteLength)
    throw new PackedGraphError(
      `the graph has ${buffer.byteLength} bytes of ${at(LENGTH_LOW) + at(LENGTH_HIGH) * WORD}`,
    );
  return {
    nodes: at(HEADER.nodes),
    edges: at(HEADER.edges),
    vertices: at(HEADER.vertices),
    pieces: at(HEADER.pieces),
    components: at(HEADER.components),
    checksum: at(HEADER.checksum),
  };
}

/** The arrays of a graph as views of its memory; `pieces` only once the index is in place. */
export function viewArrays(buffer: SharedArrayBuffer, counts: GraphCounts): Omit<WalkGraph, 'pieces'> {
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

/** The graph in this memory, which has been checked or comes from this process. */
export function viewGraph(buffer: SharedArrayBuffer): WalkGraph {
  const counts = readHeader(buffer);
  return { ...viewArrays(buffer, counts), pieces: Flatbush.from(buffer, layOut(counts).indexAt) };
}

/** Marks the isles: components with too little street, but never the longest. */
export function markIsles(componentLengthUm: Float64Array, componentIsIsle: Uint8Array): void {
  const longest = componentLengthUm.reduce((most, length) => Math.max(most, length), 0);
  componentLengthUm.forEach((length, component) => {
    componentIsIsle[component] = length < ISLE_M * 1e6 && length < longest ? 1 : 0;
  });
}

/** Byte positions of the arrays, widest numbers first. */
function layOut({ nodes, edges, vertices, pieces, components }: GraphCounts) {
  let end = HEADER_BYTES;
  const next = (bytes: number) => {
    const start = end;
    end += aligned(bytes);
    return start;
  };
  return {
    halfLengthUm: next(16 * edges),
    edgeLengthUm: next(8 * edges),
    componentLengthUm: next(8 * components),
    firstHalf: next(4 * (nodes + 1)),
    halfHead: next(8 * edges),
    halfEdge: next(8 * edges),
    edgeSource: next(4 * edges),
    edgeTarget: next(4 * edges),
    edgeComponent: next(4 * edges),
    firstVertex: next(4 * (edges + 1)),
    vertexLonE7: next(4 * vertices),
    vertexLatE7: next(4 * vertices),
    pieceEdge: next(4 * pieces),
    pieceVertex: next(4 * pieces),
    componentIsIsle: next(components),
    indexAt: end,
  };
}

function aligned(bytes: number): number {
  return Math.ceil(bytes / 8) * 8;
}

function refuseBigEndian(): void {
  if (new Uint8Array(new Uint16Array([1]).buffer)[0] !== 1)
    throw new PackedGraphError('walking networks need a little-endian processor (x86-64, ARM)');
}
