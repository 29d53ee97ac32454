// Institutions with their distances: numbers as on the map, what each is, where, and what must be known about it.

import { toneOf } from './answer-drawing.js';
import { element } from './dom.js';
import { formatDistance, formatExactDistance, formatNumber } from './format.js';
import { valueLabel } from './labels.js';

/**
 * @typedef {ReturnType<typeof import('./answer-drawing.js').listFindings>[number]} Finding
 * @param {Finding[]} findings @param {import('./value-view.js').Reading} reading
 * @param {(number: number) => Record<string, any>} onRow @param {string} title
 */
export function institutionTable(findings, reading, onRow, title) {
  const { t } = reading;
  const hasRelation = findings.some(({ properties }) => properties.role);
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
        findings.map((finding) => institutionRow(finding, reading, onRow, hasRelation)),
      ),
    ),
  );
}

function institutionRow({ number, properties }, { language, limitM, t }, onRow, hasRelation) {
  return element(
    'tr',
    onRow(number),
    element(
      'th',
      { scope: 'row', class: 'row-number' },
      element('span', { class: `badge tone-${toneOf(properties)}` }, number),
    ),
    element(
      'td',
      { class: 'number', title: formatExactDistance(properties.distance_m, language) },
      element('strong', {}, formatDistance(properties.distance_m, limitM, language)),
      properties.band_m > 0
        ? element('span', { class: 'band' }, `± ${formatNumber(properties.band_m, language, 1)} m`)
        : null,
    ),
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
          element(
            'span',
            { class: `pill tone-${toneOf(properties)}` },
            valueLabel(properties.role, language),
          ),
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
