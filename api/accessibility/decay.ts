/** Weight of a distance inside the catchment. `step`: metres up to and including which a weight holds, ascending. */
export type Decay =
  | { readonly kind: 'none' }
  | { readonly kind: 'step'; readonly steps: readonly { readonly toM: number; readonly weight: number }[] }
  | { readonly kind: 'gaussian'; readonly bandwidthM: number };

/** Zone weights of Luo & Qi (2009), the slower decay, for thirds of the catchment. */
export const LUO_QI_WEIGHTS = [1, 0.68, 0.22] as const;

/**
 * Weight 0…1 of a distance, 0 beyond the catchment; the catchment's limit itself is within.
 *
 * - none: 1 (Luo & Wang 2003).
 * - step: the weight of the first zone that holds the distance (Luo & Qi 2009).
 * - gaussian, bandwidth h and catchment c: (exp(−½(d/h)²) − exp(−½(c/h)²)) ÷ (1 − exp(−½(c/h)²)), so 1 at the place itself and 0
 *   at the limit. With h = c this is the form of Dai (2010): (exp(−½(d/c)²) − exp(−½)) ÷ (1 − exp(−½)).
 *
 * Throws RangeError for a decay without meaning (weights that rise, a bandwidth that is not positive).
 */
export function weightOf(decay: Decay, catchmentM: number): (distanceM: number) => number {
  if (!(catchmentM > 0 && Number.isFinite(catchmentM)))
    throw new RangeError('the catchment must be positive');
  if (decay.kind === 'none') return (distanceM) => (distanceM <= catchmentM ? 1 : 0);
  if (decay.kind === 'gaussian') {
    const { bandwidthM } = decay;
    if (!(bandwidthM > 0 && Number.isFinite(bandwidthM)))
      throw new RangeError('the bandwidth must be positive');
    const bell = (distanceM: number) => Math.exp(-0.5 * (distanceM / bandwidthM) ** 2);
    const atLimit = bell(catchmentM);
    return (distanceM) =>
      distanceM <= catchmentM ? Math.max(0, (bell(distanceM) - atLimit) / (1 - atLimit)) : 0;
  }
  const { steps } = decay;
  for (const [index, { toM, weight }] of steps.entries()) {
    const before = steps[index - 1] ?? { toM: 0, weight: 1 };
    if (!(toM > before.toM)) throw new RangeError('the steps must ascend');
    if (!(weight >= 0 && weight <= before.weight)) throw new RangeError('the weights must not rise');
  }
  return (distanceM) =>
    distanceM <= catchmentM ? (steps.find(({ toM }) => distanceM <= toM)?.weight ?? 0) : 0;
}
