// The legend as a list of marks and words.

import { element } from './dom.js';

/** @param {import('./legend.js').Entry[]} entries */
export function legendView(entries) {
  return [
    element(
      'ul',
      { class: 'legend-entries' },
      entries.map(({ mark, colour, text, hatched }) => {
        if (mark === 'note') return element('li', { class: 'legend-note' }, text);
        const sample = element('span', {
          class: `mark mark-${mark}${hatched ? ' mark-hatched' : ''}`,
          'aria-hidden': 'true',
        });
        // A style attribute is refused by the content security policy; a property is not.
        sample.style.setProperty('--mark', colour);
        return element('li', {}, sample, element('span', {}, text));
      }),
    ),
  ];
}
