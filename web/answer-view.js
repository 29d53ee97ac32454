// The answer of any question: its summary members and its findings, as they come. The proximity check has a view of its own.

import { limitOf, listFindings } from './answer-drawing.js';
import { element } from './dom.js';
import { fieldLabel } from './labels.js';
import { proximityView } from './proximity-view.js';
import { definitionList, isLocalized, rowsTable, showValue } from './value-view.js';
import { verdictBanner, warningList } from './verdict-view.js';

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
  return [
    answer.verdict ? verdictBanner(answer, reading, '') : null,
    warningList(answer.warnings, reading),
    ...summaryParts(answer, reading),
    findingsPart(answer, reading, onRow),
    basisPart(answer, reading),
  ];
}

function summaryParts(answer, reading) {
  const members = Object.entries(answer).filter(
    ([name, value]) => !NOT_SUMMARY.has(name) && value !== null && value !== undefined,
  );
  const isTable = (value) =>
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((item) => item && typeof item === 'object' && !isLocalized(item));
  const isGroup = (value) => typeof value === 'object' && !Array.isArray(value) && !isLocalized(value);
  const plain = members.filter(([, value]) => !isTable(value) && !isGroup(value));
  const section = (name, ...content) =>
    element(
      'section',
      { class: 'summary' },
      element('h3', {}, fieldLabel(name, reading.language)),
      ...content,
    );
  return [
    plain.length > 0
      ? element(
          'section',
          { class: 'summary' },
          element('h3', {}, reading.t('summary')),
          definitionList(Object.fromEntries(plain), reading),
        )
      : null,
    ...members
      .filter(([, value]) => isGroup(value))
      .map(([name, value]) => section(name, showValue(name, value, reading))),
    ...members
      .filter(([, value]) => isTable(value))
      .map(([name, value]) =>
        section(name, rowsTable(value, reading, { caption: fieldLabel(name, reading.language) })),
      ),
  ];
}

function findingsPart(answer, reading, onRow) {
  const findings = listFindings(answer);
  if (findings.length === 0) return element('p', { class: 'quiet' }, reading.t('nothingFound'));
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
