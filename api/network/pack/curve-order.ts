/** Cells along each side of the curve: 2^15, so that position on the curve and index fit in one exact number. */
const BITS = 15;
const INDEX_RANGE = 2 ** 23;

/**
 * The indexes of some positions in the order of a Hilbert curve through them: what lies near each other comes near each other.
 * Equals keep their order. At most 8 million.
 */
export function curveOrder(lonE7: ArrayLike<number>, latE7: ArrayLike<number>): Int32Array {
  const count = lonE7.length;
  if (count > INDEX_RANGE) throw new RangeError(`${count} nodes are more than a walking network can have`);
  const box = {
    west: Number.POSITIVE_INFINITY,
    south: Number.POSITIVE_INFINITY,
    east: -Infinity,
    north: -Infinity,
  };
  for (let index = 0; index < count; index += 1) {
    box.west = Math.min(box.west, lonE7[index] ?? 0);
    box.east = Math.max(box.east, lonE7[index] ?? 0);
    box.south = Math.min(box.south, latE7[index] ?? 0);
    box.north = Math.max(box.north, latE7[index] ?? 0);
  }
  const scale = (2 ** BITS - 1) / Math.max(1, box.east - box.west, box.north - box.south);
  const keys = new Float64Array(count);
  for (let index = 0; index < count; index += 1) {
    const x = Math.floor(((lonE7[index] ?? 0) - box.west) * scale);
    const y = Math.floor(((latE7[index] ?? 0) - box.south) * scale);
    keys[index] = alongCurve(x, y) * INDEX_RANGE + index;
  }
  keys.sort();
  return Int32Array.from(keys, (key) => key % INDEX_RANGE);
}

/** Place of a cell along the Hilbert curve. */
function alongCurve(column: number, row: number): number {
  let x = column;
  let y = row;
  let place = 0;
  for (let side = 2 ** (BITS - 1); side > 0; side >>= 1) {
    const right = (x & side) > 0 ? 1 : 0;
    const upper = (y & side) > 0 ? 1 : 0;
    place += side * side * ((3 * right) ^ upper);
    if (upper === 0) {
      if (right === 1) {
        x = side - 1 - (x & (side - 1));
        y = side - 1 - (y & (side - 1));
      }
      [x, y] = [y, x];
    }
    x &= side - 1;
    y &= side - 1;
  }
  return place;
}
