import fc from 'fast-check';
import { expect, it } from 'vitest';
import { standardProfile } from '../../../api/importing/network/load-profile.ts';
import { buildStreetGraph } from '../../../api/network/build/build-street-graph.ts';
import { segmentLengthUm } from '../../../api/network/build/segment-length.ts';
import type { StreetGraph } from '../../../api/network/street-graph.ts';
import { type Line, streetGraphOf, streetWays } from '../../support/walk-fixtures.ts';

/** Places of a small lattice, so that lines share many of them. */
const SIZE = 5;
const place = fc.tuple(fc.nat(SIZE - 1), fc.nat(SIZE - 1));
const lattice = fc.array(fc.array(place, { minLength: 2, maxLength: 8 }), { minLength: 1, maxLength: 12 });
type Lattice = (readonly [number, number])[][];

const position = ([x, y]: readonly [number, number]) => [108.9 + x / 500, 34.2 + y / 700] as const;
const lines = (places: Lattice): Line[] => places.map((one) => one.map(position));
const number = ([x, y]: readonly [number, number]) => x * SIZE + y;

/** The distinct stretches of the lines, as pairs of places. */
function stretches(places: Lattice): Map<string, [readonly [number, number], readonly [number, number]]> {
  const found = new Map<string, [readonly [number, number], readonly [number, number]]>();
  for (const one of places)
    for (let i = 1; i < one.length; i++) {
      const [a, b] = [one[i - 1]!, one[i]!];
      if (number(a) !== number(b)) found.set([number(a), number(b)].sort((p, q) => p - q).join(), [a, b]);
    }
  return found;
}

function lengthUm([a, b]: [readonly [number, number], readonly [number, number]]): number {
  const e7 = (value: number) => Math.round(value * 1e7);
  const [[lonA, latA], [lonB, latB]] = [position(a), position(b)];
  return segmentLengthUm(e7(lonA), e7(latA), e7(lonB), e7(latB));
}

/** Lengths of the parts that are joined, greatest first: a flood over neighbours, unlike the code under test. */
function partLengthsUm(places: Lattice): number[] {
  const all = [...stretches(places).values()];
  const unseen = new Set(all.flat().map(number));
  const sums: number[] = [];
  while (unseen.size > 0) {
    const reached = new Set<number>();
    const open = [[...unseen][0]!];
    while (open.length > 0) {
      const here = open.pop()!;
      if (reached.has(here)) continue;
      reached.add(here);
      unseen.delete(here);
      for (const [a, b] of all) {
        if (number(a) === here) open.push(number(b));
        if (number(b) === here) open.push(number(a));
      }
    }
    sums.push(all.filter(([a]) => reached.has(number(a))).reduce((sum, one) => sum + lengthUm(one), 0));
  }
  return sums.sort((a, b) => b - a);
}

const totalUm = (graph: StreetGraph) => graph.edgeLengthUm.reduce((sum, one) => sum + one, 0);

it('holds each stretch once: the length is that of the distinct stretches, to the micrometre', () => {
  fc.assert(
    fc.property(lattice, (places) => {
      const expected = [...stretches(places).values()].reduce((sum, one) => sum + lengthUm(one), 0);
      expect(totalUm(streetGraphOf(lines(places)))).toBe(expected);
    }),
  );
});

it('has the components that a flood over the stretches finds, longest first', () => {
  fc.assert(
    fc.property(lattice, (places) => {
      const { components, nodeComponent, edgeSource, edgeTarget } = streetGraphOf(lines(places));
      expect(components.map(({ lengthM }) => lengthM)).toEqual(partLengthsUm(places).map((um) => um / 1e6));
      for (let edge = 0; edge < edgeSource.length; edge++)
        expect(nodeComponent[edgeSource[edge]!]).toBe(nodeComponent[edgeTarget[edge]!]);
    }),
  );
});

