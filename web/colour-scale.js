// Colours in an order: of limits from near to far, and of amounts from little to much.

import { featuresOf, listFindings } from './findings.js';

/** Near to far: each darker than the ground of the map and apart from its neighbours also without colour vision. */
const FAR = ['#42049e', '#9c179e', '#dd5e66', '#f89f3f'];
/** Little to much. */
const MUCH = ['#fee08b', '#a1dab4', '#41b6c4', '#2c7fb8', '#253494'];
export const NOTHING_COLOUR = '#c9503c';
export const UNKNOWN_COLOUR = '#8b95a5';

/** Evenly spaced colours of a ramp. @param {readonly string[]} stops `#rrggbb` @param {number} count */
export function spread(stops, count) {
  return Array.from({ length: count }, (_, index) => {
    const at = count === 1 ? 0 : (index / (count - 1)) * (stops.length - 1);
    const low = Math.min(Math.floor(at), stops.length - 2);
    return mix(stops[low] ?? '', stops[low + 1] ?? '', at - low);
  });
}

function mix(one, other, share) {
  const channels = [1, 3, 5].map((from) => {
    const [a, b] = [one, other].map((colour) => Number.parseInt(colour.slice(from, from + 2), 16));
    return Math.round(a + (b - a) * share)
      .toString(16)
      .padStart(2, '0');
  });
  return `#${channels.join('')}`;
}

/**
 * The limits of reach, nearest first, each with its colour; null for other answers.
 * @returns {{ limitM: number, minutes: number | null, reachedKm: number | null, colour: string }[] | null}
 */
export function limitScale(answer) {
  const streets = featuresOf(answer, 'streets').map(({ properties }) => properties);
  if (streets.length === 0) return null;
  const colours = spread(FAR, Math.max(2, streets.length));
  return streets
    .sort((one, other) => one.limit_m - other.limit_m)
    .map((one, index) => ({
      limitM: one.limit_m,
      minutes: one.minutes ?? null,
      reachedKm: one.reached_km ?? null,
      colour: colours[index] ?? '',
    }));
}

/**
 * Classes of supply per 1,000 residents of about equally many cells; null for other answers.
 * @returns {{ from: number, to: number | null, colour: string }[] | null} `to` is not included; null = without end
 */
export function amountScale(answer) {
  const cells = listFindings(answer).filter(({ properties }) => 'per_1000' in properties);
  if (cells.length === 0) return null;
  const amounts = cells
    .map(({ properties }) => properties.per_1000)
    .filter((amount) => amount > 0)
    .sort((one, other) => one - other);
  const classes = MUCH.length;
  const bounds = Array.from({ length: classes - 1 }, (_, index) =>
    twoDigits(amounts[Math.floor(((index + 1) * amounts.length) / classes)] ?? 0),
  );
  const distinct = [...new Set(bounds)].filter((bound) => bound > 0);
  const colours = spread(MUCH, distinct.length + 1);
  return [0, ...distinct].map((from, index) => ({
    from,
    to: distinct[index] ?? null,
    colour: colours[index] ?? '',
  }));
}

/** Two significant digits: a bound is read, not computed with. */
const twoDigits = (value) => Number(value.toPrecision(2));

/** The colour of an amount in its class; of nothing and of what is not known a colour of their own. @param {ReturnType<typeof amountScale>} scale @param {number | null} amount */
export function amountColour(scale, amount) {
  if (amount === null || amount === undefined) return UNKNOWN_COLOUR;
  if (amount === 0) return NOTHING_COLOUR;
  return scale?.findLast(({ from }) => amount >= from)?.colour ?? UNKNOWN_COLOUR;
}
