import type { Street } from './build-areas.ts';
import type { Cell } from './build-population.ts';
import type { Siting } from './categories.ts';
import type { Site } from './institution.ts';
import { depthInside, type LonLat, metresBetween, shifted, toPlane } from './plane.ts';
import { PositionGrid } from './position-grid.ts';
import { type Random, seededRandom } from './random.ts';

/** A type number; null: a medical institution whose category has none; undefined: no medical institution. */
export type TypeKey = number | null | undefined;

/** Around an instructive site only what was put there on purpose may stand. */
export interface ClearZone {
  readonly centre: LonLat;
  readonly typeNo: TypeKey;
}

const CLEAR_ZONE_M = 1300;
/** In tidy counties designated institutions of one type keep more than 800 m and any accuracy band apart. */
const TIDY_GAP_M = 850;
/** Elsewhere the first tries look for some distance from the same type. */
const WANTED_GAP_M = 450;
/** Generated points keep off borders, so that no accuracy of the borders themselves matters. */
const BORDER_GAP_M = 20;

/** What each kind of siting makes of a cell. */
const WEIGHTS: Record<Siting, (cell: Cell) => number> = {
  residents: (cell) => cell.population,
  centre: (cell) => (cell.population * cell.density) / (cell.density + 5000),
  villages: (cell) =>
    cell.street.rank === 'street' || cell.density > 2500 ? 0 : Math.min(cell.population, 180),
  anywhere: () => 1,
};

/** Puts institutions into inhabited cells: near people, inside one street, off its borders. */
export class Placement {
  readonly #random: Random;
  readonly #cells: readonly Cell[];
  readonly #cumulative = new Map<Siting, readonly number[]>();
  readonly #designated = new PositionGrid<Street>();
  readonly #zones: readonly ClearZone[];

  constructor(cells: readonly Cell[], zones: readonly ClearZone[], seed: string) {
    this.#cells = cells;
    this.#zones = zones;
    this.#random = seededRandom(`${seed}/placement`);
  }

  /** Records a designated institution that was put down by hand. */
  add(typeNo: TypeKey, site: Site): void {
    this.#designated.add(String(typeNo), site.position, site.street);
  }

  /**
   * A site for an institution of a type; designated ones respect tidy counties. Undefined when none was found in
   * many tries: the caller then leaves the institution without designation and asks again.
   */
  place(
    siting: Siting,
    typeNo: TypeKey,
    designated: boolean,
    wanted: (street: Street) => boolean = () => true,
  ): Site | undefined {
    for (let attempt = 0; attempt < 60; attempt += 1) {
      const site = this.#draw(siting, wanted);
      if (!site || this.#inClearZone(typeNo, site.position)) continue;
      if (!designated) return site;
      const crowding = this.#designated.within(String(typeNo), site.position, TIDY_GAP_M);
      if (
        typeof typeNo === 'number' &&
        crowding.some((other) => other.value.county.tidy || site.street.county.tidy)
      )
        continue;
      if (attempt < 3 && crowding.some((other) => other.metres < WANTED_GAP_M)) continue;
      this.add(typeNo, site);
      return site;
    }
    return undefined;
  }

  #inClearZone(typeNo: TypeKey, position: LonLat): boolean {
    return this.#zones.some(
      (zone) => zone.typeNo === typeNo && metresBetween(zone.centre, position) < CLEAR_ZONE_M,
    );
  }

  #draw(siting: Siting, wanted: (street: Street) => boolean): Site | undefined {
    const sums = this.#sums(siting);
    for (let attempt = 0; attempt < 4000; attempt += 1) {
      const cell = this.#cells[lowestAbove(sums, this.#random.next() * sums.at(-1)!)]!;
      if (!wanted(cell.street)) continue;
      const position = shifted(cell.centre, this.#random.between(-120, 120), this.#random.between(-120, 120));
      if (depthInside(toPlane(position), cell.street.outline) < BORDER_GAP_M) continue;
      return { position, street: cell.street, ...this.#accuracy(cell.street) };
    }
    return undefined;
  }

  /** Most positions are surveyed or checked; some come from an address search and are not verified. */
  #accuracy(street: Street): Pick<Site, 'accuracyM' | 'verified'> {
    if (!street.county.tidy && this.#random.chance(0.05))
      return { accuracyM: this.#random.pick([30, 50, 80]), verified: false };
    return { accuracyM: this.#random.pick([0, 0, 0, 0, 2, 3, 5]), verified: true };
  }

  #sums(siting: Siting): readonly number[] {
    let sums = this.#cumulative.get(siting);
    if (!sums) {
      let sum = 0;
      sums = this.#cells.map((cell) => {
        sum += WEIGHTS[siting](cell);
        return sum;
      });
      this.#cumulative.set(siting, sums);
    }
    return sums;
  }
}

function lowestAbove(sums: readonly number[], value: number): number {
  let [low, high] = [0, sums.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sums[middle]! > value) high = middle;
    else low = middle + 1;
  }
  return low;
}
