/** Micrometres in the limit's last millimetre that still round to it. */
const ROUNDS_DOWN_UM = 499;

/** The whole millimetres of a limit: the most that `walk <= limitM` lets pass when walks are rounded so. No limit stays none. */
export function limitMm(limitM: number): number {
  if (limitM === Number.POSITIVE_INFINITY) return limitM;
  let millimetres = Math.floor(limitM * 1000);
  // 0.1 has no exact binary value: the product may fall just short of the millimetre that the limit is.
  while ((millimetres + 1) / 1000 <= limitM) millimetres += 1;
  while (millimetres / 1000 > limitM) millimetres -= 1;
  return millimetres;
}

/** The longest walk in whole micrometres that is within the limit after rounding to the millimetre. */
export function longestUm(limitM: number): number {
  return limitMm(limitM) * 1000 + ROUNDS_DOWN_UM;
}

/** Metres of a sum of micrometres, rounded to the millimetre (half up). */
export function metresOf(um: number): number {
  return Math.round(um / 1000) / 1000;
}
