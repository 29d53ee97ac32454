import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { WalkGraph } from '../../../api/network/graph.ts';
import { PackedGraphError } from '../../../api/network/pack/layout.ts';
import { packGraph } from '../../../api/network/pack/pack-graph.ts';
import { unpackGraph } from '../../../api/network/pack/unpack-graph.ts';
import type { StreetGraph } from '../../../api/network/street-graph.ts';
import { seeded } from '../../../bench/measure.ts';
import { randomStreets, type Street, streetGraphFrom } from '../../support/random-streets.ts';

const at = (x: number, y: number): [number, number] => [1_143_000_000 + x * 10_000, 348_000_000 + y * 10_000];
const street = (source: number, target: number, ...between: [number, number][]): Street => ({
  source,
  target,
  between,
});
const unpacked = (graph: StreetGraph) => unpackGraph([packGraph(graph)]);
const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0);

/** The lines of the edges, each from its lower end, sorted: what a graph looks like whatever its numbers. */
function linesOf({ firstVertex, vertexLonE7, vertexLatE7, edgeCount }: WalkGraph): string[] {
  return Array.from({ length: edgeCount }, (_, edge) => {
    const [begin, end] = [firstVertex[edge]!, firstVertex[edge + 1]!];
    const line = Array.from({ length: end - begin }, (_, index) => {
      const vertex = begin + index;
      return `${(vertexLonE7[vertex]! - 1_143_000_000) / 10_000},${(vertexLatE7[vertex]! - 348_000_000) / 10_000}`;
    });
    return [line.join(' '), [...line].reverse().join(' ')].sort()[0]!;
  }).sort();
}

describe('contraction', () => {
  it('joins streets that follow one another', () => {
    const nodes = [at(0, 0), at(1, 0), at(2, 0), at(3, 0)];
    const graph = unpacked(streetGraphFrom(nodes, [street(1, 0), street(1, 2, at(1, 1)), street(3, 2)]));
    expect(linesOf(graph)).toEqual(['0,0 1,0 1,1 2,0 3,0']);
    expect(graph.nodeCount).toBe(2);
  });

  it('keeps junctions, dead ends, parallel streets and loops', () => {
    const nodes = [at(0, 0), at(1, 0), at(2, 0), at(3, 3)];
    const streets = [
      street(0, 1),
      street(1, 2),
      street(2, 1, at(1, 2)),
      street(2, 2, at(3, 0), at(3, 1)),
      street(2, 3),
    ];
    expect(linesOf(unpacked(streetGraphFrom(nodes, streets)))).toEqual(
      ['0,0 1,0', '1,0 1,2 2,0', '1,0 2,0', '2,0 3,0 3,1 2,0', '2,0 3,3'].sort(),
    );
  });

  it('makes a loop of a chain that comes back to its junction, and of a ring that meets nothing', () => {
    const ring = [at(10, 10), at(11, 10), at(11, 11)];
    const nodes = [at(0, 0), at(1, 0), at(2, 0), at(2, 1), ...ring];
    const streets = [
      street(0, 1),
      street(1, 2),
      street(2, 3),
      street(3, 1),
      street(5, 4),
      street(5, 6),
      street(6, 4),
    ];
    const graph = unpacked(streetGraphFrom(nodes, streets));
    expect(graph.edgeCount).toBe(3);
    expect(graph.nodeCount).toBe(3);
    expect([...graph.edgeSource].filter((node, edge) => node === graph.edgeTarget[edge])).toHaveLength(2);
    expect(linesOf(graph).find((line) => line.includes('10,10'))).toMatch(/^10,10 .*10,10$/);
  });

  it('leaves a ring with a single node as it is', () => {
    const graph = unpacked(streetGraphFrom([at(0, 0)], [street(0, 0, at(1, 0), at(1, 1))]));
    expect(linesOf(graph)).toEqual(['0,0 1,0 1,1 0,0']);
  });

  it('loses no micrometre, no segment and no component of random streets, and keeps only nodes that matter', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const streets = randomStreets(seeded(seed));
        const graph = unpacked(streets);
        expect(sum(graph.edgeLengthUm)).toBe(sum(streets.edgeLengthUm));
        const segments = streets.vertexLonE7.length - streets.edgeSource.length;
        expect(graph.vertexLonE7.length - graph.edgeCount).toBe(segments);
        for (const [component, { lengthM }] of streets.components.entries())
          expect(graph.componentLengthUm[component]! / 1e6).toBeCloseTo(lengthM, 6);
        for (let node = 0; node < graph.nodeCount; node++) {
          const degree = graph.firstHalf[node + 1]! - graph.firstHalf[node]!;
          const isLoop = graph.halfHead[graph.firstHalf[node]!] === node;
          expect(degree !== 2 || isLoop).toBe(true);
        }
        for (let half = 0; half < 2 * graph.edgeCount; half++)
          expect(graph.halfLengthUm[half]).toBe(graph.edgeLengthUm[graph.halfEdge[half]! >> 1]);
      }),
      { numRuns: 300 },
    );
  });
});

