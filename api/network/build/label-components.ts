import type { ComponentFigures } from '../street-graph.ts';
import { DisjointSets } from './disjoint-sets.ts';

/**
 * Numbers the parts of a graph that no path joins: 0 has the greatest length, of equal ones the one with the lowest node.
 * Lengths are micrometres in, metres out.
 */
export function labelComponents(
  nodes: number,
  edges: {
    readonly source: Int32Array;
    readonly target: Int32Array;
    readonly lengthUm: Float64Array;
  },
): { nodeComponent: Int32Array; components: ComponentFigures[] } {
  const sets = new DisjointSets(nodes);
  for (let edge = 0; edge < edges.source.length; edge++) sets.join(edges.source[edge]!, edges.target[edge]!);
  const figures = new Map<number, { root: number; nodes: number; edges: number; lengthUm: number }>();
  for (let node = 0; node < nodes; node++) {
    const root = sets.root(node);
    const found = figures.get(root) ?? { root, nodes: 0, edges: 0, lengthUm: 0 };
    found.nodes++;
    figures.set(root, found);
  }
  for (let edge = 0; edge < edges.source.length; edge++) {
    const found = figures.get(sets.root(edges.source[edge]!))!;
    found.edges++;
    found.lengthUm += edges.lengthUm[edge]!;
  }
  const sorted = [...figures.values()].sort((a, b) => b.lengthUm - a.lengthUm || a.root - b.root);
  const numbers = new Map(sorted.map(({ root }, number) => [root, number]));
  return {
    nodeComponent: Int32Array.from({ length: nodes }, (_, node) => numbers.get(sets.root(node))!),
    components: sorted.map((found) => ({
      nodes: found.nodes,
      edges: found.edges,
      lengthM: found.lengthUm / 1e6,
    })),
  };
}