it('is a sound graph: edges run from node to node, nodes are few and have their places, two ends of one street are no node', () => {
  fc.assert(
    fc.property(lattice, (places) => {
      const graph = streetGraphOf(lines(places));
      const degree = new Map<number, number[]>();
      const nodeAt = new Map(
        [...graph.nodeLonE7.keys()].map((node) => [
          `${graph.nodeLonE7[node]},${graph.nodeLatE7[node]}`,
          node,
        ]),
      );
      expect(nodeAt.size).toBe(graph.nodeLonE7.length);
      for (let edge = 0; edge < graph.edgeSource.length; edge++) {
        const [first, last] = [graph.firstVertex[edge]!, graph.firstVertex[edge + 1]! - 1];
        const ends = [graph.edgeSource[edge]!, graph.edgeTarget[edge]!];
        for (const [index, at] of [first, last].entries()) {
          expect(nodeAt.get(`${graph.vertexLonE7[at]},${graph.vertexLatE7[at]}`)).toBe(ends[index]);
          degree.set(ends[index]!, [...(degree.get(ends[index]!) ?? []), edge]);
        }
        for (let at = first + 1; at < last; at++)
          expect(nodeAt.has(`${graph.vertexLonE7[at]},${graph.vertexLatE7[at]}`)).toBe(false);
      }
      for (const edges of degree.values()) {
        const [one, other] = edges.map((edge) => graph.edgeLabel[edge]);
        const isRing = edges[0] === edges[1];
        // Where a street was cut because a stretch of it lay there before, its two ends may stay apart.
        if (edges.length === 2 && !isRing && one === other) expect(stretchesRepeat(places)).toBe(true);
      }
    }),
  );
});

function stretchesRepeat(places: Lattice): boolean {
  const count = places.reduce(
    (sum, one) => sum + one.filter((here, i) => i > 0 && number(one[i - 1]!) !== number(here)).length,
    0,
  );
  return count > stretches(places).size;
}

it('does not depend on the order or direction of the lines', () => {
  fc.assert(
    fc.property(lattice, fc.nat(), (places, seed) => {
      const given = streetGraphOf(lines(places));
      const turned = places.map((one, index) => ((seed >> (index % 30)) & 1 ? [...one].reverse() : one));
      const other = streetGraphOf(lines([...turned].reverse()));
      expect(totalUm(other)).toBe(totalUm(given));
      expect(other.components.map(({ lengthM }) => lengthM)).toEqual(
        given.components.map(({ lengthM }) => lengthM),
      );
    }),
  );
});

it('with node ids is the same as by places on the ground, whatever the levels', () => {
  fc.assert(
    fc.property(
      lattice,
      fc.array(fc.integer({ min: -2, max: 2 }), { minLength: 12, maxLength: 12 }),
      (places, levels) => {
        const tags = (index: number) => ({ layer: String(levels[index]) });
        const ways = streetWays(lines(places), { tags }).map((way, index) => ({
          ...way,
          parts: [{ ...way.parts[0]!, nodeIds: places[index]!.map((one) => 1e10 + number(one)) }],
        }));
        const byId = buildStreetGraph(ways, standardProfile().profile).graph;
        const byPlace = streetGraphOf(lines(places));
        expect([...byId.edgeLengthUm]).toEqual([...byPlace.edgeLengthUm]);
        expect([...byId.nodeComponent]).toEqual([...byPlace.nodeComponent]);
      },
    ),
  );
});

it('of one level alone ignores which level it is', () => {
  fc.assert(
    fc.property(lattice, fc.integer({ min: -3, max: 3 }), (places, level) => {
      const given = streetGraphOf(lines(places));
      const lifted = streetGraphOf(lines(places), { tags: { layer: String(level) } });
      expect([...lifted.edgeSource]).toEqual([...given.edgeSource]);
      expect([...lifted.edgeTarget]).toEqual([...given.edgeTarget]);
    }),
  );
});
