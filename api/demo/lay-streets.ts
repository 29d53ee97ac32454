import type { Street } from './build-areas.ts';
import type { Cell } from './build-population.ts';
import { COUNTIES } from './city-plan.ts';
import type { DemoInstitution } from './institution.ts';
import { type Point, toPlane } from './plane.ts';
import type { Random } from './random.ts';
import type { Corner, StreetLattice, Way } from './street-lattice.ts';

/** From this relative density on (residents per km²) a block has streets even without an institution. */
const BUILT_UP = 800;
/** Of the streets around a built-up block, the share that was never built. */
const MISSING = 0.07;
/** A block with so many institutions has lanes both ways. */
const DENSE = 5;
/** Share of lanes that end in the middle of their block. */
const BLIND = 0.2;

/**
 * Lays streets around every built-up block and every block with an institution, lanes through the latter, and a track from each of
 * them to the seat of its street: villages without institution have no streets here.
 */
export function layBlocks(
  lattice: StreetLattice,
  cells: readonly Cell[],
  institutions: readonly DemoInstitution[],
  random: Random,
): void {
  const blocks = new Map<string, { corner: Corner; institutions: number }>();
  const touch = (at: Point, count: number) => {
    const corner = blockOf(at);
    const key = corner.join();
    const found = blocks.get(key) ?? { corner, institutions: 0 };
    blocks.set(key, { corner, institutions: found.institutions + count });
  };
  for (const { at, density } of cells) if (density >= BUILT_UP) touch(at, 0);
  for (const { position, street } of institutions) {
    touch(toPlane(position), 1);
    layPath(lattice, toPlane(position), street.seat, 'track');
  }
  for (const { corner, institutions: count } of blocks.values()) {
    layRing(lattice, corner, random);
    if (count > 0) layLanes(lattice, corner, count, random);
  }
}

/** Roads from the middle of the city to each county's, and from there to the seat of each street and township. */
export function layRoads(lattice: StreetLattice, streets: readonly Street[]): void {
  for (const { centre } of COUNTIES) layPath(lattice, [0, 0], centre, 'road');
  for (const { county, seat } of streets) layPath(lattice, county.centre, seat, 'road');
}

/** The south-western corner of the block around a point. */
function blockOf(at: Point): Corner {
  return [2 * Math.floor(at[0] / 500), 2 * Math.floor(at[1] / 500)];
}

function layRing(lattice: StreetLattice, [column, row]: Corner, random: Random): void {
  const sides: (readonly [Corner, Corner, Corner])[] = [
    [
      [column, row],
      [column + 1, row],
      [column + 2, row],
    ],
    [
      [column, row + 2],
      [column + 1, row + 2],
      [column + 2, row + 2],
    ],
    [
      [column, row],
      [column, row + 1],
      [column, row + 2],
    ],
    [
      [column + 2, row],
      [column + 2, row + 1],
      [column + 2, row + 2],
    ],
  ];
  for (const [from, middle, to] of sides) {
    if (random.chance(MISSING)) continue;
    lattice.lay(from, middle, 'street');
    lattice.lay(middle, to, 'street');
  }
}

function layLanes(lattice: StreetLattice, [column, row]: Corner, count: number, random: Random): void {
  const middle: Corner = [column + 1, row + 1];
  const eastward = random.chance(0.5);
  const blind = count === 1 || random.chance(BLIND);
  for (const along of count >= DENSE ? [true, false] : [eastward]) {
    const ends: Corner[] = along
      ? [
          [column, row + 1],
          [column + 2, row + 1],
        ]
      : [
          [column + 1, row],
          [column + 1, row + 2],
        ];
    lattice.lay(ends[0]!, middle, 'lane');
    if (!blind || count >= DENSE) lattice.lay(middle, ends[1]!, 'lane');
  }
}

/** Goes by whole blocks, always along the axis on which more is left. */
function layPath(lattice: StreetLattice, from: Point, to: Point, way: Way): void {
  const [endColumn, endRow] = lattice.cornerAt(to);
  let at = lattice.cornerAt(from);
  while (at[0] !== endColumn || at[1] !== endRow) {
    const [left, up] = [endColumn - at[0], endRow - at[1]];
    const step: Corner = Math.abs(left) >= Math.abs(up) ? [Math.sign(left), 0] : [0, Math.sign(up)];
    for (let half = 0; half < 2; half += 1) {
      const next: Corner = [at[0] + step[0], at[1] + step[1]];
      lattice.lay(at, next, way);
      at = next;
    }
  }
}
