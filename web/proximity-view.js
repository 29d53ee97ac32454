// The answer of the proximity check: verdict, neighbours with their distances, and what it rests on.

import { limitOf, listFindings, siteOf, toneOf } from './answer-drawing.js';
import { element } from './dom.js';
import { formatDegrees, formatDistance, formatExactDistance, formatNumber } from './format.js';
import { valueLabel } from './labels.js';
import { verdictBanner, warningList } from './verdict-view.js';

/** @param {any} answer @param {import('./value-view.js').Reading} reading @param {(number: number) => Record<string, any>} onRow */
export function proximityView(answer, reading, onRow) {
  const findings = listFindings(answer);
  return [
    verdictBanner(answer, reading, measureLine(findings, reading)),
    warningList(answer.warnings, reading),
    neighbourTable(findings, answer, reading, onRow),
    beyondLine(answer, reading),
    basis(answer, reading),
  ];
}

/** The measured distance that matters most, against the limit: the nearest finding, else the nearest beyond. */
function measureLine(findings, { language, limitM }) {
  const nearest =
    findings.find(({ properties }) => properties.role === 'within') ??
    findings.find(({ properties }) => properties.role !== 'untyped');
  if (!nearest || limitM === null) return '';
  const { distance_m: distanceM, role } = nearest.properties;
  const sign = role === 'uncertain' ? '≈' : distanceM < limitM ? '<' : distanceM === limitM ? '=' : '>';
  return `${formatDistance(distanceM, limitM, language)} ${sign} ${formatNumber(limitM, language)} m`;
}

function neighbourTable(findings, answer, reading, onRow) {
  const { t } = reading;
  const near = findings.filter(({ properties }) => properties.role !== 'beyond');
  if (findings.length === 0) return element('p', { class: 'quiet' }, t('noNeighbours'));
  const head = ['distance', 'institution', 'relation'].map((key) =>
    element('th', { scope: 'col', class: key === 'distance' ? 'number' : null }, t(key)),
  );
  return element(
    'section',
    { class: 'neighbours' },
    element('h3', {}, t('neighbours')),
    element('p', { class: 'quiet no-print' }, t('neighboursHelp')),
    near.length === 0 ? element('p', {}, t('noNeighbours')) : null,
    element(
      'table',
      { class: 'neighbour-table' },
      element('caption', { class: 'unseen' }, t('neighbours')),
      element('thead', {}, element('tr', {}, element('th', { scope: 'col' }, '#'), head)),
      element(
        'tbody',
        {},
        findings.map((finding) => neighbourRow(finding, reading, onRow)),
      ),
    ),
    answer.counted?.truncated ? element('p', { class: 'quiet' }, t('cut')) : null,
  );
}

function neighbourRow({ number, properties }, { language, limitM, t }, onRow) {
  const place = [properties.county, properties.street].filter(Boolean).join(' · ');
  const nature = [
    properties.category ?? valueLabel(properties.kind, language),
    properties.type_no === null ? null : `№ ${properties.type_no}`,
  ]
    .filter(Boolean)
    .join(' · ');
  const marks = [
    properties.suspended ? t('suspended') : null,
    properties.verified ? null : t('unverified'),
    properties.counts_from ? t('countsFrom', { date: properties.counts_from }) : null,
  ].filter(Boolean);
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
      element('span', { class: 'detail' }, nature),
      place ? element('span', { class: 'detail' }, place) : null,
      marks.length > 0 ? element('span', { class: 'detail marks' }, marks.join(' · ')) : null,
    ),
    element(
      'td',
      {},
      element('span', { class: `pill tone-${toneOf(properties)}` }, valueLabel(properties.role, language)),
    ),
  );
}

function beyondLine({ nearestBeyond }, { language, limitM, t }) {
  const text = nearestBeyond
    ? t('beyondLine', {
        name: nearestBeyond.name,
        distance: formatDistance(nearestBeyond.distance_m, limitM, language),
      })
    : t('beyondNone');
  return element('p', { class: 'beyond-line' }, text);
}

function basis(answer, reading) {
  const { t, language } = reading;
  const { parameters = {}, counted } = answer;
  const site = siteOf(answer);
  const converted =
    parameters.site?.givenCrs && parameters.site.givenCrs !== 'CRS84'
      ? ` (${t('convertedFrom', { crs: parameters.site.givenCrs })})`
      : '';
  const rows = [
    [t('date'), parameters.asOf],
    [t('limit'), `${formatNumber(limitOf(answer) ?? Number.NaN, language)} m`],
    [t('site'), site ? `${formatDegrees(site.lon)}, ${formatDegrees(site.lat)}${converted}` : null],
    [
      t('siteAccuracy'),
      parameters.accuracy_m > 0 ? `± ${formatNumber(parameters.accuracy_m, language)} m` : null,
    ],
    [t('dataExtent'), parameters.extent ? valueLabel(parameters.extent, language) : null],
    [t('found'), counted ? t('countsLine', counted) : null],
    [t('counted'), counted?.rule ? counted.rule[language] : null],
  ];
  return element(
    'section',
    { class: 'basis' },
    element('h3', {}, t('basis')),
    element(
      'dl',
      { class: 'facts' },
      rows
        .filter(([, value]) => value)
        .map(([name, value]) => element('div', {}, element('dt', {}, name), element('dd', {}, value))),
    ),
  );
}
