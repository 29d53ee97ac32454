/** What an edge was in its source; the search needs none of it. */
export interface StreetLabel {
  /** Value of the tag `highway`, or the class of the source. */
  readonly highway: string;
  readonly name: string | null;
  /** Id of the way in its source. */
  readonly wayId: string | null;
  readonly isBridge: boolean;
  readonly isTunnel: boolean;
  readonly layer: number;
}

/**
 * A walking network before it is packed: nodes are junctions and dead ends (degree 1 or at least 3) and places where two ways
 * of different labels meet; edges are the streets between them, walkable both ways. Two nodes may have the same position: on
 * different levels (a bridge over a street), or where a source with node ids does not join them.
 * Coordinates are WGS 84 degrees times 1e7, rounded. Arrays of one group have one length; edge `e` has the vertices
 * `firstVertex[e]` to `firstVertex[e + 1] - 1`, both ends included, in the order from source to target.
 */
export interface StreetGraph {
  readonly nodeLonE7: Int32Array;
  readonly nodeLatE7: Int32Array;
  /** 0 is the component with the greatest length. */
  readonly nodeComponent: Int32Array;
  readonly edgeSource: Int32Array;
  readonly edgeTarget: Int32Array;
  /** Whole micrometres on the ellipsoid along the line: sums of them are exact in whatever order. */
  readonly edgeLengthUm: Float64Array;
  /** Index into `labels`. */
  readonly edgeLabel: Int32Array;
  readonly labels: readonly StreetLabel[];
  readonly firstVertex: Int32Array;
  readonly vertexLonE7: Int32Array;
  readonly vertexLatE7: Int32Array;
  readonly components: readonly ComponentFigures[];
}

export interface ComponentFigures {
  readonly nodes: number;
  readonly edges: number;
  readonly lengthM: number;
}
