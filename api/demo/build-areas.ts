import { CITY, COUNTIES, type CountyPlan } from './city-plan.ts';
import { type PlaceName, placeNames } from './names.ts';
import { type BorderOf, noisyBorders } from './noisy-borders.ts';
import { distance, type LonLat, type Point, toPlane } from './plane.ts';
import { seededRandom } from './random.ts';
import { placeSeats } from './street-seats.ts';
import { type Side, type Voronoi, voronoi } from './voronoi.ts';

export interface Street extends PlaceName {
  readonly index: number;
  readonly code: string;
  readonly county: CountyPlan;
  /** Where its office, market and health centre are. */
  readonly seat: Point;
  /** 街道, 镇 or 乡. */
  readonly rank: 'street' | 'town' | 'township';
  /** Closed ring, counter-clockwise. */
  readonly ring: readonly LonLat[];
  /** The same ring on the plane. */
  readonly outline: readonly Point[];
  readonly neighbours: readonly number[];
}

export interface DemoAreas {
  readonly streets: readonly Street[];
  /** Closed rings by county code and city code. */
  readonly rings: ReadonlyMap<string, readonly LonLat[]>;
}

/** Streets as noisy Voronoi cells of their seats; counties and the city are unions of them with the very same border points. */
export function buildAreas(seed: string): DemoAreas {
  const { seats, bounding } = placeSeats(seed);
  const points = [...seats.map((seat) => seat.at), ...bounding];
  const mesh = voronoi(points, seats.length);
  const borderOf = noisyBorders(points, mesh, `${seed}/borders`);
  const names = placeNames(seededRandom(`${seed}/names`), seats.length);
  const serials = new Map<string, number>();
  const streets = seats.map(({ at, county }, index): Street => {
    const rank = rankOf(
      county,
      at,
      seats.filter((seat) => seat.county === county).map((seat) => seat.at),
    );
    const serial = (serials.get(county.code + rank) ?? { street: 0, town: 100, township: 200 }[rank]) + 1;
    serials.set(county.code + rank, serial);
    const ring = closedRing(mesh, borderOf, new Set([index]));
    return {
      index,
      code: `${county.code}${String(serial).padStart(3, '0')}`,
      name: names[index]!.name + { street: '街道', town: '镇', township: '乡' }[rank],
      nameEn: `${names[index]!.nameEn} ${{ street: 'Subdistrict', town: 'Town', township: 'Township' }[rank]}`,
      county,
      seat: at,
      rank,
      ring,
      outline: ring.map(toPlane),
      neighbours: mesh.cells[index]!.map((side) => side.neighbour).filter((other) => other < seats.length),
    };
  });
  const ringOf = (wanted: (street: Street) => boolean) =>
    closedRing(mesh, borderOf, new Set(streets.filter(wanted).map((street) => street.index)));
  const rings = new Map([[CITY.code as string, ringOf(() => true)]]);
  for (const county of COUNTIES)
    rings.set(
      county.code,
      ringOf((street) => street.county === county),
    );
  return { streets, rings };
}

/** Districts of the core have streets only; elsewhere the seats nearest the county's centre are streets or towns. */
function rankOf(county: CountyPlan, at: Point, all: readonly Point[]): Street['rank'] {
  if (county.setting === 'core') return 'street';
  const nearer = all.filter((other) => distance(other, county.centre) < distance(at, county.centre)).length;
  if (county.setting === 'suburb') return nearer < 6 ? 'street' : 'town';
  return nearer < 6 ? 'town' : 'township';
}

/** Outline of a set of cells: the sides whose other side is not in the set, chained. Throws unless it is one ring. */
function closedRing(mesh: Voronoi, borderOf: BorderOf, members: ReadonlySet<number>): readonly LonLat[] {
  const outer = new Map<string, { cell: number; side: Side }>();
  for (const cell of members) {
    for (const side of mesh.cells[cell]!) {
      if (!members.has(side.neighbour)) outer.set(side.from, { cell, side });
    }
  }
  const ring: LonLat[] = [];
  const [start = ''] = outer.keys();
  let at = start;
  let walked = 0;
  do {
    const { cell, side } = outer.get(at)!;
    ring.push(...borderOf(cell, side));
    at = side.to;
    walked += 1;
  } while (at !== start && walked <= outer.size);
  if (walked !== outer.size)
    throw new Error('a county of the demo city is not in one piece; choose another seed');
  ring.push(ring[0]!);
  return ring;
}
