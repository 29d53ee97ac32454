import type { StreetGraph } from '../../api/network/street-graph.ts';

/** The graph several times over, each copy so many degrees east of the last: as large as one likes, every length as it was. */
export function tileStreets(graph: StreetGraph, copies: number, stepDegrees: number): StreetGraph {
  const step = Math.round(stepDegrees * 1e7);
  const nodes = graph.nodeLonE7.length;
  const vertices = graph.vertexLonE7.length;
  const repeat = (values: Int32Array, add: number) => {
    const tiled = new Int32Array(values.length * copies);
    for (let copy = 0; copy < copies; copy++)
      for (let at = 0; at < values.length; at++) tiled[copy * values.length + at] = values[at]! + copy * add;
    return tiled;
  };
  const edgeLengthUm = new Float64Array(graph.edgeLengthUm.length * copies);
  for (let copy = 0; copy < copies; copy++)
    edgeLengthUm.set(graph.edgeLengthUm, copy * graph.edgeLengthUm.length);
  const components = graph.components.length;
  return {
    nodeLonE7: repeat(graph.nodeLonE7, step),
    nodeLatE7: repeat(graph.nodeLatE7, 0),
    nodeComponent: repeat(graph.nodeComponent, components),
    edgeSource: repeat(graph.edgeSource, nodes),
    edgeTarget: repeat(graph.edgeTarget, nodes),
    edgeLengthUm,
    edgeLabel: repeat(graph.edgeLabel, 0),
    labels: graph.labels,
    firstVertex: Int32Array.from([...repeat(graph.firstVertex.subarray(0, -1), vertices), vertices * copies]),
    vertexLonE7: repeat(graph.vertexLonE7, step),
    vertexLatE7: repeat(graph.vertexLatE7, 0),
    components: Array.from({ length: copies }, () => graph.components).flat(),
  };
}
