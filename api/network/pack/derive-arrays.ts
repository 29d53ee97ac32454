import { ISLE_M, PIECE_SEGMENTS } from '../graph.ts';
import type { GraphArrays } from './layout.ts';

/** Works out the arrays that follow from the stored ones. */
export function deriveArrays(arrays: GraphArrays): void {
  writeHalfEdges(arrays);
  writePieces(arrays);
  measureComponents(arrays);
}

/** Half-edges by node, at each node by ascending edge. */
function writeHalfEdges(arrays: GraphArrays): void {
  const { firstHalf, halfHead, halfEdge, halfLengthUm, edgeSource, edgeTarget, edgeLengthUm } = arrays;
  for (const ends of [edgeSource, edgeTarget])
    for (let edge = 0; edge < ends.length; edge += 1) firstHalf[ends[edge]! + 1]! += 1;
  for (let node = 0; node < arrays.nodeCount; node += 1) firstHalf[node + 1]! += firstHalf[node]!;
  const next = Int32Array.from(firstHalf);
  const put = (node: number, head: number, half: number) => {
    const at = next[node]!;
    next[node] = at + 1;
    halfHead[at] = head;
    halfEdge[at] = half;
    halfLengthUm[at] = edgeLengthUm[half >> 1]!;
  };
  for (let edge = 0; edge < arrays.edgeCount; edge += 1) {
    put(edgeSource[edge]!, edgeTarget[edge]!, 2 * edge);
    put(edgeTarget[edge]!, edgeSource[edge]!, 2 * edge + 1);
  }
}

/** Cuts the edges into pieces, in the order of edges: the items of the spatial index. */
export function writePieces({ firstVertex, pieceEdge, pieceVertex, edgeCount }: GraphArrays): void {
  let piece = 0;
  for (let edge = 0; edge < edgeCount; edge += 1) {
    const last = firstVertex[edge + 1]! - 1;
    for (let vertex = firstVertex[edge]!; vertex < last; vertex += PIECE_SEGMENTS) {
      pieceEdge[piece] = edge;
      pieceVertex[piece] = vertex;
      piece += 1;
    }
  }
}

/** Lengths of the components, and which of them are isles: with too little street, but never the longest. */
function measureComponents(arrays: GraphArrays): void {
  const { edgeComponent, edgeLengthUm, edgeCount, componentLengthUm, componentIsIsle } = arrays;
  componentLengthUm.fill(0);
  for (let edge = 0; edge < edgeCount; edge += 1)
    componentLengthUm[edgeComponent[edge]!]! += edgeLengthUm[edge]!;
  const longest = componentLengthUm.reduce((most, length) => Math.max(most, length), 0);
  for (const [component, length] of componentLengthUm.entries())
    componentIsIsle[component] = length < ISLE_M * 1e6 && length < longest ? 1 : 0;
}
