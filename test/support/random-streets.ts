import { segmentLengthUm } from '../../api/network/build/segment-length.ts';
import type { StreetGraph } from '../../api/network/street-graph.ts';

/** A street between two nodes, by the way of some vertices (1e-7 degrees). */
export interface Street {
  readonly source: number;
  readonly target: number;
  readonly between: readonly (readonly [lonE7: number, latE7: number])[];
}

/** A street graph of given nodes and streets, lengths and components worked out here. */
export function streetGraphFrom(
  nodes: readonly (readonly [lonE7: number, latE7: number])[],
  streets: readonly Street[],
): StreetGraph {
  const lines = streets.map(({ source, target, between }) => [nodes[source]!, ...between, nodes[target]!]);
  const lengths = lines.map((line) =>
    line.slice(1).reduce((sum, to, at) => sum + segmentLengthUm(...line[at]!, ...to), 0),
  );
  const component = nodes.map((_, node) => node);
  for (let changed = true; changed; ) {
    changed = false;
    for (const { source, target } of streets) {
      const least = Math.min(component[source]!, component[target]!);
      changed ||= component[source] !== component[target];
      component[source] = least;
      component[target] = least;
    }
  }
  const numbers = [...new Set(component)];
  const lengthOf = (number: number) =>
    streets.reduce((sum, { source }, edge) => sum + (component[source] === number ? lengths[edge]! : 0), 0);
  numbers.sort((a, b) => lengthOf(b) - lengthOf(a) || a - b);
  const vertices = lines.flat();
  const firstVertex = Int32Array.of(0, ...lines.map(({ length }) => length));
  for (let edge = 0; edge < lines.length; edge++) firstVertex[edge + 1]! += firstVertex[edge]!;
  return {
    nodeLonE7: Int32Array.from(nodes, ([lon]) => lon),
    nodeLatE7: Int32Array.from(nodes, ([, lat]) => lat),
    nodeComponent: Int32Array.from(component, (number) => numbers.indexOf(number)),
    edgeSource: Int32Array.from(streets, ({ source }) => source),
    edgeTarget: Int32Array.from(streets, ({ target }) => target),
    edgeLengthUm: Float64Array.from(lengths),
    edgeLabel: new Int32Array(streets.length),
    labels: [{ highway: 'residential', name: null, wayId: null, isBridge: false, isTunnel: false, layer: 0 }],
    firstVertex,
    vertexLonE7: Int32Array.from(vertices, ([lon]) => lon),
    vertexLatE7: Int32Array.from(vertices, ([, lat]) => lat),
    components: numbers.map((number) => ({
      nodes: component.filter((one) => one === number).length,
      edges: streets.filter(({ source }) => component[source] === number).length,
      lengthM: lengthOf(number) / 1e6,
    })),
  };
}

/** Around 114.3° E, 34.8° N, some two kilometres wide. */
const WEST_E7 = 1_143_000_000;
const SOUTH_E7 = 348_000_000;
const EXTENT_E7 = 200_000;

/** A random position in the extent of the streets and a little around. */
export function randomPosition(random: () => number): [lonE7: number, latE7: number] {
  const along = () => Math.round((random() * 1.1 - 0.05) * EXTENT_E7);
  return [WEST_E7 + along(), SOUTH_E7 + along()];
}

/**
 * Random streets with whatever real ones have: chains, rings, loops, several streets between the same two nodes, dead ends and
 * parts that nothing joins.
 */
export function randomStreets(random: () => number): StreetGraph {
  const below = (count: number) => Math.floor(random() * count);
  const nodes = Array.from({ length: 3 + below(12) }, () => randomPosition(random));
  const streets: Street[] = [];
  const add = (source: number, target: number) => {
    const bends = source === target ? 2 + below(3) : below(4);
    const [lon, lat] = nodes[source]!;
    const near = () => Math.round((random() - 0.5) * EXTENT_E7 * 0.3);
    const between = Array.from({ length: bends }, (): [number, number] => [lon + near(), lat + near()]);
    streets.push({ source, target, between });
  };
  const kinds = below(4);
  for (let count = 1 + below(nodes.length * 2); count > 0; count--) {
    const source = below(nodes.length);
    // Chains and rings now and then; else anything goes.
    const target = kinds === 0 ? (source + 1) % nodes.length : below(nodes.length);
    add(source, target);
    if (random() < 0.15) add(target, source);
  }
  // Short ones apart: isles.
  for (let count = below(3); count > 0; count--) {
    const [lon, lat] = randomPosition(random);
    const node = nodes.push([lon, lat], [lon + below(20_000) + 1, lat + below(9000)]) - 2;
    streets.push({ source: node, target: node + 1, between: [] });
  }
  return streetGraphFrom(nodes, streets);
}
