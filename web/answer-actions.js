// What can be done with an answer: share it, take the data away, print it.

import { SERVICE } from './api-client.js';
import { element } from './dom.js';
import { curlLine, curlPostLine, questionBody, questionUrl } from './request-text.js';

/** The answer as a file; the browser keeps it until it is let go. */
let fileAddress = '';

/** @param {{ id: string, inputs: Record<string, string>, text: string, question: import('./questions.js').Question }} asked @param {{ t: (key: string) => string }} speech @param {() => string} link @param {() => void} print */
export function answerActions({ id, inputs, text, question }, { t }, link, print) {
  const curl = question.isPostOnly
    ? curlPostLine(SERVICE, id, questionBody(question, inputs))
    : curlLine(SERVICE, id, inputs);
  URL.revokeObjectURL(fileAddress);
  fileAddress = URL.createObjectURL(new Blob([text], { type: 'application/geo+json' }));
  return [
    element(
      'div',
      { class: 'buttons no-print' },
      copyButton(t('copyLink'), link, t),
      element(
        'a',
        {
          class: 'button',
          download: `${id}-${inputs.asOf ?? 'answer'}.geojson`,
          href: fileAddress,
        },
        t('download'),
      ),
      element('button', { type: 'button', onclick: print }, t('print')),
    ),
    element(
      'details',
      { class: 'command' },
      element('summary', {}, t('sameByCommand')),
      element('pre', { tabindex: '0' }, element('code', {}, curl)),
      element(
        'div',
        { class: 'buttons no-print' },
        copyButton(t('copyCurl'), () => curl, t),
        question.isPostOnly
          ? null
          : element('a', { class: 'button', href: questionUrl(SERVICE, id, inputs) }, 'GeoJSON'),
      ),
    ),
    element('p', { class: 'print-only' }, `${t('printedFrom')}: ${link()}`),
  ];
}

function copyButton(label, content, t) {
  const button = element('button', { type: 'button' }, label);
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(content());
      button.textContent = t('copied');
    } catch {
      button.textContent = t('copyFailed');
    }
    setTimeout(() => (button.textContent = label), 2500);
  });
  return button;
}
