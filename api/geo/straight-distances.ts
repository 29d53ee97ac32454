import geodesic from 'geographiclib-geodesic';
import { chordNeighbours } from './chord-neighbours.ts';
import type { DistanceMatrix } from './distance-matrix.ts';
import type { LonLatColumns } from './lon-lat-columns.ts';

const { WGS84, DISTANCE } = geodesic.Geodesic;

/**
 * How far this geodesic and that of PostGIS may differ: both are Karney's (2013), which errs by nanometres; PostGIS also rounds
 * to 1e-8 m. A hundred times that.
 */
const AGREEMENT_M = 1e-6;
/** Pairs between two looks at whether the work is still wanted: some ten milliseconds. */
const PAIRS_BETWEEN_LOOKS = 8_192;

export interface StraightInput {
  readonly origins: LonLatColumns;
  readonly destinations: LonLatColumns;
  readonly limitM: number;
  /** More pairs than this end the work. */
  readonly maxPairs: number;
}

export interface StraightDistances extends DistanceMatrix {
  /**
   * Entries whose distance lies so near the middle between two millimetres that PostGIS might round it to the other one, about
   * one in 500: PostGIS must be asked, and decides whether they are within the limit.
   */
  readonly doubtful: Int32Array;
  /** There were more pairs than allowed; nothing is listed. */
  readonly tooMany: boolean;
}

/**
 * The geodesic distances on the WGS 84 ellipsoid within a limit, in whole millimetres as `distance_m` gives them. `look` is called
 * now and then with the part done (0…1) and ends the work by throwing.
 */
export function straightDistances(
  { origins, destinations, limitM, maxPairs }: StraightInput,
  look: (done: number) => void,
): StraightDistances {
  const neighboursOf = chordNeighbours(origins, destinations, limitM);
  const matrix = new GrowingMatrix();
  const doubtful: number[] = [];
  let seen = 0;
  for (let origin = 0; origin < origins.lon.length; origin++) {
    const near = neighboursOf(origin);
    // The scan of candidates costs as well: an origin without neighbours counts as a few.
    seen += near.length + 16;
    for (const destination of near) {
      const metres = WGS84.Inverse(
        origins.lat[origin] as number,
        origins.lon[origin] as number,
        destinations.lat[destination] as number,
        destinations.lon[destination] as number,
        DISTANCE,
      ).s12 as number;
      const isDoubtful = Math.abs(metres * 1000 - Math.floor(metres * 1000) - 0.5) < AGREEMENT_M * 1000;
      const rounded = Math.round(metres * 1000) / 1000;
      if (rounded > limitM && !(isDoubtful && metres <= limitM + 0.001)) continue;
      if (matrix.length >= maxPairs)
        return { ...new GrowingMatrix().done(), doubtful: new Int32Array(), tooMany: true };
      if (isDoubtful) doubtful.push(matrix.length);
      matrix.push(origin, destination, rounded);
    }
    if (seen < PAIRS_BETWEEN_LOOKS) continue;
    seen = 0;
    look((origin + 1) / origins.lon.length);
  }
  return { ...matrix.done(), doubtful: Int32Array.from(doubtful), tooMany: false };
}

/** Columns that double when full: plain arrays of millions of numbers would take several times the memory. */
class GrowingMatrix {
  length = 0;
  #from = new Int32Array(1024);
  #to = new Int32Array(1024);
  #distanceM = new Float64Array(1024);

  push(from: number, to: number, distanceM: number): void {
    if (this.length === this.#from.length) this.#grow();
    this.#from[this.length] = from;
    this.#to[this.length] = to;
    this.#distanceM[this.length] = distanceM;
    this.length++;
  }

  done(): DistanceMatrix {
    return {
      from: this.#from.slice(0, this.length),
      to: this.#to.slice(0, this.length),
      distanceM: this.#distanceM.slice(0, this.length),
    };
  }

  #grow(): void {
    const size = this.length * 2;
    const [from, to, distanceM] = [this.#from, this.#to, this.#distanceM];
    this.#from = new Int32Array(size);
    this.#to = new Int32Array(size);
    this.#distanceM = new Float64Array(size);
    this.#from.set(from);
    this.#to.set(to);
    this.#distanceM.set(distanceM);
  }
}
