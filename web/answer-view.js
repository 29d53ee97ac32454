// The answer of any question: its summary members and its findings, as they come. The proximity check has a view of its own.

import { limitOf, listFindings } from './answer-drawing.js';
import { element } from './dom.js';
import { institutionTable } from './institution-table.js';
import { fieldLabel } from './labels.js';
import { proximityView } from './proximity-view.js';
import { definitionList, isLocalized, rowsTable } from './value-view.js';
import { scopeLine, verdictBanner, warningList } from './verdict-view.js';

/** Members that are shown elsewhere or say nothing to a person. */
const NOT_SUMMARY = new Set([
  'type',
  'features',
  'verdict',
  'reasons',
  'warnings',
  'isSynthetic',
  'links',
  'bbox',
  'truncated',
  'parameters',
  'dataVersions',
  'asOf',
  'numberReturned',
  'numberMatched',
  'nextAfter',
  'definitions',
  'nullReasons',
  'status',
]);

/**
 * @param {{ id: string, answer: any }} asked
 * @param {Omit<import('./value-view.js').Reading, 'limitM'>} speech
 * @param {(number: number) => void} onHighlight @param {(number: number) => void} onChoose
 * @returns {Node[]}
 */
export function answerView({ id, answer }, speech, onHighlight, onChoose) {
  const reading = { ...speech, limitM: limitOf(answer) };
  const onRow = (number) => ({
    tabindex: '0',
    'data-number': number,
    class: 'finding-row',
    onmouseenter: () => onHighlight(number),
    onfocus: () => onHighlight(number),
    onmouseleave: () => onHighlight(-1),
    onblur: () => onHighlight(-1),
    onclick: () => onChoose(number),
    onkeydown: (event) => {
      if (event.key === 'Enter') onChoose(number);
    },
  });
  const parts =
    id === 'proximity-check' && answer.counted
      ? proximityView(answer, reading, onRow)
      : plainView(answer, reading, onRow);
  return parts.filter((part) => part !== null);
}

function plainView(answer, reading, onRow) {
  const scope = scopeLine(answer, reading);
  return [
    answer.verdict ? verdictBanner(answer, reading, '', scope) : element('p', { class: 'scope' }, scope),
    warningList(answer.warnings, reading),
    ...summaryParts(answer, reading),
    findingsPart(answer, reading, onRow),
    element('div', { id: 'finding' }),
    basisPart(answer, reading),
  ];
}

const isTable = (value) =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.every((item) => item && typeof item === 'object' && !isLocalized(item));
const isGroup = (value) =>
  value !== null && typeof value === 'object' && !Array.isArray(value) && !isLocalized(value);

function summaryParts(answer, reading) {
  const members = Object.entries(answer).filter(
    ([name, value]) => !NOT_SUMMARY.has(name) && value !== null && value !== undefined && value !== false,
  );
  const plain = Object.fromEntries(members.filter(([, value]) => !isTable(value) && !isGroup(value)));
  const groups = members.filter(([, value]) => isTable(value) || isGroup(value));
  return [
    Object.keys(plain).length > 0 ? groupPart('summary', plain, reading, 'h3') : null,
    ...groups.map(([name, value]) => groupPart(name, value, reading, 'h3')),
  ];
}

/** A member under its title: plain values as a list, tables and groups inside it one level below. */
function groupPart(name, value, reading, heading) {
  const title = name && fieldLabel(name, reading.language);
  if (isTable(value))
    return element(
      'section',
      { class: 'summary' },
      element(heading, {}, title),
      rowsTable(value, reading, { label: title }),
    );
  const inner = Object.entries(value);
  const plain = inner.filter(([, one]) => !isTable(one) && !isGroup(one));
  const nested = inner.filter(([, one]) => isTable(one) || isGroup(one));
  return element(
    'section',
    { class: 'summary' },
    title ? element(heading, {}, title) : null,
    plain.length > 0 ? definitionList(Object.fromEntries(plain), reading) : null,
    nested.map(([innerName, one]) => groupPart(innerName, one, reading, 'h4')),
  );
}

function findingsPart(answer, reading, onRow) {
  const findings = listFindings(answer);
  if (findings.length === 0) return element('p', { class: 'quiet' }, reading.t('nothingFound'));
  const areInstitutions = findings.every(
    ({ properties }) => properties.name && Number.isFinite(properties.distance_m),
  );
  if (areInstitutions) return institutionTable(findings, reading, onRow, reading.t('findings'));
  const rows = findings.map(({ properties }) => properties);
  const numbers = findings.map(({ number }) => number);
  return element(
    'section',
    { class: 'findings' },
    element('h3', {}, reading.t('findings')),
    rowsTable(rows, reading, { numbers, onRow }),
  );
}

function basisPart(answer, reading) {
  const { parameters, dataVersions, asOf } = answer;
  const held = { ...(asOf ? { asOf } : {}), ...parameters, ...(dataVersions ? { dataVersions } : {}) };
  if (Object.keys(held).length === 0) return null;
  return element(
    'details',
    { class: 'basis' },
    element('summary', {}, reading.t('basis')),
    definitionList(held, reading),
  );
}

/**
 * Everything that the answer says about one finding, for the place under the table; nothing for institutions, whose row says it all.
 * @param {any} answer @param {number} number @param {Omit<import('./value-view.js').Reading, 'limitM'>} speech
 * @returns {Node[]}
 */
export function findingDetails(answer, number, speech) {
  const finding = listFindings(answer).find((one) => one.number === number);
  if (!finding) return [];
  const { name, name_en: nameEn, ...rest } = finding.properties;
  const title = (speech.language === 'en' && nameEn) || name || `#${number}`;
  const reading = { ...speech, limitM: limitOf(answer) };
  return [
    element(
      'section',
      { class: 'finding-details', tabindex: '-1' },
      element('h3', {}, title),
      ...groupPart('', rest, reading, 'h4').children,
    ),
  ];
}
