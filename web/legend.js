// What the colours and lines of an answer mean, and how often each was found.

import { amountScale, limitScale, NOTHING_COLOUR, UNKNOWN_COLOUR } from './colour-scale.js';
import { featuresOf, isOnFoot, limitOf, listFindings, natureOf, toneNamed, toneOf } from './findings.js';
import { formatNumber } from './format.js';
import { valueLabel } from './labels.js';
import { TONE_COLOURS } from './style-parts.js';

/**
 * @typedef {object} Entry
 * @property {'area' | 'outline' | 'line' | 'route' | 'dashed' | 'dotted' | 'point' | 'note'} mark
 * @property {string} colour `#rrggbb`; empty for a note
 * @property {string} text
 * @property {boolean} [hatched]
 */

/** Values by which the cells of a population stand for something worse or better; shown in this order. */
const ORDER = ['open', 'covered', 'uncovered', 'closed', 'uncertain', 'review'];

/** @param {any} answer @param {{ language: 'zh' | 'en', t: (key: string, values?: any) => string }} speech @returns {Entry[]} */
export function legendOf(answer, speech) {
  return [
    ...limitEntries(answer, speech),
    ...amountEntries(answer, speech),
    ...natureEntries(answer, speech),
    ...lineEntries(answer, speech),
    ...joinedEntries(answer, speech),
    ...circleEntry(answer, speech),
  ];
}

function limitEntries(answer, { language, t }) {
  const limits = limitScale(answer);
  if (!limits) return [];
  const entries = limits.map(({ limitM, minutes, reachedKm, colour }) => {
    const metres = `${formatNumber(limitM, language, 1)} m`;
    const within =
      minutes === null ? metres : t('minutesAndMetres', { minutes: formatNumber(minutes, language), metres });
    const reached = reachedKm === null ? '' : t('reachedKm', { km: formatNumber(reachedKm, language, 1) });
    return { mark: 'line', colour, text: [within, reached].filter(Boolean).join(t('comma')) };
  });
  const isDrawn = featuresOf(answer, 'picture').length > 0;
  const picture = isDrawn
    ? [{ mark: 'outline', colour: limits[0]?.colour ?? '', text: t('legendPicture') }]
    : [];
  return /** @type {Entry[]} */ ([...entries, ...picture]);
}

function amountEntries(answer, { language, t }) {
  const scale = amountScale(answer);
  if (!scale) return [];
  const cells = listFindings(answer).map(({ properties }) => properties);
  const number = (value) => formatNumber(value, language, 4);
  const classes = scale.map(({ from, to, colour }) => ({
    mark: 'area',
    colour,
    text: to === null ? `≥ ${number(from)}` : `${from === 0 ? '> 0' : number(from)} – ${number(to)}`,
  }));
  const has = (wanted) => cells.some((one) => 'per_1000' in one && one.per_1000 === wanted);
  return /** @type {Entry[]} */ ([
    { mark: 'note', colour: '', text: unitText(answer, { language, t }) },
    ...(has(0) ? [{ mark: 'area', colour: NOTHING_COLOUR, text: t('legendNothing') }] : []),
    ...classes,
    ...(has(null) ? [{ mark: 'area', colour: UNKNOWN_COLOUR, text: t('legendUnknown'), hatched: true }] : []),
  ]);
}

/** What an amount counts. @param {any} answer @param {{ t: (key: string) => string, language: string }} speech */
export function unitText(answer, { t }) {
  return t(answer.parameters?.supply === 'institutions' ? 'perThousandInstitutions' : 'perThousandBeds');
}

function natureEntries(answer, { language, t }) {
  const counts = new Map();
  for (const { properties, geometry } of listFindings(answer)) {
    const nature = natureOf(properties);
    const isScaled = 'per_1000' in properties || Number.isFinite(properties.within_m);
    if (nature === null || isScaled || !geometry) continue;
    const isArea = geometry.type.includes('Polygon');
    const mark = isArea ? 'area' : geometry.type.includes('Line') ? 'line' : 'point';
    const known = counts.get(nature) ?? {
      mark,
      colour: TONE_COLOURS[toneOf(properties)],
      count: 0,
      hatched: isArea && properties.role === 'cell' && nature === 'review',
    };
    known.count += 1;
    counts.set(nature, known);
  }
  const place = (nature) => ORDER.indexOf(nature);
  return [...counts]
    .sort(([one], [other]) => place(one) - place(other))
    .map(([nature, { count, ...entry }]) => ({
      ...entry,
      text: t('legendCount', { name: valueLabel(nature, language), count: formatNumber(count, language) }),
    }));
}

function lineEntries(answer, { t }) {
  const findings = listFindings(answer);
  const colour = TONE_COLOURS.plain;
  const isRouted =
    featuresOf(answer, 'route').length > 0 || findings.some(({ properties }) => properties.drawn === 'route');
  const isSnapped = ['snap', 'site-snap'].some((role) => featuresOf(answer, role).length > 0);
  const isBeside = isOnFoot(answer) && findings.some(({ properties }) => properties.role === 'within');
  return /** @type {Entry[]} */ ([
    ...(isRouted ? [{ mark: 'route', colour, text: t('legendRoute') }] : []),
    ...(isRouted || isSnapped ? [{ mark: 'dotted', colour, text: t('legendSnap') }] : []),
    ...(isRouted && isBeside ? [{ mark: 'dashed', colour, text: t('legendBeside') }] : []),
  ]);
}

function joinedEntries(answer, { t }) {
  const gains = listFindings(answer).some(({ properties }) => properties.gains === true);
  const isSuggested = listFindings(answer).some(({ properties }) => properties.residents_newly_covered > 0);
  return /** @type {Entry[]} */ ([
    ...(isSuggested ? [{ mark: 'note', colour: '', text: t('legendNewlyCovered') }] : []),
    ...(featuresOf(answer, 'gap').length > 0
      ? [{ mark: 'outline', colour: TONE_COLOURS.conflict, text: t('legendGap') }]
      : []),
    ...(featuresOf(answer, 'zone').length > 0
      ? [{ mark: 'outline', colour: TONE_COLOURS.clear, text: t('legendZone') }]
      : []),
    ...(gains ? [{ mark: 'outline', colour: TONE_COLOURS.clear, text: t('legendGains') }] : []),
  ]);
}

function circleEntry(answer, { language, t }) {
  const [circle] = featuresOf(answer, 'circle');
  const radiusM = circle?.properties?.radius_m ?? limitOf(answer);
  if (!circle || !Number.isFinite(radiusM)) return [];
  const colour = TONE_COLOURS[toneNamed(answer.verdict) ?? 'plain'];
  const text = t('legendCircle', { metres: formatNumber(radiusM, language) });
  return /** @type {Entry[]} */ ([{ mark: 'dashed', colour, text }]);
}
