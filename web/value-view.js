// Values of an answer, whatever it is made of, as elements: texts in two languages, numbers with their unit, lists, tables.

import { element } from './dom.js';
import { formatDistance, formatNumber, formatShare } from './format.js';
import { fieldLabel, localText, valueLabel } from './labels.js';

const MOST_ROWS = 50;
const MOST_COLUMNS = 14;
/** Keys of the database, and the label that already stands on top of the page. */
/** What a person looks for first, and what only tells rows apart or explains them. */
const FIRST_COLUMNS = /^(rank|name|name_en|class|verdict|distance_m|population|a_name|b_name)$/;
const LAST_COLUMNS = /(^|_)code$|^(level|parent_name|area_km2|class_reason|kind)$/;
const NOT_COLUMNS = /^(is_synthetic|fid|h3|role)$|(^|_)id$/;

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
  if (/_m$/.test(name)) return formatDistance(value, name === 'distance_m' ? limitM : null, language);
  if (/(^|_)(share|ratio|use_rate|to_target)$|(^|_)share_|_use_(computed|published)$/i.test(name))
    return shareView(value, language);
  if (/(^|_)(no|id|code|year)$/.test(name)) return String(value);
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

/** @param {object} value */
export function isLocalized(value) {
  return (
    value !== null &&
    typeof value === 'object' &&
    'zh' in value &&
    'en' in value &&
    typeof value.zh === 'string'
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
  const shown = rows.slice(0, MOST_ROWS);
  const columns = columnsOf(shown, reading.language);
  const head = columns.map((name) =>
    element(
      'th',
      { scope: 'col', class: isNumeric(shown, name) ? 'number' : null },
      fieldLabel(name, reading.language),
    ),
  );
  const body = shown.map((row, index) => {
    const number = numbers?.[index];
    const cells = columns.map((name) =>
      element(
        'td',
        { class: isNumeric(shown, name) ? 'number' : name === 'class' ? `tone-${row[name]}` : null },
        showValue(name, row[name], reading),
      ),
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

function columnsOf(rows, language) {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const isPlain = (value) =>
    typeof value !== 'object' ||
    value === null ||
    isLocalized(value) ||
    (Array.isArray(value) && value.every((item) => typeof item !== 'object'));
  const isEmpty = (value) => value === null || value === undefined || String(value) === '';
  const useful = names.filter(
    (name) => rows.every((row) => isPlain(row[name])) && !rows.every((row) => isEmpty(row[name])),
  );
  const hidden = language === 'en' && useful.includes('name_en') ? 'name' : 'name_en';
  const weight = (name) => (FIRST_COLUMNS.test(name) ? 0 : LAST_COLUMNS.test(name) ? 2 : 1);
  return useful
    .filter((name) => name !== hidden && !NOT_COLUMNS.test(name))
    .sort((one, other) => weight(one) - weight(other))
    .slice(0, MOST_COLUMNS);
}

function isNumeric(rows, name) {
  return rows.some((row) => typeof row[name] === 'number');
}
