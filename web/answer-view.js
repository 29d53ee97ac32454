// The answer of any question: its summary members and its findings, as they come. The proximity check has a view of its own.

import { element } from './dom.js';
import { limitOf, listFindings } from './findings.js';
import { findingsPart } from './findings-view.js';
import { fieldLabel, localText } from './labels.js';
import { networkLine } from './network-line.js';
import { proximityView } from './proximity-view.js';
import { isLocalized } from './table-columns.js';
import { definitionList, rowsTable } from './value-view.js';
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
  'reason',
  'label',
  'notes',
]);

/** Members of a group of figures that stand above it, in the warnings, or on the map. */
const TOLD_BEFORE = new Set(['status', 'reason', 'truncated', 'h3', 'uncoverable_h3']);
/** Members about how the answer came about rather than what it is; below the findings. */
const TECHNICAL = new Set(['solver', 'candidates', 'population', 'supply']);

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
    ...saidFirst(answer, reading),
    networkLine(answer, reading),
    warningList(answer.warnings, reading),
    ...summaryParts(answer, reading, (name) => !TECHNICAL.has(name)),
    findingsPart(answer, reading, onRow),
    element('div', { id: 'finding' }),
    technicalPart(answer, reading),
    basisPart(answer, reading),
  ];
}

/** What must be read before the figures: that nothing can be told, what the answer is, how good it is. */
function saidFirst({ status, reason, gain, label, solver }, reading) {
  const doubts = [status === 'review' ? reason : null, gain?.status === 'review' ? gain.reason : null];
  return [
    ...doubts
      .filter((doubt) => doubt)
      .map((doubt) => verdictBanner({ verdict: 'review', reasons: [doubt] }, reading, '')),
    label ? element('p', { class: 'notice' }, localText(label, reading.language)) : null,
    solver?.text ? element('p', { class: 'solver' }, localText(solver.text, reading.language)) : null,
  ];
}

const isTable = (value) =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.every((item) => item && typeof item === 'object' && !isLocalized(item));
const isGroup = (value) =>
  value !== null && typeof value === 'object' && !Array.isArray(value) && !isLocalized(value);

function summaryParts(answer, reading, isWanted) {
  const members = Object.entries(answer).filter(
    ([name, value]) =>
      isWanted(name) && !NOT_SUMMARY.has(name) && value !== null && value !== undefined && value !== false,
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
  const inner = Object.entries(value).filter(([one]) => name === '' || !TOLD_BEFORE.has(one));
  const isEmpty = (one) => Array.isArray(one) && one.length === 0;
  const plain = inner.filter(([, one]) => !isTable(one) && !isGroup(one) && !isEmpty(one));
  const nested = inner.filter(([, one]) => isTable(one) || isGroup(one));
  return element(
    'section',
    { class: 'summary' },
    title ? element(heading, {}, title) : null,
    plain.length > 0 ? definitionList(Object.fromEntries(plain), reading) : null,
    nested.map(([innerName, one]) => groupPart(innerName, one, reading, 'h4')),
  );
}

function technicalPart(answer, reading) {
  const parts = summaryParts(answer, reading, (name) => TECHNICAL.has(name)).filter(Boolean);
  if (parts.length === 0) return null;
  return element('details', { class: 'basis' }, element('summary', {}, reading.t('technical')), parts);
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
