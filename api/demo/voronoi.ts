import { distance, type Point } from './plane.ts';

/** One side of a cell, walked counter-clockwise: its corners (shared keys) and the cell on the other side. */
export interface Side {
  readonly from: string;
  readonly to: string;
  readonly neighbour: number;
}

export interface Voronoi {
  /** The sides of each of the first `cellCount` seeds' cells. */
  readonly cells: readonly (readonly Side[])[];
  /** Position of each corner; the same number for all cells that meet in it. */
  readonly corners: ReadonlyMap<string, Point>;
}

interface Vertex {
  readonly at: Point;
  /** The neighbour across the side that begins here. */
  readonly neighbour: number;
}

const BOX_M = 500_000;
const BOX: readonly Vertex[] = [
  { at: [-BOX_M, -BOX_M], neighbour: -1 },
  { at: [BOX_M, -BOX_M], neighbour: -1 },
  { at: [BOX_M, BOX_M], neighbour: -1 },
  { at: [-BOX_M, BOX_M], neighbour: -1 },
];

/**
 * The Voronoi cells of the first `cellCount` seeds; the others only bound them and must surround them.
 * A corner is named after the three seeds that meet there and computed from them once, in sorted order,
 * so that neighbouring cells share exactly the same corner. Throws when a cell is not bounded.
 */
export function voronoi(seeds: readonly Point[], cellCount: number): Voronoi {
  const corners = new Map<string, Point>();
  const cells = seeds.slice(0, cellCount).map((_, own) => {
    const outline = cellOutline(seeds, own);
    const keys = outline.map((vertex, index) => {
      const before = outline[(index + outline.length - 1) % outline.length]!;
      const triple = [own, before.neighbour, vertex.neighbour].sort((a, b) => a - b);
      if (triple[0]! < 0) throw new Error(`the cell of seed ${own} is not bounded`);
      const key = triple.join('-');
      if (!corners.has(key)) corners.set(key, circumcentre(triple.map((seed) => seeds[seed]!)));
      return key;
    });
    return outline.map((vertex, index) => ({
      from: keys[index]!,
      to: keys[(index + 1) % keys.length]!,
      neighbour: vertex.neighbour,
    }));
  });
  return { cells, corners };
}

/** Cuts a large box with the bisector towards each other seed, nearest first, until the rest are too far to matter. */
function cellOutline(seeds: readonly Point[], own: number): readonly Vertex[] {
  const centre = seeds[own]!;
  const others = seeds
    .map((seed, index) => ({ index, away: distance(seed, centre) }))
    .filter((other) => other.index !== own)
    .sort((a, b) => a.away - b.away);
  let outline: readonly Vertex[] = BOX;
  for (const { index, away } of others) {
    const reach = Math.max(...outline.map((vertex) => distance(vertex.at, centre)));
    if (away > 2 * reach) break;
    outline = cut(outline, centre, seeds[index]!, index);
  }
  return outline;
}

/** Keeps the part of the outline nearer to `own` than to `other`. */
function cut(outline: readonly Vertex[], own: Point, other: Point, neighbour: number): readonly Vertex[] {
  const nearer = (at: Point) => {
    const [dx, dy] = [other[0] - own[0], other[1] - own[1]];
    return dx * ((own[0] + other[0]) / 2 - at[0]) + dy * ((own[1] + other[1]) / 2 - at[1]);
  };
  const kept: Vertex[] = [];
  outline.forEach((vertex, index) => {
    const next = outline[(index + 1) % outline.length]!;
    const [here, there] = [nearer(vertex.at), nearer(next.at)];
    if (here >= 0) kept.push(vertex);
    if (here >= 0 === there >= 0) return;
    const share = here / (here - there);
    const at: Point = [
      vertex.at[0] + (next.at[0] - vertex.at[0]) * share,
      vertex.at[1] + (next.at[1] - vertex.at[1]) * share,
    ];
    // Leaving: the new side along the bisector begins. Coming back: the old side goes on.
    kept.push({ at, neighbour: here >= 0 ? neighbour : vertex.neighbour });
  });
  return kept;
}

function circumcentre(triple: readonly Point[]): Point {
  const [a, b, c] = triple as [Point, Point, Point];
  const [bx, by, cx, cy] = [b[0] - a[0], b[1] - a[1], c[0] - a[0], c[1] - a[1]];
  const double = 2 * (bx * cy - by * cx);
  const [bb, cc] = [bx * bx + by * by, cx * cx + cy * cy];
  return [a[0] + (cy * bb - by * cc) / double, a[1] + (bx * cc - cx * bb) / double];
}