describe('isles', () => {
  const main = street(0, 1);
  const long: [number, number][] = [at(0, 0), at(10, 0)];

  it('are parts with less than 500 m of street, but never the longest part', () => {
    const nodes = [...long, at(20, 0), at(21, 0), at(30, 0), at(36, 0)];
    const graph = unpacked(streetGraphFrom(nodes, [main, street(2, 3), street(4, 5)]));
    expect([...graph.componentIsIsle]).toEqual([0, 0, 1]);
    const alone = unpacked(streetGraphFrom([at(0, 0), at(1, 0)], [street(0, 1)]));
    expect([...alone.componentIsIsle]).toEqual([0]);
  });
});

describe('packed bytes', () => {
  const graph = randomStreets(seeded(5));
  const packed = packGraph(graph);

  it('are the same for the same graph, and unpacked alike however they are cut', () => {
    expect(Buffer.from(packGraph(graph)).equals(Buffer.from(packed))).toBe(true);
    const whole = unpackGraph([packed]);
    for (const size of [1, 7, 63, 64, 65, 1000]) {
      const parts: Uint8Array[] = [];
      for (let from = 0; from < packed.length; from += size) parts.push(packed.subarray(from, from + size));
      expect(Buffer.from(unpackGraph(parts).buffer).equals(Buffer.from(whole.buffer))).toBe(true);
    }
  });

  it('lie in shared memory once unpacked', () => {
    expect(unpackGraph([packed]).halfHead.buffer).toBeInstanceOf(SharedArrayBuffer);
  });

  it('are refused when any one is changed (or mean the same), and when some are missing or too many', () => {
    const whole = Buffer.from(unpackGraph([packed]).buffer);
    let refused = 0;
    for (let place = 0; place < packed.length; place++) {
      const damaged = Uint8Array.from(packed);
      damaged[place]! ^= 1 << (place % 8);
      try {
        // A bit that pads the end of a deflated block says nothing.
        expect(Buffer.from(unpackGraph([damaged]).buffer).equals(whole)).toBe(true);
      } catch (error) {
        expect(error).toBeInstanceOf(PackedGraphError);
        refused += 1;
      }
    }
    expect(refused).toBeGreaterThan(packed.length - 3);
    expect(() => unpackGraph([packed.subarray(0, packed.length - 1)])).toThrow(PackedGraphError);
    expect(() => unpackGraph([packed, packed.subarray(0, 1)])).toThrow(PackedGraphError);
    expect(() => unpackGraph([])).toThrow(PackedGraphError);
  });

  it('of another format say which', () => {
    const other = Uint8Array.from(packed);
    other[4] = 9;
    expect(() => unpackGraph([other])).toThrow(/format 9, this program reads 1/);
  });

  it('need an edge', () => {
    const { components: _, ...empty } = streetGraphFrom([at(0, 0)], []);
    expect(() => packGraph({ ...empty, components: [] })).toThrow(RangeError);
  });
});
