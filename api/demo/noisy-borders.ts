import { between, distance, type LonLat, type Point, toLonLat } from './plane.ts';
import { seededRandom } from './random.ts';
import type { Side, Voronoi } from './voronoi.ts';

/** The border line of a side from its first corner (included) to its last (excluded). */
export type BorderOf = (cell: number, side: Side) => readonly LonLat[];

/** Borders are divided until a piece is shorter than this, or than a ninth of the border where that is more. */
const SHORTEST_PIECE_M = 280;

/**
 * Natural-looking borders instead of straight ones, each made once and walked in either direction by its two cells.
 * A border stays inside the quadrilateral of its two corners and a point towards either seed; those quadrilaterals
 * do not overlap, so the cells remain a tessellation without gaps or overlaps.
 */
export function noisyBorders(seeds: readonly Point[], mesh: Voronoi, seed: string): BorderOf {
  const made = new Map<string, readonly LonLat[]>();
  return (cell, side) => {
    const forward = cell < side.neighbour;
    const key = `${Math.min(cell, side.neighbour)}|${Math.max(cell, side.neighbour)}`;
    let line = made.get(key);
    if (!line) {
      const [low, high] = forward ? [cell, side.neighbour] : [side.neighbour, cell];
      const [from, to] = forward ? [side.from, side.to] : [side.to, side.from];
      line = wander(
        mesh.corners.get(from)!,
        mesh.corners.get(to)!,
        [seeds[low]!, seeds[high]!],
        `${seed}/${key}`,
      );
      made.set(key, line);
    }
    return (forward ? line : [...line].reverse()).slice(0, -1);
  };
}

function wander(from: Point, to: Point, seeds: readonly [Point, Point], seed: string): readonly LonLat[] {
  const random = seededRandom(seed);
  const [left, right] = seeds.map((towards) => bulge(from, to, towards)) as [Point, Point];
  const line: Point[] = [from];
  const shortest = Math.max(SHORTEST_PIECE_M, distance(from, to) / 9);
  // Quadrilateral a-b-c-d with the border running from a to c: a point near its middle, then the two quarters at a and c.
  const divide = (a: Point, b: Point, c: Point, d: Point) => {
    if (distance(a, c) < shortest) return;
    const [p, q] = [random.between(0.35, 0.65), random.between(0.3, 0.7)];
    const [ad, bc, ab, dc] = [between(a, d, p), between(b, c, p), between(a, b, q), between(d, c, q)];
    const middle = between(ad, bc, q);
    const lean = () => random.between(-0.25, 0.25);
    divide(a, between(ab, b, lean()), middle, between(ad, d, lean()));
    line.push(middle);
    divide(middle, between(bc, c, lean()), c, between(dc, d, lean()));
  };
  divide(from, left, to, right);
  line.push(to);
  return line.map(toLonLat);
}

/** A point from the side's middle towards the seed: at most 45 % of the way, and opposite the side's middle part. */
function bulge(from: Point, to: Point, seed: Point): Point {
  const middle = between(from, to, 0.5);
  const long = distance(from, to);
  const sideways =
    Math.abs((seed[0] - middle[0]) * (to[0] - from[0]) + (seed[1] - middle[1]) * (to[1] - from[1])) / long;
  return between(middle, seed, Math.min(0.45, (0.3 * long) / Math.max(sideways, 1)));
}
