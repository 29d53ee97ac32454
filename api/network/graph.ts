import type Flatbush from 'flatbush';

/**
 * A walking network packed for searching: chains of streets without a junction are one edge, the nodes lie along a space-filling
 * curve (neighbours are neighbours in memory), and all arrays are views of one shared buffer, which threads pass without copying.
 * Everything about the order of nodes and edges follows from the street graph alone, so that ties are broken alike everywhere.
 */
export interface WalkGraph {
  readonly buffer: SharedArrayBuffer;
  readonly nodeCount: number;
  readonly edgeCount: number;
  /** Half-edges of node `u`: `firstHalf[u]` to `firstHalf[u + 1] - 1`. */
  readonly firstHalf: Int32Array;
  /** The node that a half-edge leads to. */
  readonly halfHead: Int32Array;
  /** Twice the edge, plus 1 when the half-edge runs from the edge's target to its source. */
  readonly halfEdge: Int32Array;
  /** Whole micrometres, as below; a copy for each half-edge spares the search a jump. */
  readonly halfLengthUm: Float64Array;
  readonly edgeSource: Int32Array;
  readonly edgeTarget: Int32Array;
  /** Whole micrometres on the ellipsoid: the sum of the streets that the edge consists of. */
  readonly edgeLengthUm: Float64Array;
  readonly edgeComponent: Int32Array;
  /** Vertices of edge `e`, ends included, from source to target: `firstVertex[e]` to `firstVertex[e + 1] - 1`. */
  readonly firstVertex: Int32Array;
  /** Degrees times 1e7. */
  readonly vertexLonE7: Int32Array;
  readonly vertexLatE7: Int32Array;
  /** Length of all edges of a component. */
  readonly componentLengthUm: Float64Array;
  /** 1 = an isle (see `ISLE_M`). */
  readonly componentIsIsle: Uint8Array;
  /** Short pieces of edges, the items of `pieces`: edge and first vertex; a piece ends `PIECE_SEGMENTS` on, or with its edge. */
  readonly pieceEdge: Int32Array;
  readonly pieceVertex: Int32Array;
  /** Boxes of the pieces in degrees times 1e7. */
  readonly pieces: Flatbush;
}

/** Segments in a piece at most: few enough that its box is small, many enough that the index is. */
export const PIECE_SEGMENTS = 6;

/**
 * A component with less street than this is an isle (a yard's path that the map joins to nothing): a point is snapped to it only
 * when no other street lies within the longest snap. The longest component of a version is never an isle.
 */
export const ISLE_M = 500;
