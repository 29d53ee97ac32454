import type { Point } from './plane.ts';
import type { Random } from './random.ts';

/** Sides of a block of streets, and of the half block at which a lane may run through it. */
export const BLOCK_M = 500;
const HALF_M = BLOCK_M / 2;
/** Corners stand off the lattice by up to so much each way. */
const JITTER_M = 55;
/** Half blocks from the middle of the city to the edge of the plane. */
const REACH = 150;
const SIDE = 2 * REACH + 1;

/** A corner by its column and row, counted in half blocks from the middle of the city; even ones carry streets. */
export type Corner = readonly [column: number, row: number];
export type Way = 'road' | 'street' | 'lane' | 'track';

/** Streets on a lattice whose corners stand a little off: which half-block stretches there are, and of what class. */
export class StreetLattice {
  readonly #places: Float64Array;
  /** Class of the stretch from a corner eastward (even index) and northward (odd index). */
  readonly #stretches = new Map<number, Way>();

  constructor(random: Random) {
    this.#places = Float64Array.from({ length: 2 * SIDE * SIDE }, () => random.between(-JITTER_M, JITTER_M));
  }

  placeOf([column, row]: Corner): Point {
    const at = 2 * this.#numberOf(column, row);
    return [column * HALF_M + this.#places[at]!, row * HALF_M + this.#places[at + 1]!];
  }

  /** The even corner next to a point, kept inside the plane. */
  cornerAt([x, y]: Point): Corner {
    return [nearestEven(x), nearestEven(y)];
  }

  /** Lays a stretch between two neighbouring corners; a higher class stays. */
  lay(from: Corner, to: Corner, way: Way): void {
    const key = this.#keyOf(from, to);
    const laid = this.#stretches.get(key);
    if (laid === undefined || RANK[way] > RANK[laid]) this.#stretches.set(key, way);
  }

  find(from: Corner, to: Corner): Way | undefined {
    return this.#stretches.get(this.#keyOf(from, to));
  }

  remove(from: Corner, to: Corner): void {
    this.#stretches.delete(this.#keyOf(from, to));
  }

  /** Rows and then columns, each as its corners in order. */
  *lines(): Generator<readonly Corner[]> {
    for (let fixed = -REACH; fixed <= REACH; fixed += 1)
      yield Array.from({ length: SIDE }, (_, index): Corner => [index - REACH, fixed]);
    for (let fixed = -REACH; fixed <= REACH; fixed += 1)
      yield Array.from({ length: SIDE }, (_, index): Corner => [fixed, index - REACH]);
  }

  #keyOf(from: Corner, to: Corner): number {
    const isEastward = from[1] === to[1];
    return 2 * this.#numberOf(Math.min(from[0], to[0]), Math.min(from[1], to[1])) + (isEastward ? 0 : 1);
  }

  #numberOf(column: number, row: number): number {
    return (column + REACH) * SIDE + row + REACH;
  }
}

const RANK: Readonly<Record<Way, number>> = { track: 0, lane: 1, street: 2, road: 3 };

function nearestEven(metres: number): number {
  const even = 2 * Math.round(metres / BLOCK_M);
  return Math.max(2 - REACH, Math.min(REACH - 2, even));
}
