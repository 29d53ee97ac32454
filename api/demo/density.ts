import type { Street } from './build-areas.ts';
import { COUNTIES } from './city-plan.ts';
import { distance, distanceToSegment, type Point } from './plane.ts';

interface Settlement {
  readonly at: Point;
  readonly peak: number;
  readonly scaleM: number;
}

/** Relative number of residents per km² at a point: a dense centre, sub-centres, ribbons along the roads to them, townships. */
export type Density = (at: Point, street: Street) => number;

const CENTRE: Point = [0, 0];
const BELL_CUT_OFF = 12;

/** Rational bells 1/(1+(d/s)²)² instead of exponentials: the same bits on every platform. */
const bell = (d: number, scale: number) => {
  const x = d / scale;
  return x > BELL_CUT_OFF ? 0 : 1 / ((1 + x * x) * (1 + x * x));
};

export function cityDensity(): Density {
  const centres: Settlement[] = [
    { at: CENTRE, peak: 11_500, scaleM: 6000 },
    ...COUNTIES.filter((county) => county.code !== '999901').map((county) => ({
      at: county.centre,
      ...{
        core: { peak: 9000, scaleM: 2600 },
        suburb: { peak: 8500, scaleM: 2200 },
        outer: { peak: 9500, scaleM: 1900 },
      }[county.setting],
    })),
  ];
  const roads = COUNTIES.filter((county) => county.setting !== 'core').map((county) => county.centre);
  const seatPeak = { street: 4200, town: 3600, township: 2200 };
  const seatScale = { street: 1100, town: 750, township: 520 };
  return (at, street) => {
    let density = 0;
    for (const { at: middle, peak, scaleM } of centres) density += peak * bell(distance(at, middle), scaleM);
    for (const end of roads) {
      const along = distanceToSegment(at, CENTRE, end);
      if (along < 5000) density += 2600 * bell(along, 420);
    }
    return density + seatPeak[street.rank] * bell(distance(at, street.seat), seatScale[street.rank]);
  };
}
