import type { Line } from './walk-fixtures.ts';

export interface StreetGrid {
  readonly lines: Line[];
  /** Position of the crossing in this column and row; fractions lie on and between the streets. */
  at(column: number, row: number): [lon: number, lat: number];
}

/**
 * A grid of streets from its south-western corner, `side` blocks each way, blocks about `blockM` metres. Without the streets in
 * `missing` (`<h|v> column row` of their south-western end).
 */
export function streetGrid(
  [west, south]: readonly [number, number],
  side: number,
  blockM: number,
  missing: ReadonlySet<string> = new Set(),
): StreetGrid {
  const dLat = blockM / 110_900;
  const dLon = blockM / (111_320 * Math.cos((south * Math.PI) / 180));
  const at = (column: number, row: number): [number, number] => [west + column * dLon, south + row * dLat];
  const lines: Line[] = [];
  for (let row = 0; row <= side; row++)
    for (let column = 0; column <= side; column++) {
      if (column < side && !missing.has(`h ${column} ${row}`))
        lines.push([at(column, row), at(column + 1, row)]);
      if (row < side && !missing.has(`v ${column} ${row}`))
        lines.push([at(column, row), at(column, row + 1)]);
    }
  return { lines, at };
}
