import { COUNTIES, type CountyPlan, REACH_M } from './city-plan.ts';
import { distance, length, type Point } from './plane.ts';
import { type Random, seededRandom } from './random.ts';

export interface Seat {
  readonly at: Point;
  readonly county: CountyPlan;
}

const CANDIDATES = 30;
const BOUNDING_POINTS = 56;

/**
 * The seats of all streets, spread evenly inside each county (the best of several random candidates),
 * and a ring of points outside the city that only shapes its outer border.
 */
export function placeSeats(seed: string): { seats: readonly Seat[]; bounding: readonly Point[] } {
  const random = seededRandom(`${seed}/seats`);
  const seats: Seat[] = [];
  for (const county of COUNTIES) {
    // The first street is the one around the county's centre.
    seats.push({ at: near(county.centre, 300, random), county });
    for (let number = 1; number < county.streets; number += 1) {
      let best: { at: Point; room: number } | undefined;
      for (let candidate = 0; candidate < CANDIDATES; candidate += 1) {
        const at = inCounty(county, random);
        const room = Math.min(...seats.map((seat) => distance(seat.at, at)));
        if (!best || room > best.room) best = { at, room };
      }
      seats.push({ at: best!.at, county });
    }
  }
  return { seats, bounding: ringOutside(random) };
}

const near = ([x, y]: Point, spread: number, random: Random): Point => [
  x + random.between(-spread, spread),
  y + random.between(-spread, spread),
];

/** A random point of the city to which this county's centre is the nearest. */
function inCounty(county: CountyPlan, random: Random): Point {
  for (;;) {
    const at: Point = [random.between(-REACH_M[0], REACH_M[0]), random.between(-REACH_M[1], REACH_M[1])];
    if (length([at[0] / REACH_M[0], at[1] / REACH_M[1]]) > 1) continue;
    const nearest = COUNTIES.reduce((a, b) => (distance(b.centre, at) < distance(a.centre, at) ? b : a));
    if (nearest === county) return at;
  }
}

/** Points on a larger ellipse, by the rational parameter of the circle (no sine, no cosine), a little out of line. */
function ringOutside(random: Random): Point[] {
  const quarter = BOUNDING_POINTS / 4;
  return Array.from({ length: BOUNDING_POINTS }, (_, index) => {
    const t = (index % quarter) / quarter;
    const [c, s] = [(1 - t * t) / (1 + t * t), (2 * t) / (1 + t * t)];
    const turned = [
      [c, s],
      [-s, c],
      [-c, -s],
      [s, -c],
    ][Math.floor(index / quarter)]!;
    const out = random.between(1.1, 1.2);
    return [turned[0]! * REACH_M[0] * out, turned[1]! * REACH_M[1] * out];
  });
}
