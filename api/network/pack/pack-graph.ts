import Flatbush from 'flatbush';
import { PIECE_SEGMENTS } from '../graph.ts';
import type { StreetGraph } from '../street-graph.ts';
import { compressGraph } from './compress-graph.ts';
import { type Chain, contractChains } from './contract-chains.ts';
import { curveOrder } from './curve-order.ts';
import { writePieces } from './derive-arrays.ts';
import { allocateGraph, type GraphArrays, indexBytes, viewArrays } from './layout.ts';

const INDEX_NODE_SIZE = 16;

/**
 * The street graph packed for searching (see `WalkGraph`, `layout.ts`, `compress-graph.ts`): the same graph gives the same bytes
 * with the same zlib. Throws RangeError when it has no edge, an edge without two vertices, or more than 8 million nodes.
 */
export function packGraph(graph: StreetGraph): Uint8Array<SharedArrayBuffer> {
  if (graph.edgeSource.length === 0)
    throw new RangeError('a walking network without an edge cannot be packed');
  const { nodes, edges } = orderChains(graph, contractChains(graph));
  const { vertices, pieces } = countVertices(graph, edges);
  const index = new Flatbush(pieces, INDEX_NODE_SIZE, Int32Array);
  const components = graph.components.length;
  const counts = {
    nodes,
    edges: edges.length,
    vertices,
    pieces,
    components,
    indexBytes: index.data.byteLength,
  };
  const buffer = allocateGraph(counts);
  const arrays = viewArrays(buffer, counts);
  for (const [edge, chain] of edges.entries()) writeEdge(graph, arrays, chain, edge);
  writePieces(arrays);
  fillIndex(arrays, index);
  indexBytes(buffer, counts).set(new Uint8Array(index.data));
  return compressGraph(buffer, counts);
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

function countVertices(graph: StreetGraph, edges: readonly Chain[]): { vertices: number; pieces: number } {
  let vertices = 0;
  let pieces = 0;
  for (const { steps } of edges) {
    let segments = 0;
    for (const step of steps) segments += segmentsOf(graph, step >> 1);
    vertices += segments + 1;
    pieces += Math.ceil(segments / PIECE_SEGMENTS);
  }
  return { vertices, pieces };
}

function segmentsOf({ firstVertex }: StreetGraph, edge: number): number {
  const segments = (firstVertex[edge + 1] ?? 0) - (firstVertex[edge] ?? 0) - 1;
  if (segments < 1) throw new RangeError(`street ${edge} has less than two vertices`);
  return segments;
}

function writeEdge(graph: StreetGraph, arrays: GraphArrays, chain: Chain, edge: number): void {
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
}

/** Indexes the boxes of the pieces. */
function fillIndex(arrays: GraphArrays, index: Flatbush): void {
  const { firstVertex, pieceEdge, pieceVertex, vertexLonE7, vertexLatE7 } = arrays;
  for (const [piece, edge] of pieceEdge.entries()) {
    const begin = pieceVertex[piece] ?? 0;
    const end = Math.min(begin + PIECE_SEGMENTS + 1, firstVertex[edge + 1] ?? 0);
    const lons = vertexLonE7.subarray(begin, end);
    const lats = vertexLatE7.subarray(begin, end);
    index.add(Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats));
  }
  index.finish();
}
