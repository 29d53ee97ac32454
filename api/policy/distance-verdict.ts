/**
 * What a measured distance says about a limit: the same comparison as the SQL function `distance_verdict`. All in metres;
 * `distanceM` is the geodesic distance to the millimetre, `bandM` the accuracies of both points together. With surveyed
 * points (band 0) the limit itself is within; otherwise a distance no farther from the limit than the band decides nothing.
 */
export function distanceVerdict(
  distanceM: number,
  limitM: number,
  bandM: number,
): 'within' | 'uncertain' | 'beyond' {
  if (bandM > 0 && toMillimetre(Math.abs(distanceM - limitM)) <= toMillimetre(bandM)) return 'uncertain';
  return toMillimetre(distanceM) <= limitM ? 'within' : 'beyond';
}

function toMillimetre(metres: number): number {
  return Math.round(metres * 1000) / 1000;
}
