import { readFileSync } from 'node:fs';
import type { SitingModel, SitingProblem } from '../../../api/siting/siting-problem.ts';

/** A graph of the OR-Library (see test/fixtures/siting/SOURCES.md) with its p and all shortest distances. */
export function readPmed(
  name: string,
  duplicates: 'last' | 'first' = 'last',
): { p: number; distance: number[][] } {
  const text = readFileSync(new URL(`../../fixtures/siting/${name}.txt`, import.meta.url), 'utf8');
  const [head, ...edges] = text
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  const [size, , p] = head as [number, number, number];
  const distance = Array.from({ length: size }, (_, row) =>
    Array.from({ length: size }, (__, column) => (row === column ? 0 : Infinity)),
  );
  for (const [from, to, cost] of (duplicates === 'last' ? edges : edges.reverse()) as [
    number,
    number,
    number,
  ][]) {
    distance[from - 1]![to - 1] = cost;
    distance[to - 1]![from - 1] = cost;
  }
  for (let middle = 0; middle < size; middle += 1)
    for (const row of distance)
      for (let column = 0; column < size; column += 1)
        row[column] = Math.min(row[column]!, row[middle]! + distance[middle]![column]!);
  return { p, distance };
}

/** A problem on a square matrix whose nodes are candidates and clients of weight 1, reached within a limit. */
export function problemOf(
  model: SitingModel,
  distance: readonly (readonly number[])[],
  limit: number,
  rest: Partial<SitingProblem>,
): SitingProblem {
  const entries = distance.flatMap((row, from) =>
    row.flatMap((metres, to) => (metres <= limit ? [{ from, to, metres }] : [])),
  );
  return {
    model,
    candidates: distance.length,
    clients: distance.length,
    reach: {
      from: Int32Array.from(entries, ({ from }) => from),
      to: Int32Array.from(entries, ({ to }) => to),
      distanceM: Float64Array.from(entries, ({ metres }) => metres),
    },
    weights: new Float64Array(distance.length).fill(1),
    effort: { maxEntries: 1_000_000, timeLimitS: 120 },
    ...rest,
  };
}

/** A covering problem from the list of what each client (row) is covered by. */
export function coverProblem(
  candidates: number,
  rows: readonly (readonly number[])[],
  rest: Partial<SitingProblem> = {},
): SitingProblem {
  const entries = rows.flatMap((row, to) => row.map((from) => ({ from, to })));
  return {
    model: 'lscp',
    candidates,
    clients: rows.length,
    reach: {
      from: Int32Array.from(entries, ({ from }) => from),
      to: Int32Array.from(entries, ({ to }) => to),
      distanceM: new Float64Array(entries.length),
    },
    weights: new Float64Array(rows.length).fill(1),
    effort: { maxEntries: 1_000_000, timeLimitS: 120 },
    ...rest,
  };
}

/** The Steiner triple system of the lines of the affine geometry AG(dimension, 3): points that add up to 0 modulo 3. */
export function affineTriples(dimension: number): { points: number; triples: number[][] } {
  const points = 3 ** dimension;
  const digits = (point: number) =>
    Array.from({ length: dimension }, (_, place) => Math.floor(point / 3 ** place) % 3);
  const triples: number[][] = [];
  for (let a = 0; a < points; a += 1)
    for (let b = a + 1; b < points; b += 1) {
      const other = digits(b);
      const c = digits(a).reduce(
        (sum, digit, place) => sum + ((6 - digit - other[place]!) % 3) * 3 ** place,
        0,
      );
      if (c > b) triples.push([a, b, c]);
    }
  return { points, triples };
}

/** Which squares each queen of an n × n board holds, its own included; squares in the order of rows. */
export function queenAttacks(size: number): number[][] {
  return Array.from({ length: size * size }, (_, from) =>
    [...Array(size * size).keys()].filter((to) => {
      const rows = Math.floor(from / size) - Math.floor(to / size);
      const columns = (from % size) - (to % size);
      return rows === 0 || columns === 0 || Math.abs(rows) === Math.abs(columns);
    }),
  );
}

/** Edges of the hypercube of a dimension and its 4-cycles as lists of edges. */
export function hypercubeCycles(dimension: number): { edges: number; cycles: number[][] } {
  const index = new Map<string, number>();
  for (let corner = 0; corner < 2 ** dimension; corner += 1)
    for (let axis = 0; axis < dimension; axis += 1)
      if (!(corner & (1 << axis))) index.set(`${corner} ${axis}`, index.size);
  const cycles: number[][] = [];
  for (let corner = 0; corner < 2 ** dimension; corner += 1)
    for (let one = 0; one < dimension; one += 1)
      for (let two = one + 1; two < dimension; two += 1) {
        if (corner & ((1 << one) | (1 << two))) continue;
        const edges = [
          [corner, one],
          [corner, two],
          [corner | (1 << two), one],
          [corner | (1 << one), two],
        ];
        cycles.push(edges.map(([from, axis]) => index.get(`${from} ${axis}`)!));
      }
  return { edges: index.size, cycles };
}
