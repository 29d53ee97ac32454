// The answer of the proximity check: verdict, neighbours with their distances, and what it rests on.

import { element } from './dom.js';
import { isOnFoot, limitOf, listFindings, siteOf } from './findings.js';
import { formatDegrees, formatDistance, formatMinutes, formatNumber } from './format.js';
import { institutionTable } from './institution-table.js';
import { valueLabel } from './labels.js';
import { networkLine } from './network-line.js';
import { scopeLine, verdictBanner, warningList } from './verdict-view.js';

/** @param {any} answer @param {import('./value-view.js').Reading} reading @param {(number: number) => Record<string, any>} onRow */
export function proximityView(answer, reading, onRow) {
  const findings = listFindings(answer);
  // A category without a single type is not searched for: "none found" would be a wrong answer.
  const isCounted = (answer.parameters?.type_no ?? answer.parameters?.kind ?? null) !== null;
  return [
    verdictBanner(answer, reading, measureLine(findings, answer, reading), scopeLine(answer, reading)),
    networkLine(answer, reading),
    warningList(answer.warnings, reading),
    isCounted ? neighbours(findings, answer, reading, onRow) : null,
    isCounted ? beyondLine(answer, reading) : null,
    basis(answer, reading, isCounted),
  ];
}

/** The measured distance that matters most, against the limit: the nearest finding, else the nearest beyond. */
function measureLine(findings, answer, { language, limitM, t }) {
  const onFoot = isOnFoot(answer);
  const measured = findings.filter(
    ({ properties }) => !onFoot || Number.isFinite(properties.walk_m) || properties.role === 'beyond',
  );
  const nearest =
    measured.find(({ properties }) => properties.role === 'within') ??
    measured.find(({ properties }) => properties.role !== 'untyped' && properties.role !== 'lapsed');
  if (!nearest || limitM === null) return '';
  const { distance_m: straightM, walk_m: walkM, walk_s: walkS, role, band_m: bandM } = nearest.properties;
  const isWalked = Number.isFinite(walkM);
  const distanceM = isWalked ? walkM : straightM;
  const sign = role === 'uncertain' ? '≈' : distanceM < limitM ? '<' : distanceM === limitM ? '=' : '>';
  const band = bandM > 0 ? ` ± ${formatNumber(bandM, language, 1)} m` : '';
  const how = !onFoot ? 'nearest' : isWalked ? 'nearestOnFoot' : 'nearestStraight';
  const time = isWalked && Number.isFinite(walkS) ? ` · ${formatMinutes(walkS, language)}` : '';
  return `${t(how)} ${formatDistance(distanceM, limitM, language)}${band} ${sign} ${formatNumber(limitM, language)} m${time}`;
}

function neighbours(findings, answer, reading, onRow) {
  const { t } = reading;
  const isNear = findings.some(({ properties }) => properties.role !== 'beyond');
  return element(
    'div',
    {},
    isNear ? null : element('p', { class: 'quiet' }, t('noNeighbours')),
    findings.length > 0 ? institutionTable(findings, reading, onRow, t('neighbours'), answer) : null,
    answer.counted?.truncated ? element('p', { class: 'quiet' }, t('cut')) : null,
  );
}

function beyondLine(answer, { language, limitM, t }) {
  const { nearestBeyond } = answer;
  const text = nearestBeyond
    ? t(isOnFoot(answer) ? 'beyondLineStraight' : 'beyondLine', {
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
    [t('onFoot'), counted && isCounted && isOnFoot(answer) ? t('countsOnFoot', counted) : null],
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
