// The answer of the proximity check: verdict, neighbours with their distances, and what it rests on.

import { limitOf, listFindings, siteOf } from './answer-drawing.js';
import { element } from './dom.js';
import { formatDegrees, formatDistance, formatNumber } from './format.js';
import { institutionTable } from './institution-table.js';
import { valueLabel } from './labels.js';
import { scopeLine, verdictBanner, warningList } from './verdict-view.js';

/** @param {any} answer @param {import('./value-view.js').Reading} reading @param {(number: number) => Record<string, any>} onRow */
export function proximityView(answer, reading, onRow) {
  const findings = listFindings(answer);
  // A category without a single type is not searched for: "none found" would be a wrong answer.
  const isCounted = (answer.parameters?.type_no ?? answer.parameters?.kind ?? null) !== null;
  return [
    verdictBanner(answer, reading, measureLine(findings, reading), scopeLine(answer, reading)),
    warningList(answer.warnings, reading),
    isCounted ? neighbours(findings, answer, reading, onRow) : null,
    isCounted ? beyondLine(answer, reading) : null,
    basis(answer, reading, isCounted),
  ];
}

/** The measured distance that matters most, against the limit: the nearest finding, else the nearest beyond. */
function measureLine(findings, { language, limitM, t }) {
  const nearest =
    findings.find(({ properties }) => properties.role === 'within') ??
    findings.find(({ properties }) => properties.role !== 'untyped' && properties.role !== 'lapsed');
  if (!nearest || limitM === null) return '';
  const { distance_m: distanceM, role, band_m: bandM } = nearest.properties;
  const sign = role === 'uncertain' ? '≈' : distanceM < limitM ? '<' : distanceM === limitM ? '=' : '>';
  const band = bandM > 0 ? ` ± ${formatNumber(bandM, language, 1)} m` : '';
  return `${t('nearest')} ${formatDistance(distanceM, limitM, language)}${band} ${sign} ${formatNumber(limitM, language)} m`;
}

function neighbours(findings, answer, reading, onRow) {
  const { t } = reading;
  const isNear = findings.some(({ properties }) => properties.role !== 'beyond');
  return element(
    'div',
    {},
    isNear ? null : element('p', { class: 'quiet' }, t('noNeighbours')),
    findings.length > 0 ? institutionTable(findings, reading, onRow, t('neighbours')) : null,
    answer.counted?.truncated ? element('p', { class: 'quiet' }, t('cut')) : null,
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

function basis(answer, reading, isCounted) {
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
    [t('found'), counted && isCounted ? t('countsLine', counted) : null],
    [t('counted'), counted?.rule && isCounted ? counted.rule[language] : null],
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
