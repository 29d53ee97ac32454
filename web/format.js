// Numbers, distances and dates as people read them. Rounding never moves a distance across or onto its limit.

/** @typedef {'zh' | 'en'} Language */

const LOCALES = { zh: 'zh-CN', en: 'en-GB' };

/** Coarse to fine: what a distance may be shown in, from the smallest metres it is meant for. */
const PRECISIONS = [
  { fromM: 10_000, unitM: 1000, unit: 'km', decimals: 2 },
  { fromM: 1_000, unitM: 1, unit: 'm', decimals: 0 },
  { fromM: 0, unitM: 1, unit: 'm', decimals: 1 },
];
const EXACT = { unitM: 1, unit: 'm', decimals: 3 };

/**
 * A distance with its unit. Within one metre of the limit, or where rounding would make it equal to the limit or put it
 * on the other side, millimetres are shown: 800.001 m is never "800 m".
 * @param {number} distanceM @param {number | null} limitM @param {Language} language
 */
export function formatDistance(distanceM, limitM, language) {
  const shown = precisionFor(distanceM, limitM);
  return `${formatNumber(distanceM / shown.unitM, language, shown.decimals, shown.decimals)} ${shown.unit}`;
}

function precisionFor(distanceM, limitM) {
  const fitting = PRECISIONS.filter((precision) => distanceM >= precision.fromM);
  if (limitM === null) return fitting[0] ?? EXACT;
  if (Math.abs(distanceM - limitM) <= 1) return EXACT;
  return fitting.find((precision) => keepsSide(distanceM, limitM, precision)) ?? EXACT;
}

function keepsSide(distanceM, limitM, { unitM, decimals }) {
  const step = 10 ** decimals / unitM;
  return Math.sign(Math.round(distanceM * step) - limitM * step) === Math.sign(distanceM - limitM);
}

const MINUTES = { zh: '分钟', en: 'min' };

/** Seconds as minutes to the tenth: metres decide, minutes only tell. @param {number} seconds @param {Language} language */
export function formatMinutes(seconds, language) {
  return `${formatNumber(seconds / 60, language, 1, 1)} ${MINUTES[language]}`;
}

/** A walk: metres as of any distance, and minutes where they are known. @param {number} walkM @param {number | null | undefined} walkS @param {number | null} limitM @param {Language} language */
export function formatWalk(walkM, walkS, limitM, language) {
  const metres = formatDistance(walkM, limitM, language);
  return typeof walkS === 'number' ? `${metres} · ${formatMinutes(walkS, language)}` : metres;
}

/** Millimetres, for the tooltip and the printout. @param {number} distanceM @param {Language} language */
export function formatExactDistance(distanceM, language) {
  return `${formatNumber(distanceM, language, 3, 3)} m`;
}

/** @param {number} value @param {Language} language @param {number} [most] decimals at most @param {number} [least] decimals at least */
export function formatNumber(value, language, most = 3, least = 0) {
  if (!Number.isFinite(value)) return '–';
  return new Intl.NumberFormat(LOCALES[language], {
    minimumFractionDigits: least,
    maximumFractionDigits: most,
  }).format(value);
}

/** A share of 0…1 in per cent. @param {number} share @param {Language} language */
export function formatShare(share, language) {
  // 99.96 % of people is not everybody, and 0.04 % is not nobody.
  const decimals = share > 0 && share < 1 && (share < 0.001 || share > 0.999) ? 4 : 1;
  return `${formatNumber(share * 100, language, decimals)} %`;
}

/** Degrees with the precision of about a decimetre. @param {number} degrees */
export function formatDegrees(degrees) {
  return String(Math.round(degrees * 1e6) / 1e6);
}

/** The calendar date in Asia/Shanghai as YYYY-MM-DD. @param {Date} now */
export function shanghaiDate(now) {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short' }).format(now);
}
