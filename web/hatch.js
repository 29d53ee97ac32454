// Diagonal lines over what cannot be told.

const SIDE = 8;
const SLATE = [71, 84, 103, 190];

/** A picture of one tile of the hatching for MapLibre, which repeats it without a seam. */
export function hatchTile() {
  const data = new Uint8Array(SIDE * SIDE * 4);
  for (let y = 0; y < SIDE; y += 1)
    for (let x = 0; x < SIDE; x += 1) if ((x + y) % SIDE < 2) data.set(SLATE, (y * SIDE + x) * 4);
  return { width: SIDE, height: SIDE, data };
}
