import type { Street } from './build-areas.ts';
import type { Cell } from './build-population.ts';
import type { DemoInstitution } from './institution.ts';
import { layBlocks, layRoads } from './lay-streets.ts';
import { type Point, toLonLat } from './plane.ts';
import { seededRandom } from './random.ts';
import { crossesRiver, riverCourse } from './river.ts';
import { type Corner, StreetLattice, type Way } from './street-lattice.ts';

/** Of the streets that would cross the river one in so many columns has a bridge; every road has one. */
const BRIDGE_EVERY = 8;

interface DemoLine {
  readonly way: Way;
  readonly isBridge: boolean;
  readonly name: string;
  readonly corners: readonly Corner[];
}

/**
 * The invented city's streets as GeoJSON lines, one a line: blocks of 500 m around whatever is built, lanes through blocks with
 * institutions, roads between the seats, and a river that only bridges cross. Lines are not split at crossings, as in extracts.
 */
export function buildWalking(
  streets: readonly Street[],
  cells: readonly Cell[],
  institutions: readonly DemoInstitution[],
  seed: string,
): { readonly text: string; readonly lines: number } {
  const random = seededRandom(`${seed}/walking`);
  const lattice = new StreetLattice(seededRandom(`${seed}/walking-corners`));
  layBlocks(lattice, cells, institutions, random);
  layRoads(lattice, streets);
  const course = riverCourse(seededRandom(`${seed}/river`));
  const lines = [...lattice.lines()].flatMap((corners) => linesAlong(lattice, corners, course));
  return {
    text: lines.map((line, index) => `${JSON.stringify(feature(lattice, line, index + 1))}\n`).join(''),
    lines: lines.length,
  };
}

/** The unbroken runs of one class along a row or column; bridges are lines of their own. */
function linesAlong(
  lattice: StreetLattice,
  corners: readonly Corner[],
  course: readonly Point[],
): DemoLine[] {
  const lines: { way: Way; isBridge: boolean; name: string; corners: Corner[] }[] = [];
  let open: (typeof lines)[number] | undefined;
  for (let index = 1; index < corners.length; index += 1) {
    const [from, to] = [corners[index - 1]!, corners[index]!];
    const way = lattice.find(from, to);
    const isBridge = way !== undefined && crossesRiver(lattice.placeOf(from), lattice.placeOf(to), course);
    if (way === undefined || (isBridge && !hasBridge(way, from, to))) open = undefined;
    else if (open?.way === way && open.isBridge === isBridge) open.corners.push(to);
    else {
      open = { way, isBridge, name: nameOf(from, to), corners: [from, to] };
      lines.push(open);
    }
  }
  return lines;
}

function hasBridge(way: Way, from: Corner, to: Corner): boolean {
  return way === 'road' || (way === 'street' && from[0] === to[0] && from[0] % BRIDGE_EVERY === 0);
}

function nameOf(from: Corner, to: Corner): string {
  const isEastward = from[1] === to[1];
  const number = isEastward ? from[1] : from[0];
  const side = isEastward ? (number < 0 ? '南' : '北') : number < 0 ? '西' : '东';
  return `示例${isEastward ? '横' : '纵'}${side}${Math.abs(number)}路`;
}

const CLASSES: Readonly<Record<Way, string>> = {
  road: 'secondary',
  street: 'residential',
  lane: 'living_street',
  track: 'track',
};

function feature(lattice: StreetLattice, { way, isBridge, name, corners }: DemoLine, id: number) {
  return {
    type: 'Feature',
    properties: {
      id: String(id),
      highway: CLASSES[way],
      name,
      ...(isBridge ? { bridge: 'yes', layer: 1 } : {}),
    },
    geometry: { type: 'LineString', coordinates: corners.map((corner) => toLonLat(lattice.placeOf(corner))) },
  };
}
