/** How a measure is spread over residents. */
export interface Distribution {
  /** Σ weights. */
  readonly weight: number;
  /** Weighted mean, quantiles and Gini; null without weight. */
  readonly mean: number | null;
  /** One for each share asked. */
  readonly quantiles: readonly (number | null)[];
  /** 0 = the same for all, towards 1 = all with few; null without weight or when everybody has 0. */
  readonly gini: number | null;
  /** Share of the weight whose value is 0; null without weight. */
  readonly zeroShare: number | null;
}

/**
 * Distribution of values over weights (residents), by value ascending.
 *
 * Quantile of share p: the smallest value v such that those with at most v are at least p of all (the inverse of the weighted
 * distribution function; no interpolation, so every quantile is a value that occurs). Gini: one minus twice the area under the
 * Lorenz curve, by trapezoids over the values in order: 1 − Σ (F_k − F_k−1)(L_k + L_k−1). Weights of 0 play no part.
 * Throws RangeError for values or weights that are negative or no numbers.
 */
export function distributionOf(
  values: ArrayLike<number>,
  weights: ArrayLike<number>,
  shares: readonly number[],
): Distribution {
  const order: number[] = [];
  for (let index = 0; index < values.length; index++) {
    const [value, weight] = [values[index] as number, weights[index] as number];
    if (!(value >= 0 && weight >= 0 && Number.isFinite(value + weight)))
      throw new RangeError(`value or weight ${index} is not a finite number of 0 or more`);
    if (weight > 0) order.push(index);
  }
  order.sort((a, b) => (values[a] as number) - (values[b] as number) || a - b);
  const reached = new Float64Array(order.length);
  let weight = 0;
  let amount = 0;
  let zero = 0;
  let doubleArea = 0;
  for (const [place, index] of order.entries()) {
    const [value, own] = [values[index] as number, weights[index] as number];
    const before = amount;
    weight += own;
    amount += own * value;
    if (value === 0) zero = weight;
    doubleArea += own * (before + amount);
    reached[place] = weight;
  }
  const quantile = (share: number) => {
    const place = reached.findIndex((sum) => sum >= share * weight);
    const index = order[place];
    return index === undefined ? null : (values[index] as number);
  };
  return {
    weight,
    mean: weight > 0 ? amount / weight : null,
    quantiles: shares.map(quantile),
    gini: amount > 0 ? Math.max(0, 1 - doubleArea / (weight * amount)) : null,
    zeroShare: weight > 0 ? zero / weight : null,
  };
}
