// The control of one input: a list, a text, or rows.

import { element } from './dom.js';
import { replacedBy } from './field-conditions.js';
import { localText, valueLabel } from './labels.js';

/** Inputs of text for which the page knows values. */
const SUGGESTED = new Set(['category', 'area', 'plan', 'network']);

/**
 * What a person fills in; the value is kept in the form as it is typed.
 * @param {import('./questions.js').Field} field @param {import('./form-view.js').FormState} form @param {any} speech with `fields` and `controls` of the form
 * @param {import('./form-view.js').FormHooks} hooks @param {Record<string, any>} [extra] attributes
 */
export function inputFor(field, form, speech, hooks, extra = {}) {
  const shared = {
    id: `input-${field.name}`,
    name: field.name,
    'aria-describedby': localText(field.description, speech.language) ? `help-${field.name}` : null,
    'aria-required': field.required ? 'true' : null,
    'aria-invalid': form.missing.includes(field.name) ? 'true' : null,
    'aria-errormessage': form.missing.includes(field.name) ? `error-${field.name}` : null,
    oninput: (event) => {
      form.values[field.name] = event.currentTarget.value;
      if (event.currentTarget.value.trim() !== '') giveWay(replacedBy(field.name, speech.fields), form);
      if (speech.controls.has(field.name)) hooks.onControl();
    },
    ...extra,
  };
  const value = form.values[field.name] ?? '';
  if (field.kind === 'rows') return rowsInput(field, value, shared);
  if (field.kind === 'choice' || field.kind === 'flag') return choiceInput(field, value, shared, speech);
  // Filled when the input is entered: by then the map has loaded more that can be suggested.
  const list = SUGGESTED.has(field.name) ? element('datalist', { id: `list-${field.name}` }) : null;
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

/** Empties the inputs that say the same in another way. */
function giveWay(names, form) {
  for (const name of names) {
    form.values[name] = '';
    const input = /** @type {any} */ (document.getElementById(`input-${name}`));
    if (input) input.value = '';
  }
}

/** Rows of a list, one a line. */
function rowsInput(field, value, shared) {
  const placeholder = field.columns.map(({ name }) => name).join(', ');
  return element('textarea', { ...shared, rows: 3, spellcheck: 'false', placeholder, value });
}

function choiceInput(field, value, shared, { language, t }) {
  const choices = field.kind === 'flag' ? ['true', 'false'] : field.choices;
  const blank =
    field.defaultValue !== null
      ? []
      : [
          element(
            'option',
            { value: '', selected: value === '' },
            t(field.required ? 'choose' : 'everything'),
          ),
        ];
  const options = choices.map((choice) =>
    element('option', { value: choice, selected: choice === value }, valueLabel(choice, language)),
  );
  return element('select', shared, blank, options);
}
