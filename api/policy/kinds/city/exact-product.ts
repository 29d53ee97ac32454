/**
 * Compares two products without rounding, each factor taken as the decimal it is written as: 34 126 × 1000 against
 * 7.7 × 4 432 000. Negative, 0 or positive as the left product is less than, equal to or greater than the right one.
 * Throws RangeError for a factor that is not finite.
 */
export function compareProducts(left: readonly number[], right: readonly number[]): number {
  const a = product(left);
  const b = product(right);
  const scale = Math.max(a.decimals, b.decimals);
  const difference =
    a.digits * 10n ** BigInt(scale - a.decimals) - b.digits * 10n ** BigInt(scale - b.decimals);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

interface Decimal {
  readonly digits: bigint;
  readonly decimals: number;
}

function product(factors: readonly number[]): Decimal {
  return factors.map(decimalOf).reduce((a, b) => ({
    digits: a.digits * b.digits,
    decimals: a.decimals + b.decimals,
  }));
}

/** The shortest decimal that stands for the number, which is the one that was written down. */
function decimalOf(value: number): Decimal {
  if (!Number.isFinite(value)) throw new RangeError(`${value} is not a finite number`);
  const [mantissa = '0', exponent = '0'] = String(value).split('e');
  const [whole = '0', fraction = ''] = mantissa.split('.');
  const decimals = fraction.length - Number(exponent);
  const digits = BigInt(whole + fraction);
  return decimals >= 0 ? { digits, decimals } : { digits: digits * 10n ** BigInt(-decimals), decimals: 0 };
}

/** Decimal places a number is written with: 0.7113 → 4. */
export function countDecimals(value: number): number {
  return decimalOf(value).decimals;
}
