import { crc32 } from 'node:zlib';
import Flatbush from 'flatbush';
import { PIECE_SEGMENTS, type WalkGraph } from '../graph.ts';
import type { StreetGraph } from '../street-graph.ts';
import { type Chain, contractChains } from './contract-chains.ts';
import { curveOrder } from './curve-order.ts';
import {
  allocateGraph,
  type GraphCounts,
  HEADER_BYTES,
  indexPosition,
  markIsles,
  setChecksum,
  viewArrays,
} from './layout.ts';

type Arrays = Omit<WalkGraph, 'pieces'>;
const INDEX_NODE_SIZE = 16;

/**
 * The street graph packed for searching (see `WalkGraph` and `layout.ts`): the same graph gives the same bytes.
 * Throws RangeError when it has no edge, or more nodes than 8 million.
 */
export function packGraph(graph: StreetGraph): Uint8Array<SharedArrayBuffer> {
  if (graph.edgeSource.length === 0)
    throw new RangeError('a walking network without an edge cannot be packed');
  const chains = orderChains(graph, contractChains(graph));
  const counts = countParts(graph, chains);
  const index = new Flatbush(counts.pieces, INDEX_NODE_SIZE, Int32Array);
  const buffer = allocateGraph(counts, index.data.byteLength);
  const arrays = viewArrays(buffer, counts);
  chains.edges.forEach((chain, edge) => {
    writeEdge(graph, arrays, chain, edge);
  });
  writeHalfEdges(arrays);
  writePieces(arrays, index);
  markIsles(arrays.componentLengthUm, arrays.componentIsIsle);
  const bytes = new Uint8Array(buffer);
  bytes.set(new Uint8Array(index.data), indexPosition(counts));
  setChecksum(buffer, crc32(bytes.subarray(HEADER_BYTES)));
  return bytes;
}

/** Chains from their lower to their higher node, in the order of those; `from` and `to` are nodes of the packed graph. */
function orderChains(graph: StreetGraph, chains: readonly Chain[]): { nodes: number; edges: Chain[] } {
  const kept = [...new Set(chains.flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b);
  const order = curveOrder(
    kept.map((node) => graph.nodeLonE7[node] ?? 0),
    kept.map((node) => graph.nodeLatE7[node] ?? 0),
  );
  const packed = new Int32Array(graph.nodeLonE7.length);
  order.forEach((index, node) => {
    packed[kept[index] ?? 0] = node;
  });
  const edges = chains.map(({ from, to, steps }) => {
    const chain = { from: packed[from] ?? 0, to: packed[to] ?? 0, steps };
    return chain.from <= chain.to
      ? chain
      : { from: chain.to, to: chain.from, steps: steps.map((step) => step ^ 1).reverse() };
  });
  const lowest = new Map(
    edges.map((chain) => [chain, chain.steps.reduce((a, b) => Math.min(a, b >> 1), 2 ** 31)]),
  );
  edges.sort((a, b) => a.from - b.from || a.to - b.to || (lowest.get(a) ?? 0) - (lowest.get(b) ?? 0));
  return { nodes: kept.length, edges };
}

function countParts(
  graph: StreetGraph,
  { nodes, edges }: { nodes: number; edges: readonly Chain[] },
): GraphCounts {
  let vertices = 0;
  let pieces = 0;
  for (const { steps } of edges) {
    let segments = 0;
    for (const step of steps) segments += segmentsOf(graph, step >> 1);
    vertices += segments + 1;
    pieces += Math.ceil(segments / PIECE_SEGMENTS);
  }
  return { nodes, edges: edges.length, vertices, pieces, components: graph.components.length };
}

function segmentsOf({ firstVertex }: StreetGraph, edge: number): number {
  return (firstVertex[edge + 1] ?? 0) - (firstVertex[edge] ?? 0) - 1;
}

function writeEdge(graph: StreetGraph, arrays: Arrays, chain: Chain, edge: number): void {
  const first = chain.steps[0] ?? 0;
  const component = graph.nodeComponent[graph.edgeSource[first >> 1] ?? 0] ?? 0;
  let length = 0;
  let at = arrays.firstVertex[edge] ?? 0;
  for (const [index, step] of chain.steps.entries()) {
    const street = step >> 1;
    length += graph.edgeLengthUm[street] ?? 0;
    const begin = graph.firstVertex[street] ?? 0;
    const count = segmentsOf(graph, street) + 1;
    // The first vertex of a street is the last of the one before.
    for (let offset = index === 0 ? 0 : 1; offset < count; offset += 1) {
      const vertex = step & 1 ? begin + count - 1 - offset : begin + offset;
      arrays.vertexLonE7[at] = graph.vertexLonE7[vertex] ?? 0;
      arrays.vertexLatE7[at] = graph.vertexLatE7[vertex] ?? 0;
      at += 1;
    }
  }
  arrays.firstVertex[edge + 1] = at;
  arrays.edgeSource[edge] = chain.from;
  arrays.edgeTarget[edge] = chain.to;
  arrays.edgeLengthUm[edge] = length;
  arrays.edgeComponent[edge] = component;
  arrays.componentLengthUm[component] = (arrays.componentLengthUm[component] ?? 0) + length;
}

/** Half-edges by node, at each node by ascending edge. */
function writeHalfEdges(arrays: Arrays): void {
  const { firstHalf, halfHead, halfEdge, halfLengthUm, edgeSource, edgeTarget, edgeLengthUm } = arrays;
  for (const ends of [edgeSource, edgeTarget])
    for (const node of ends) firstHalf[node + 1] = (firstHalf[node + 1] ?? 0) + 1;
  for (let node = 0; node < arrays.nodeCount; node += 1)
    firstHalf[node + 1] = (firstHalf[node + 1] ?? 0) + (firstHalf[node] ?? 0);
  const next = Int32Array.from(firstHalf);
  const put = (node: number, head: number, half: number) => {
    const at = next[node] ?? 0;
    next[node] = at + 1;
    halfHead[at] = head;
    halfEdge[at] = half;
    halfLengthUm[at] = edgeLengthUm[half >> 1] ?? 0;
  };
  for (let edge = 0; edge < arrays.edgeCount; edge += 1) {
    const source = edgeSource[edge] ?? 0;
    const target = edgeTarget[edge] ?? 0;
    put(source, target, 2 * edge);
    put(target, source, 2 * edge + 1);
  }
}

/** Cuts the edges into pieces, in the order of edges, and indexes their boxes. */
function writePieces(arrays: Arrays, index: Flatbush): void {
  const { firstVertex, pieceEdge, pieceVertex, vertexLonE7, vertexLatE7, edgeCount } = arrays;
  let piece = 0;
  for (let edge = 0; edge < edgeCount; edge += 1) {
    const last = (firstVertex[edge + 1] ?? 0) - 1;
    for (let vertex = firstVertex[edge] ?? 0; vertex < last; vertex += PIECE_SEGMENTS) {
      const end = Math.min(vertex + PIECE_SEGMENTS, last) + 1;
      const lons = vertexLonE7.subarray(vertex, end);
      const lats = vertexLatE7.subarray(vertex, end);
      index.add(Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats));
      pieceEdge[piece] = edge;
      pieceVertex[piece] = vertex;
      piece += 1;
    }
  }
  index.finish();
}
