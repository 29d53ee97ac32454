/**
 * The distances within a limit from some origins to some destinations: entry `i` goes from origin `from[i]` to destination
 * `to[i]`. Metres rounded to the millimetre; sorted by `from`, then `to`; what is not listed is farther than the limit, or no
 * way is known.
 */
export interface DistanceMatrix {
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly distanceM: Float64Array;
}
