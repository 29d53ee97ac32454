// The address of the page, which always leads back to what is shown.

import { serializePermalink } from './permalink.js';
import { page, state } from './state.js';

let inputsInAddress = /** @type {Record<string, string>} */ ({});

export function currentLink() {
  const hash = serializePermalink({
    ask: state.question?.id ?? null,
    inputs: inputsInAddress,
    view: page.map.view?.() ?? null,
    language: state.language,
  });
  return new URL(hash, location.href).href;
}

/**
 * @param {'push' | 'replace'} history
 * @param {Record<string, string>} [inputs] absent: those that stand there already
 */
export function rememberInAddress(history, inputs = inputsInAddress) {
  inputsInAddress = inputs;
  const link = currentLink();
  if (history === 'push') window.history.pushState(null, '', link);
  else window.history.replaceState(null, '', link);
}
