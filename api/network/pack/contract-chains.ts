import type { StreetGraph } from '../street-graph.ts';

/**
 * A chain: streets that follow one another through nodes where nothing else meets. Entry `i` of `steps` is twice the edge of the
 * street graph, plus 1 when it is walked from its target to its source.
 */
export interface Chain {
  /** Nodes of the street graph; equal for a loop. */
  readonly from: number;
  readonly to: number;
  readonly steps: readonly number[];
}

/**
 * The street graph as chains between the nodes that matter: junctions and dead ends; of a ring that meets nothing, its lowest
 * node. Every edge is in exactly one chain. In the order of the nodes they start from.
 */
export function contractChains(graph: StreetGraph): Chain[] {
  const { first, half } = halfEdges(graph);
  const nodes = graph.nodeLonE7.length;
  const used = new Uint8Array(graph.edgeSource.length);
  const chains: Chain[] = [];
  const headOf = (step: number) => (step & 1 ? graph.edgeSource : graph.edgeTarget)[step >> 1] ?? 0;
  const isPassed = (node: number) => (first[node + 1] ?? 0) - (first[node] ?? 0) === 2;
  const follow = (start: number, step: number) => {
    const steps: number[] = [];
    let at = start;
    let next = step;
    for (;;) {
      steps.push(next);
      used[next >> 1] = 1;
      at = headOf(next);
      if (at === start || !isPassed(at)) break;
      // Of the two streets here, on by the one that did not lead here.
      const begin = first[at] ?? 0;
      const one = half[begin] ?? 0;
      next = one >> 1 === next >> 1 ? (half[begin + 1] ?? 0) : one;
    }
    chains.push({ from: start, to: at, steps });
  };
  const followAll = (node: number) => {
    for (let index = first[node] ?? 0; index < (first[node + 1] ?? 0); index += 1) {
      const step = half[index] ?? 0;
      if (!used[step >> 1]) follow(node, step);
    }
  };
  for (let node = 0; node < nodes; node += 1) if (!isPassed(node)) followAll(node);
  // What is left are rings.
  for (let node = 0; node < nodes; node += 1) followAll(node);
  return chains;
}

/** Steps away from each node, by ascending edge; a loop leaves its node twice. */
function halfEdges({ nodeLonE7, edgeSource, edgeTarget }: StreetGraph) {
  const first = new Int32Array(nodeLonE7.length + 1);
  for (const ends of [edgeSource, edgeTarget])
    for (const node of ends) first[node + 1] = (first[node + 1] ?? 0) + 1;
  for (let node = 0; node < nodeLonE7.length; node += 1)
    first[node + 1] = (first[node + 1] ?? 0) + (first[node] ?? 0);
  const half = new Int32Array(edgeSource.length * 2);
  const next = first.slice();
  const put = (node: number, step: number) => {
    const at = next[node] ?? 0;
    half[at] = step;
    next[node] = at + 1;
  };
  for (let edge = 0; edge < edgeSource.length; edge += 1) {
    put(edgeSource[edge] ?? 0, 2 * edge);
    put(edgeTarget[edge] ?? 0, 2 * edge + 1);
  }
  return { first, half };
}
