import { type LonLat, metresBetween, toPlane } from './plane.ts';

const SQUARE_M = 1000;

/** Positions by key in squares of 1 km, to find the near ones quickly. */
export class PositionGrid<Value> {
  readonly #squares = new Map<string, { position: LonLat; value: Value }[]>();

  add(key: string, position: LonLat, value: Value): void {
    const [column, row] = square(position);
    const name = `${key}/${column}/${row}`;
    const held = this.#squares.get(name);
    if (held) held.push({ position, value });
    else this.#squares.set(name, [{ position, value }]);
  }

  /** Those of the key at most `limitM` away; at most one square wide (1 km). */
  within(key: string, position: LonLat, limitM: number): { metres: number; value: Value }[] {
    const [column, row] = square(position);
    const found: { metres: number; value: Value }[] = [];
    for (let x = column - 1; x <= column + 1; x += 1) {
      for (let y = row - 1; y <= row + 1; y += 1) {
        for (const held of this.#squares.get(`${key}/${x}/${y}`) ?? []) {
          const metres = metresBetween(held.position, position);
          if (metres <= limitM) found.push({ metres, value: held.value });
        }
      }
    }
    return found;
  }
}

function square(position: LonLat): [number, number] {
  const [x, y] = toPlane(position);
  return [Math.floor(x / SQUARE_M), Math.floor(y / SQUARE_M)];
}
