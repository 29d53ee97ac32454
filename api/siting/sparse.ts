import type { DistanceMatrix } from '../geo/distance-matrix.ts';

/** Rows of indexes in ascending order, with values where there are any: row `r` is `starts[r]` to `starts[r + 1]`. */
export interface Sparse {
  readonly rows: number;
  readonly columns: number;
  readonly starts: Int32Array;
  readonly indices: Int32Array;
  readonly values: Float64Array;
}

/** Entries (row, column, value) in any order; of those given twice the last counts. */
export function sparseOf(
  rows: number,
  columns: number,
  row: ArrayLike<number>,
  column: ArrayLike<number>,
  value: ArrayLike<number> | null,
): Sparse {
  const count = row.length;
  // Two stable passes, by column and then by row, leave equal entries side by side in the order they were given in.
  const byColumn = countingOrder(column, columns, null);
  const order = countingOrder(row, rows, byColumn);
  const starts = new Int32Array(rows + 1);
  const indices = new Int32Array(count);
  const values = new Float64Array(count);
  let filled = 0;
  for (let at = 0; at < count; at += 1) {
    const entry = order[at]!;
    const next = order[at + 1];
    if (next !== undefined && row[next] === row[entry] && column[next] === column[entry]) continue;
    indices[filled] = column[entry]!;
    values[filled] = value ? value[entry]! : 1;
    filled += 1;
    starts[row[entry]! + 1] = filled;
  }
  for (let at = 1; at <= rows; at += 1) starts[at] = Math.max(starts[at]!, starts[at - 1]!);
  return { rows, columns, starts, indices: indices.slice(0, filled), values: values.slice(0, filled) };
}

/** The matrix by its origins. */
export function sparseOfMatrix(matrix: DistanceMatrix, origins: number, destinations: number): Sparse {
  return sparseOf(origins, destinations, matrix.from, matrix.to, matrix.distanceM);
}

export function transpose(matrix: Sparse): Sparse {
  const row = new Int32Array(matrix.indices.length);
  for (let at = 0; at < matrix.rows; at += 1) row.fill(at, matrix.starts[at]!, matrix.starts[at + 1]!);
  return sparseOf(matrix.columns, matrix.rows, matrix.indices, row, matrix.values);
}

/** The rows and columns with a new index (-1 = left out); entries keep their values. */
export function selectSparse(
  matrix: Sparse,
  newRow: Int32Array,
  newColumn: Int32Array,
  rows: number,
  columns: number,
): Sparse {
  const row: number[] = [];
  const column: number[] = [];
  const value: number[] = [];
  for (let at = 0; at < matrix.rows; at += 1) {
    if (newRow[at]! < 0) continue;
    for (let entry = matrix.starts[at]!; entry < matrix.starts[at + 1]!; entry += 1) {
      const target = newColumn[matrix.indices[entry]!]!;
      if (target < 0) continue;
      row.push(newRow[at]!);
      column.push(target);
      value.push(matrix.values[entry]!);
    }
  }
  return sparseOf(rows, columns, row, column, value);
}

/** Whether a row holds an index, by bisection. */
export function holds(matrix: Sparse, row: number, index: number): boolean {
  let low = matrix.starts[row]!;
  const end = matrix.starts[row + 1]!;
  let high = end;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (matrix.indices[middle]! < index) low = middle + 1;
    else high = middle;
  }
  return low < end && matrix.indices[low] === index;
}

/** Stable order of entries by key, starting from an order. */
function countingOrder(keys: ArrayLike<number>, keyCount: number, from: Int32Array | null): Int32Array {
  const next = new Int32Array(keyCount + 1);
  for (let at = 0; at < keys.length; at += 1) next[keys[at]! + 1] = next[keys[at]! + 1]! + 1;
  for (let key = 0; key < keyCount; key += 1) next[key + 1] = next[key + 1]! + next[key]!;
  const order = new Int32Array(keys.length);
  for (let at = 0; at < keys.length; at += 1) {
    const entry = from ? from[at]! : at;
    const key = keys[entry]!;
    order[next[key]!] = entry;
    next[key] = next[key]! + 1;
  }
  return order;
}
