// Institutions with their distances: numbers as on the map, what each is, where, and what must be known about it.

import { limitScale } from './colour-scale.js';
import { element } from './dom.js';
import { snapText } from './finding-facts.js';
import { natureOf, toneOf } from './findings.js';
import { formatDistance, formatExactDistance, formatMinutes, formatNumber } from './format.js';
import { valueLabel } from './labels.js';

/** A longer list is in the download. */
const MOST_ROWS = 200;

/**
 * @typedef {import('./findings.js').Finding} Finding
 * @param {Finding[]} findings @param {import('./value-view.js').Reading} reading
 * @param {(number: number) => Record<string, any>} onRow @param {string} title @param {any} answer
 */
export function institutionTable(findings, reading, onRow, title, answer) {
  const { t } = reading;
  const shown = findings.slice(0, MOST_ROWS);
  const hasRelation = findings.some(({ properties }) => relationOf(properties, reading));
  const columns = ['distance', 'institution', ...(hasRelation ? ['relation'] : [])];
  return element(
    'section',
    { class: 'neighbours' },
    element('h3', {}, title),
    element('p', { class: 'quiet no-print' }, t('neighboursHelp')),
    element(
      'table',
      { class: 'neighbour-table' },
      element('caption', { class: 'unseen' }, title),
      element(
        'thead',
        {},
        element(
          'tr',
          {},
          element('th', { scope: 'col' }, '#'),
          columns.map((key) =>
            element('th', { scope: 'col', class: key === 'distance' ? 'number' : null }, t(key)),
          ),
        ),
      ),
      element(
        'tbody',
        {},
        shown.map((finding) => institutionRow(finding, reading, onRow, hasRelation, answer)),
      ),
    ),
    shown.length < findings.length
      ? element('p', { class: 'quiet' }, t('rowsShown', { shown: shown.length, total: findings.length }))
      : null,
  );
}

/** What was found of an institution, in words; null when nothing was. */
function relationOf(properties, { language, t }) {
  const nature = natureOf(properties);
  if (nature) return valueLabel(nature, language);
  return Number.isFinite(properties.within_m)
    ? t('withinMetres', { metres: formatNumber(properties.within_m, language, 1) })
    : null;
}

function institutionRow({ number, properties }, reading, onRow, hasRelation, answer) {
  const { language, t } = reading;
  const relation = hasRelation ? relationOf(properties, reading) : null;
  const badge = element('span', { class: `badge tone-${toneOf(properties)}` }, number);
  // The colour of its limit, as on the map.
  const limit = limitScale(answer)?.find(({ limitM }) => limitM === properties.within_m);
  if (limit) badge.style.setProperty('--tone', limit.colour);
  return element(
    'tr',
    onRow(number),
    element('th', { scope: 'row', class: 'row-number' }, badge),
    distanceCell(properties, reading, answer),
    element(
      'td',
      {},
      element('span', { class: 'name' }, properties.name),
      detailLines(properties, language, t).map((line) => element('span', { class: 'detail' }, line)),
      markLine(properties, t),
    ),
    hasRelation
      ? element(
          'td',
          {},
          relation === null ? null : element('span', { class: `pill tone-${toneOf(properties)}` }, relation),
        )
      : null,
  );
}

/** The distance that decides; of a walk also its time, the ways to the network and the straight line. */
function distanceCell(properties, { language, limitM, t }, answer) {
  const { walk_m: walkM, walk_s: walkS, on_foot: onFoot, band_m: bandM } = properties;
  const straightM = properties.distance_m ?? properties.straight_m;
  const isWalked = Number.isFinite(walkM);
  const wasAsked = walkM !== undefined;
  const isBeyond = onFoot === 'beyond';
  const metres = formatDistance(isWalked ? walkM : straightM, limitM, language);
  const lines = isWalked
    ? [
        Number.isFinite(walkS) ? formatMinutes(walkS, language) : null,
        snapText(properties, answer, { language, t }),
      ]
    : [onFoot && !isBeyond ? valueLabel(onFoot, language) : null];
  const unreached = isBeyond && limitM !== null ? `> ${formatNumber(limitM, language)} m` : '–';
  return element(
    'td',
    { class: 'number', title: formatExactDistance(isWalked ? walkM : straightM, language) },
    element('strong', {}, isWalked || !wasAsked ? metres : unreached),
    bandM > 0 ? element('span', { class: 'band' }, `± ${formatNumber(bandM, language, 1)} m`) : null,
    lines.filter(Boolean).map((line) => element('span', { class: 'band' }, line)),
    wasAsked
      ? element(
          'span',
          { class: 'band' },
          t('straight', { distance: formatDistance(straightM, limitM, language) }),
        )
      : null,
  );
}

function detailLines(properties, language, t) {
  const typeNo = properties.type_no ?? null;
  const nature = [
    properties.category ?? (properties.kind ? valueLabel(properties.kind, language) : null),
    typeNo === null ? null : t('typeNumber', { number: typeNo }),
  ];
  const lines = [nature, [properties.county, properties.street], [properties.code]];
  return lines.map((parts) => parts.filter(Boolean).join(' · ')).filter(Boolean);
}

function markLine(properties, t) {
  const marks = [
    properties.suspended ? t('suspended') : null,
    properties.verified === false ? t('unverified') : null,
    properties.counts_from ? t('countsFrom', { date: properties.counts_from }) : null,
  ].filter(Boolean);
  return marks.length > 0 ? element('span', { class: 'detail marks' }, marks.join(' · ')) : null;
}
