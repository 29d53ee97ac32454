// Values of an answer, whatever it is made of, as elements: texts in two languages, numbers with their unit, lists, tables.

import { element } from './dom.js';
import { toneNamed } from './findings.js';
import { formatDegrees, formatDistance, formatMinutes, formatNumber, formatShare } from './format.js';
import { fieldLabel, localText, valueLabel } from './labels.js';
import { columnLabel, columnsOf, flat, isLocalized, isReasoned } from './table-columns.js';

const MOST_ROWS = 50;
/** Metres that are compared with the limit. */
const COMPARED = /^(distance_m|walk_m|straight_m|nearest_distance_m|nearest_walk_m)$/;

/** @typedef {{ language: 'zh' | 'en', t: (key: string, values?: Record<string, string | number>) => string, limitM: number | null }} Reading */

/** @param {string} name @param {unknown} value @param {Reading} reading @returns {Node | string} */
export function showValue(name, value, reading) {
  const { language } = reading;
  if (value === null || value === undefined || value === '') return '–';
  if (typeof value === 'number') return showNumber(name, value, reading);
  if (typeof value !== 'object') return valueLabel(value, language);
  if (Array.isArray(value)) return showList(name, value, reading);
  if (isLocalized(value)) return localText(value, language);
  return definitionList(value, reading);
}

function showNumber(name, value, { language, limitM }) {
  const last = name.split('.').at(-1) ?? name;
  if (/(^|_)(use_rate|to_target|share|ratio)$|(^|_)share_|_use_(computed|published)$/i.test(last))
    return shareView(value, language);
  if (/(^|_)m(_before|_after)?$/.test(last) && last !== 'saved_resident_m')
    return formatDistance(value, COMPARED.test(last) ? limitM : null, language);
  if (/_s$/.test(last)) return formatMinutes(value, language);
  if (last === 'lon' || last === 'lat') return formatDegrees(value);
  if (/(^|_)(no|id|code|year)$/.test(last)) return String(value);
  // A supply per person may be tiny.
  if (/per_1000/.test(name)) return formatNumber(Number(value.toPrecision(3)), language, 6);
  return formatNumber(value, language, Math.abs(value) >= 1000 ? 0 : 2);
}

function shareView(share, language) {
  const text = formatShare(share, language);
  if (share < 0 || share > 1) return text;
  return element(
    'span',
    { class: 'share' },
    element('meter', { min: 0, max: 1, value: share, 'aria-hidden': 'true' }),
    text,
  );
}

function showList(name, list, reading) {
  if (list.length === 0) return '–';
  if (list.every(isReasoned)) return reasonList(list, reading);
  if (list.every((item) => typeof item !== 'object' || item === null))
    return list.map((item) => showValue(name, item, reading)).join('、');
  if (list.every(isLocalized))
    return element(
      'ul',
      { class: 'plain-list' },
      list.map((item) => element('li', {}, localText(item, reading.language))),
    );
  return rowsTable(list, reading);
}

/** The rules by their title where they have one: the reason of a rule of distance differs by place. */
function reasonList(list, { language }) {
  return element(
    'ul',
    { class: 'plain-list' },
    list.map(({ rule, title, reason, cells }) => {
      const told = localText(reason, language);
      const count = cells === undefined ? '' : ` (${formatNumber(cells, language)})`;
      return element(
        'li',
        { title: told },
        rule ? element('strong', {}, `${rule}${count} `) : null,
        element('span', { class: 'clamped' }, title ? localText(title, language) : told),
      );
    }),
  );
}

/** @param {Record<string, unknown>} values @param {Reading} reading */
export function definitionList(values, reading) {
  const rows = Object.entries(values).filter(([, value]) => value !== null && value !== undefined);
  if (rows.length === 0) return '–';
  return element(
    'dl',
    { class: 'facts' },
    rows.map(([name, value]) =>
      element(
        'div',
        {},
        element('dt', {}, fieldLabel(name, reading.language)),
        element('dd', {}, showValue(name, value, reading)),
      ),
    ),
  );
}

/**
 * A table of objects; the columns are the plain members, those that are empty in every row left out.
 * @param {Record<string, unknown>[]} rows @param {Reading} reading
 * @param {{ label?: string, numbers?: number[], onRow?: (number: number) => { [event: string]: (event: Event) => void } & { tabindex?: string } }} [options]
 */
export function rowsTable(rows, reading, { label, numbers, onRow } = {}) {
  const shown = rows.slice(0, MOST_ROWS).map(flat);
  // A rank that is the number of the row says nothing more.
  const isRanked = shown.every((row, index) => row.rank === numbers?.[index]);
  const columns = columnsOf(shown, reading.language).filter((name) => name !== 'rank' || !isRanked);
  const head = columns.map((name) =>
    element(
      'th',
      { scope: 'col', class: isNumeric(shown, name) ? 'number' : null },
      columnLabel(name, reading.language),
    ),
  );
  const body = shown.map((row, index) => {
    const number = numbers?.[index];
    const cells = columns.map((name) =>
      element('td', { class: cellClass(shown, name, row) }, showValue(name, row[name], reading)),
    );
    return element(
      'tr',
      number !== undefined && onRow ? onRow(number) : {},
      number === undefined ? null : element('th', { scope: 'row', class: 'row-number' }, number),
      cells,
    );
  });
  return element(
    'div',
    { class: 'table-frame', role: 'region', tabindex: '0', 'aria-label': label ?? reading.t('findings') },
    element(
      'table',
      {},
      element('thead', {}, element('tr', {}, numbers ? element('th', { scope: 'col' }, '#') : null, head)),
      element('tbody', {}, body),
    ),
    onRow ? element('p', { class: 'quiet no-print' }, reading.t('chooseRow')) : null,
    rows.length > shown.length
      ? element('p', { class: 'quiet' }, reading.t('rowsShown', { shown: shown.length, total: rows.length }))
      : null,
  );
}

function cellClass(rows, name, row) {
  if (isNumeric(rows, name)) return 'number';
  if (['class', 'status', 'verdict'].includes(name)) return `tone-${toneNamed(String(row[name])) ?? 'plain'}`;
  return Array.isArray(row[name]) ? 'wide' : null;
}

function isNumeric(rows, name) {
  return rows.some((row) => typeof row[name] === 'number');
}
