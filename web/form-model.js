// What the form of a question holds: which fields stand in front, which exclude each other, and what is sent.

import { applies, isNeeded } from './field-conditions.js';
import { shanghaiDate } from './format.js';

/** At most one of these says which institutions count, so the form shows one at a time. */
export const SELECTORS = ['category', 'kind', 'type'];

/** Inputs that stand in front although they have a default. */
const FRONT = new Set([
  'radiusM',
  'asOf',
  'level',
  'k',
  'perArea',
  'pharmacyKind',
  'metric',
  'model',
  'method',
  'supply',
  'candidates',
  'institutions',
  'purpose',
]);

/** Inputs without a default that few people need. */
const FOLDED = new Set([
  'exclude',
  'after',
  'surface',
  'areaLevel',
  'network',
  'institution',
  'candidateResolution',
  'caps',
  'capPerArea',
]);

/** What the form starts with where the service has no default of its own. */
const SUGGESTED = { category: '中医诊所' };

/** What a form starts with beside the defaults: a map shows all cells, where a list would be content with some. */
const STARTING = {
  isochrone: { minutes: '5,10,15', speedKmh: '4' },
  'coverage-gaps': { limit: '20000', dissolve: 'true' },
  accessibility: { kind: 'pharmacy', limit: '20000', decay: 'gaussian' },
  'eligible-zones': { kind: 'pharmacy', service: 'personal_account', limit: '20000' },
  'site-suggestions': { kind: 'pharmacy', p: '5', perArea: 'street' },
  'conflict-audit': { routes: 'true' },
};

/** The parts of a long form, in order; what is in none stands in the last. */
const GROUPS = [
  { id: 'groupPlace', names: ['lon', 'lat', 'crs', 'accuracyM', 'area', 'level', 'addLon', 'addLat'] },
  {
    id: 'groupCounted',
    names: [
      'institutions',
      'plan',
      ...SELECTORS,
      'typeScheme',
      'service',
      'purpose',
      'supply',
      'bedCategory',
    ],
  },
  { id: 'groupDistance', names: ['metric', 'radiusM', 'maxWalkM', 'minutes', 'metres', 'speedKmh'] },
];
const LAST_GROUP = 'groupRest';
/** A form of fewer inputs needs no headings. */
const FEW_FIELDS = 7;

/** Sent even when equal to the default, so that a shared link keeps its meaning when a default changes. */
const PINNED = new Set(['lon', 'lat', 'radiusM', 'asOf']);

/**
 * @typedef {import('./questions.js').Field} Field
 * @typedef {object} FormModel
 * @property {Field[]} front
 * @property {Field[]} folded
 * @property {Field[]} selectors fields of which only one is used; also members of front
 * @property {boolean} takesSite has lon and lat
 * @property {boolean} addsSite has addLon and addLat: a site that is thought of in addition
 * @property {string} id of the question
 */

/** @param {import('./questions.js').Question} question @returns {FormModel} */
export function formModel(question) {
  const selectors = SELECTORS.flatMap((name) => question.fields.filter((field) => field.name === name));
  const names = new Set(question.fields.map((field) => field.name));
  return {
    front: question.fields.filter((field) => !isFolded(field, names)),
    folded: question.fields.filter((field) => isFolded(field, names)),
    // Without the type number, category and kind say two different things.
    selectors: names.has('type') && selectors.length > 1 ? selectors : [],
    takesSite: names.has('lon') && names.has('lat'),
    addsSite: names.has('addLon') && names.has('addLat'),
    id: question.id,
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
  const values = {};
  // A link says all it means; its other inputs stand at the default of the service.
  const isLink = Object.keys(given).length > 0;
  const isCounted = SELECTORS.some((name) => carried[name]);
  for (const { name, defaultValue } of fieldsOf(model)) {
    const today = name === 'asOf' ? shanghaiDate(now) : null;
    const starts = isLink || (isCounted && SELECTORS.includes(name)) ? undefined : STARTING[model.id]?.[name];
    values[name] = given[name] ?? carried[name] ?? today ?? starts ?? defaultValue ?? '';
    // A licence category is one of a medical institution; only those have one.
    if (name === 'kind' && model.selectors.length === 0 && carried.category && !isLink)
      values[name] = 'medical';
  }
  if (model.selectors.length > 0) {
    // Not added to a link: that would ask another question than the one shared.
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

/** All inputs of a form. @param {FormModel} model */
export const fieldsOf = (model) => [...model.front, ...model.folded];

/** The shown inputs that apply, in groups with a heading where there are many. @param {FormModel} model @param {Record<string, string>} values */
export function frontGroups(model, values) {
  const fields = fieldsOf(model);
  const shown = model.front.filter((field) => applies(field, fields, values));
  if (model.front.length <= FEW_FIELDS) return [{ heading: null, fields: shown }];
  const groupOf = ({ name }) => GROUPS.find(({ names }) => names.includes(name))?.id ?? LAST_GROUP;
  const rest = { id: LAST_GROUP, names: shown.map(({ name }) => name) };
  return [...GROUPS, rest]
    .map(({ id: heading, names }) => ({
      heading,
      fields: shown
        .filter((field) => groupOf(field) === heading)
        .sort((one, other) => names.indexOf(one.name) - names.indexOf(other.name)),
    }))
    .filter((group) => group.fields.length > 0);
}

/**
 * What is sent of the inputs that apply: trimmed, without blanks and without folded inputs that stand at their default.
 * @param {FormModel} model @param {Record<string, string>} values
 * @returns {{ inputs: Record<string, string>, missing: string[] }}
 */
export function collectInputs(model, values) {
  const inputs = {};
  const missing = [];
  const front = new Set(model.front.map((field) => field.name));
  const fields = fieldsOf(model);
  for (const field of fields.filter((one) => applies(one, fields, values))) {
    const value = String(values[field.name] ?? '').trim();
    if (value === '') {
      if (isNeeded(field, fields, values)) missing.push(field.name);
    } else if (PINNED.has(field.name) || front.has(field.name) || value !== field.defaultValue)
      inputs[field.name] = value;
  }
  return { inputs, missing };
}
