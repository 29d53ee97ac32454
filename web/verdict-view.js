// The verdict in words, with a mark and a colour, and the reasons for it.

import { element } from './dom.js';
import { localText, valueLabel } from './labels.js';

const MARKS = { conflict: '✕', clear: '✓', review: '?' };

/** @param {{ verdict: string, reasons?: any[] }} answer @param {import('./value-view.js').Reading} reading @param {string} headline */
export function verdictBanner(answer, reading, headline) {
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
