// What changes in the form without asking.

import { chosenSelector } from './form-model.js';
import { renderForm } from './showing.js';
import { state } from './state.js';

/** An input changed that decides which others are shown; a walk starts with the limit of the straight line. */
export function controlChanged() {
  const { form } = state;
  if (!form) return;
  const { values } = form;
  if (values.metric === 'walk' && values.maxWalkM === '' && values.minutes === '')
    values.maxWalkM = values.radiusM || '800';
  form.missing = [];
  renderForm();
}

export function chooseSelector(name) {
  if (!state.form) return;
  const { form } = state;
  const before = chosenSelector(form.model, form.values);
  if (before) form.values[before] = '';
  form.selector = name;
  const field = form.model.selectors.find((one) => one.name === name);
  form.values[name] = field?.choices[0] ?? '';
  renderForm();
}
