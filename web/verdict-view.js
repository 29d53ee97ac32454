// The verdict in words, with a mark and a colour, and the reasons for it.

import { element } from './dom.js';
import { isOnFoot } from './findings.js';
import { formatNumber } from './format.js';
import { localText, valueLabel } from './labels.js';

const MARKS = { conflict: '✕', clear: '✓', review: '?' };

/** @param {{ verdict: string, reasons?: any[] }} answer @param {import('./value-view.js').Reading} reading @param {string} headline what was measured @param {string} [scope] what it holds for */
export function verdictBanner(answer, reading, headline, scope = '') {
  const { verdict } = answer;
  const [first, ...rest] = answer.reasons ?? [];
  return element(
    'section',
    { class: `verdict verdict-${verdict}`, 'data-verdict': verdict },
    element(
      'span',
      { class: 'verdict-mark', 'aria-hidden': 'true' },
      element('span', {}, MARKS[verdict] ?? '·'),
    ),
    element(
      'div',
      {},
      element('h2', {}, valueLabel(verdict, reading.language)),
      headline ? element('p', { class: 'verdict-measure' }, headline) : null,
      first ? reasonLine(first, reading) : null,
      rest.length > 0
        ? element(
            'ul',
            { class: 'reasons', 'aria-label': reading.t('reasons') },
            rest.map((reason) => element('li', {}, reasonLine(reason, reading))),
          )
        : null,
      scope ? element('p', { class: 'verdict-scope' }, scope) : null,
    ),
  );
}

function reasonLine(reason, { language }) {
  return element('p', { class: 'reason', title: reason.code ?? null }, localText(reason, language));
}

/** The warnings of an answer; nothing when there are none. @param {any[] | undefined} warnings @param {import('./value-view.js').Reading} reading */
export function warningList(warnings, reading) {
  // Synthetic data has its own banner on top of the page.
  const told = (warnings ?? []).filter((warning) => warning.code !== 'synthetic-data');
  if (told.length === 0) return null;
  return element(
    'section',
    { class: 'warnings' },
    element('h3', {}, reading.t('warnings')),
    element(
      'ul',
      {},
      told.map((warning) =>
        element('li', { title: warning.code ?? null }, localText(warning, reading.language)),
      ),
    ),
  );
}

/**
 * For what an answer holds: the date, the area, what was counted, and the limit.
 * @param {any} answer @param {import('./value-view.js').Reading} reading
 */
export function scopeLine({ asOf, parameters = {} }, { language, limitM, t }) {
  const { category, type_no: typeNo, kind, service, area } = parameters;
  const type = typeNo === null || typeNo === undefined ? null : t('typeNumber', { number: typeNo });
  const counted = [category ?? (kind ? valueLabel(kind, language) : null), type].filter(Boolean).join(' ');
  const place = area ? (language === 'en' && area.name_en) || area.name || area.code || null : null;
  const metric = isOnFoot({ parameters }) ? `${valueLabel('walk', language)} ` : '';
  const limit = limitM === null ? null : `${metric}${formatNumber(limitM, language)} m`;
  return [asOf ?? parameters.asOf, place, counted, service ? valueLabel(service, language) : null, limit]
    .filter(Boolean)
    .join(' · ');
}
