// What the page knows: the question, its inputs, the answer, and the map it is shown on.

import { translator } from './texts.js';

export const state = {
  language: /** @type {'zh' | 'en'} */ ('zh'),
  questions: /** @type {import('./questions.js').Question[]} */ ([]),
  question: /** @type {import('./questions.js').Question | null} */ (null),
  form: /** @type {import('./form-view.js').FormState | null} */ (null),
  asked:
    /** @type {{ id: string, inputs: Record<string, string>, text: string, answer: any, question: import('./questions.js').Question } | null} */ (
      null
    ),
  error: /** @type {any} */ (null),
  /** A remark, kept as its text key so that it follows the language. */
  notice: /** @type {{ key: string, values?: Record<string, string> } | null} */ (null),
  running: /** @type {AbortController | null} */ (null),
  /** The running question as a job; null when it is asked directly. */
  job: /** @type {any} */ (null),
  /** A click on the map places the site to add. */
  picking: false,
  plans: /** @type {any[]} */ ([]),
  layers: /** @type {Record<string, any>} */ ({}),
  synthetic: false,
};

/** Where no map can be drawn its part stays empty and everything else still works. */
export const page = {
  map: /** @type {Partial<import('./map-view.js').MapView>} */ ({}),
  base: /** @type {ReturnType<typeof import('./base-layers.js').createBaseLayers> | null} */ (null),
};

/** What the shown elements call; filled by main.js, so that showing does not import asking. @type {Record<string, any>} */
export const actions = {};

/** @param {string} key @param {Record<string, string | number>} [values] */
export function t(key, values) {
  return translator(state.language)(key, values);
}

export const speech = () => ({ language: state.language, t });
