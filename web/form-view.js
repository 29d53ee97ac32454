// The form of a question, made from its model.

import { element } from './dom.js';
import { applies, controlsOf, isNeeded } from './field-conditions.js';
import { inputFor } from './field-input.js';
import { chosenSelector, fieldsOf, frontGroups } from './form-model.js';
import { fieldLabel, localText, valueLabel } from './labels.js';

/** Inputs of text that hold a few letters or numbers. */
const NARROW_TEXTS = new Set([
  'lon',
  'lat',
  'asOf',
  'minutes',
  'metres',
  'area',
  'steps',
  'weights',
  'network',
  'crs',
]);

/**
 * @typedef {object} FormState
 * @property {import('./form-model.js').FormModel} model
 * @property {Record<string, string>} values changed in place as the person types
 * @property {string[]} missing names of fields to point at
 * @property {boolean} unfolded
 * @property {string | null} selector the selector that is shown
 */

/**
 * @typedef {object} FormHooks
 * @property {(name: string) => void} onSelector
 * @property {() => void} onControl an input changed that decides which others apply
 * @property {() => void} onPick the site to add is to be chosen on the map; absent where no map is
 * @property {(name: string) => { value: string, label: string }[]} suggestions
 */

/** @param {FormState} form @param {{ language: 'zh' | 'en', t: (key: string) => string }} speech @param {FormHooks} hooks */
export function formFields(form, speech, hooks) {
  const { model, values } = form;
  const fields = fieldsOf(model);
  const reading = { ...speech, fields, controls: controlsOf(fields) };
  const names = new Set(model.selectors.map((field) => field.name));
  const chosen = form.selector ?? chosenSelector(model, values) ?? model.selectors[0]?.name;
  const views = (shown) =>
    shown.flatMap((field) => {
      if (field.name === 'addLon' && hooks.onPick)
        return [pickButton(speech, hooks.onPick), fieldView(field, form, reading, hooks)];
      if (!names.has(field.name)) return [fieldView(field, form, reading, hooks)];
      return field === model.selectors[0]
        ? [selectorView(model.selectors, chosen, form, reading, hooks)]
        : [];
    });
  const groups = frontGroups(model, values).map(({ heading, fields: shown }) =>
    heading
      ? element(
          'fieldset',
          { class: 'field-group' },
          element('legend', {}, speech.t(heading)),
          element('div', { class: 'field-grid' }, views(shown)),
        )
      : element('div', { class: 'field-grid' }, views(shown)),
  );
  const rare = model.folded.filter((field) => applies(field, fields, values));
  const folded = element(
    'details',
    { class: 'folded', open: form.unfolded, ontoggle: (event) => (form.unfolded = event.currentTarget.open) },
    element('summary', {}, speech.t('more')),
    element('div', { class: 'field-grid' }, views(rare)),
  );
  return [...groups, ...(rare.length > 0 ? [folded] : [])];
}

function pickButton({ t }, onPick) {
  return element(
    'div',
    { class: 'field field-wide' },
    element('button', { type: 'button', id: 'pick-site', onclick: onPick }, t('pickSite')),
  );
}

function selectorView(fields, chosen, form, speech, hooks) {
  const shown = fields.find((field) => field.name === chosen) ?? fields[0];
  const options = fields.map((field) =>
    element(
      'option',
      { value: field.name, selected: field.name === shown.name },
      fieldLabel(field.name, speech.language),
    ),
  );
  return element(
    'div',
    { class: 'field field-wide selector' },
    element('label', { for: 'count-by' }, speech.t('countBy')),
    element(
      'div',
      { class: 'selector-row' },
      element(
        'select',
        { id: 'count-by', onchange: (event) => hooks.onSelector(event.currentTarget.value) },
        options,
      ),
      inputFor(shown, form, speech, hooks, { 'aria-label': fieldLabel(shown.name, speech.language) }),
    ),
    helpFor(shown, speech),
  );
}

function fieldView(field, form, speech, hooks) {
  const title = localText(field.title, speech.language);
  const label = fieldLabel(field.name, speech.language);
  return element(
    'div',
    { class: `field${isWide(field, speech.language) ? ' field-wide' : ''}` },
    element(
      'label',
      { for: `input-${field.name}`, title: title || null },
      label,
      isNeeded(field, speech.fields, form.values)
        ? element('span', { class: 'needed', title: speech.t('required') }, ' *')
        : null,
    ),
    inputFor(field, form, speech, hooks),
    form.missing.includes(field.name)
      ? element('p', { class: 'field-error', id: `error-${field.name}` }, speech.t('missing'))
      : null,
    helpFor(field, speech),
  );
}

/** What half the width cannot hold. */
function isWide({ kind, name, choices }, language) {
  const letters = language === 'zh' ? 11 : 20;
  return (
    kind === 'rows' ||
    (kind === 'text' && !NARROW_TEXTS.has(name)) ||
    (kind === 'choice' && choices.some((choice) => valueLabel(choice, language).length > letters))
  );
}

function helpFor(field, { language }) {
  const help = localText(field.description, language);
  return help ? element('p', { class: 'help', id: `help-${field.name}` }, help) : null;
}
