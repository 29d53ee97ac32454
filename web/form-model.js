// What the form of a question holds: which fields stand in front, which exclude each other, and what is sent.

import { shanghaiDate } from './format.js';

/** At most one of these says which institutions count, so the form shows one at a time. */
export const SELECTORS = ['category', 'kind', 'type'];

/** Inputs that stand in front although they have a default. */
const FRONT = new Set(['radiusM', 'asOf', 'level', 'k', 'perArea', 'pharmacyKind']);

/** Inputs without a default that few people need. */
const FOLDED = new Set(['exclude', 'after', 'surface', 'areaLevel']);

/** What the form starts with where the service has no default of its own. */
const SUGGESTED = { category: '中医诊所' };

/** Sent even when equal to the default, so that a shared link keeps its meaning when a default changes. */
const PINNED = new Set(['lon', 'lat', 'radiusM', 'asOf']);

/**
 * @typedef {import('./questions.js').Field} Field
 * @typedef {object} FormModel
 * @property {Field[]} front
 * @property {Field[]} folded
 * @property {Field[]} selectors fields of which only one is used; also members of front
 * @property {boolean} takesSite has lon and lat
 */

/** @param {import('./questions.js').Question} question @returns {FormModel} */
export function formModel(question) {
  const selectors = SELECTORS.flatMap((name) => question.fields.filter((field) => field.name === name));
  const names = new Set(question.fields.map((field) => field.name));
  return {
    front: question.fields.filter((field) => !isFolded(field, names)),
    folded: question.fields.filter((field) => isFolded(field, names)),
    selectors: selectors.length > 1 ? selectors : [],
    takesSite: names.has('lon') && names.has('lat'),
  };
}

/** Of an unknown input one with a default folds away, and one without is asked for. */
function isFolded(field, names) {
  if (field.required) return false;
  // The level only refines an area code, except where it has a default: there it is the question itself.
  if (field.name === 'level' && names.has('area') && field.defaultValue === null) return true;
  if (FRONT.has(field.name)) return false;
  return FOLDED.has(field.name) || field.kind === 'flag' || field.defaultValue !== null;
}

/**
 * The values a form starts with: those given (a link), else those carried over from the last question, else the default.
 * @param {FormModel} model @param {Record<string, string>} given @param {Record<string, string>} carried @param {Date} now
 */
export function startingValues(model, given, carried, now) {
  const fields = [...model.front, ...model.folded];
  const values = {};
  for (const field of fields) {
    const today = field.name === 'asOf' ? shanghaiDate(now) : null;
    values[field.name] = given[field.name] ?? carried[field.name] ?? today ?? field.defaultValue ?? '';
  }
  if (model.selectors.length > 0) {
    // Not added to a link: that would ask another question than the one shared.
    const isLink = Object.keys(given).length > 0;
    const chosen = chosenSelector(model, values);
    const required = model.takesSite || model.selectors.some((field) => field.required);
    if (chosen === null && required && !isLink) values.category ||= SUGGESTED.category;
    for (const field of model.selectors)
      if (chosen !== null && field.name !== chosen) values[field.name] = '';
  }
  return values;
}

/** The selector that holds a value; null when none does. @param {FormModel} model @param {Record<string, string>} values */
export function chosenSelector(model, values) {
  return model.selectors.find((field) => (values[field.name] ?? '').trim() !== '')?.name ?? null;
}

/**
 * What is sent: trimmed, without blanks and without folded inputs that stand at their default.
 * @param {FormModel} model @param {Record<string, string>} values
 * @returns {{ inputs: Record<string, string>, missing: string[] }}
 */
export function collectInputs(model, values) {
  const inputs = {};
  const missing = [];
  const front = new Set(model.front.map((field) => field.name));
  for (const field of [...model.front, ...model.folded]) {
    const value = String(values[field.name] ?? '').trim();
    if (value === '') {
      if (field.required) missing.push(field.name);
    } else if (PINNED.has(field.name) || front.has(field.name) || value !== field.defaultValue)
      inputs[field.name] = value;
  }
  return { inputs, missing };
}
