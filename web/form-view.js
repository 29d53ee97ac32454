// The form of a question, made from its model.

import { element } from './dom.js';
import { chosenSelector } from './form-model.js';
import { fieldLabel, localText, valueLabel } from './labels.js';

/**
 * @typedef {object} FormState
 * @property {import('./form-model.js').FormModel} model
 * @property {Record<string, string>} values changed in place as the person types
 * @property {string[]} missing names of fields to point at
 * @property {boolean} unfolded
 * @property {string | null} selector the selector that is shown
 */

/** @param {FormState} form @param {{ language: 'zh' | 'en', t: (key: string) => string }} speech @param {{ onSelector(name: string): void, suggestions(name: string): { value: string, label: string }[] }} hooks */
export function formFields(form, speech, hooks) {
  const { model } = form;
  const names = new Set(model.selectors.map((field) => field.name));
  const chosen = form.selector ?? chosenSelector(model, form.values) ?? model.selectors[0]?.name;
  const front = model.front.flatMap((field) => {
    if (!names.has(field.name)) return [fieldView(field, form, speech, hooks)];
    return field === model.selectors[0] ? [selectorView(model.selectors, chosen, form, speech, hooks)] : [];
  });
  const folded = element(
    'details',
    { class: 'folded', open: form.unfolded, ontoggle: (event) => (form.unfolded = event.currentTarget.open) },
    element('summary', {}, speech.t('more')),
    model.folded.map((field) => fieldView(field, form, speech, hooks)),
  );
  return [element('div', { class: 'field-grid' }, front), model.folded.length > 0 ? folded : null].filter(
    (part) => part !== null,
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
    { class: `field${field.kind === 'text' && !['lon', 'lat'].includes(field.name) ? ' field-wide' : ''}` },
    element(
      'label',
      { for: `input-${field.name}`, title: title || null },
      label,
      field.required ? element('span', { class: 'needed', title: speech.t('required') }, ' *') : null,
    ),
    inputFor(field, form, speech, hooks),
    form.missing.includes(field.name)
      ? element('p', { class: 'field-error', id: `error-${field.name}` }, speech.t('missing'))
      : null,
    helpFor(field, speech),
  );
}

function helpFor(field, { language }) {
  const help = localText(field.description, language);
  return help ? element('p', { class: 'help', id: `help-${field.name}` }, help) : null;
}

function inputFor(field, form, speech, hooks, extra = {}) {
  const shared = {
    id: `input-${field.name}`,
    name: field.name,
    'aria-describedby': localText(field.description, speech.language) ? `help-${field.name}` : null,
    'aria-required': field.required ? 'true' : null,
    'aria-invalid': form.missing.includes(field.name) ? 'true' : null,
    'aria-errormessage': form.missing.includes(field.name) ? `error-${field.name}` : null,
    oninput: (event) => (form.values[field.name] = event.currentTarget.value),
    ...extra,
  };
  const value = form.values[field.name] ?? '';
  if (field.kind === 'choice' || field.kind === 'flag') return choiceInput(field, value, shared, speech);
  // Filled when the input is entered: by then the map has loaded more that can be suggested.
  const list =
    field.name === 'category' || field.name === 'area'
      ? element('datalist', { id: `list-${field.name}` })
      : null;
  const fill = () =>
    list?.replaceChildren(
      ...hooks.suggestions(field.name).map(({ value, label }) => element('option', { value }, label)),
    );
  const numeric = field.kind === 'number' || field.kind === 'integer';
  const input = element('input', {
    ...shared,
    type: field.kind === 'date' || field.name === 'asOf' ? 'date' : 'text',
    inputmode: numeric ? 'decimal' : null,
    maxlength: field.longest,
    list: list ? `list-${field.name}` : null,
    onfocus: list ? fill : null,
    autocomplete: 'off',
    spellcheck: 'false',
    placeholder: field.defaultValue,
    value,
  });
  return list ? element('div', { class: 'with-list' }, input, list) : input;
}

function choiceInput(field, value, shared, { language, t }) {
  const choices = field.kind === 'flag' ? ['true', 'false'] : field.choices;
  const blank =
    field.required || field.defaultValue !== null
      ? []
      : [element('option', { value: '', selected: value === '' }, t('everything'))];
  const options = choices.map((choice) =>
    element('option', { value: choice, selected: choice === value }, valueLabel(choice, language)),
  );
  return element('select', shared, blank, options);
}
