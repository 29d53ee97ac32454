// Showing: the language, the form, the answer, and what is said aloud.

import { currentLink } from './address.js';
import { answerActions } from './answer-actions.js';
import { answerView } from './answer-view.js';
import { byId, element } from './dom.js';
import { listFindings } from './findings.js';
import { formFields } from './form-view.js';
import { runningView } from './job-view.js';
import { localText, questionTitle, valueLabel } from './labels.js';
import { layerList, layerNotes } from './layer-switch.js';
import { chooseFinding, drawOnMap, highlight, printAnswer } from './map-showing.js';
import { problemView } from './problem-view.js';
import { actions, page, speech, state, t } from './state.js';

export function setLanguage(language) {
  state.language = language;
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  document.title = t('documentTitle');
  for (const place of document.querySelectorAll('[data-text]'))
    place.textContent = t(/** @type {any} */ (place).dataset.text);
  for (const place of document.querySelectorAll('[data-label]'))
    place.setAttribute('aria-label', t(/** @type {any} */ (place).dataset.label));
  for (const button of document.querySelectorAll('[data-language]'))
    button.setAttribute('aria-pressed', String(/** @type {any} */ (button).dataset.language === language));
  byId('synthetic-banner').textContent = t('synthetic');
  byId('map-notes').replaceChildren(...layerNotes(state.layers, speech()));
  if (page.base) {
    byId('layer-list').replaceChildren(...layerList(page.base, speech(), actions.switchLayer));
    page.base.drawAreas('counties', language);
    page.base.drawAreas('streets', language);
  }
  renderForm();
  renderRunning();
  renderAnswer();
  drawOnMap();
}

export function renderForm() {
  const { question, form, questions, language } = state;
  const options = questions.map((one) =>
    element('option', { value: one.id, selected: one === question }, questionTitle(one, language)),
  );
  byId('question').replaceChildren(...options);
  byId('question-about').textContent = question ? localText(question.description, language) : '';
  byId('use-centre').hidden = !(form?.model.takesSite && page.map.view);
  if (!form) return;
  const focused = document.activeElement?.id;
  byId('fields').replaceChildren(
    ...formFields(form, speech(), {
      onSelector: actions.chooseSelector,
      onControl: actions.controlChanged,
      onPick: page.map.setPicking ? actions.togglePicking : null,
      suggestions,
    }),
  );
  if (focused) document.getElementById(focused)?.focus();
}

/** Values that the loaded layers and plans know of, for inputs of free text. */
function suggestions(name) {
  if (name === 'plan')
    return state.plans.map(({ id, title }) => ({ value: id, label: localText(title, state.language) }));
  if (!page.base) return [];
  const { institutions, counties, streets, networks } = page.base.loaded;
  if (name === 'category') {
    const categories = institutions.map((feature) => feature.properties?.category).filter(Boolean);
    return [...new Set(categories)]
      .sort((one, other) => one.localeCompare(other, 'zh'))
      .map((value) => ({ value, label: value }));
  }
  const isNetwork = name === 'network';
  return (isNetwork ? networks : [...counties, ...streets]).map(({ properties }) => ({
    value: properties.code,
    label: isNetwork ? properties.source_date : properties.name,
  }));
}

export function renderAnswer() {
  const { asked, error, form } = state;
  const hint = byId('hint');
  hint.hidden = Boolean(asked || error);
  hint.replaceChildren(...hintParts(form));
  const title =
    state.question && asked
      ? [element('h2', { class: 'print-only' }, questionTitle(state.question, state.language))]
      : [];
  const notice = state.notice
    ? [element('p', { class: 'notice', role: 'status' }, t(state.notice.key, state.notice.values))]
    : [];
  const parts = asked
    ? answerView(asked, speech(), highlight, chooseFinding)
    : error
      ? [problemView(error, speech(), actions.useKey)]
      : [];
  byId('answer').replaceChildren(...title, ...notice, ...parts);
  byId('actions').replaceChildren(...(asked ? answerActions(asked, speech(), currentLink, printAnswer) : []));
  byId('clear').hidden = !asked && !error;
}

function hintParts(form) {
  if (!form) return [element('p', {}, t('loading'))];
  const key = form.model.takesSite ? 'hintSite' : form.values.area === undefined ? 'hintPlain' : 'hintArea';
  const added = form.model.addsSite && page.map.view ? [element('p', {}, t('hintAdded'))] : [];
  const example =
    form.model.takesSite && page.map.view
      ? element(
          'button',
          { type: 'button', class: 'link-button', onclick: actions.showExample },
          t('example'),
        )
      : null;
  return [element('p', {}, t(key)), ...added, example].filter(Boolean);
}

/** Answers that come at once show no progress: nothing jumps. */
const SHOWN_AFTER_MS = 350;
let shownLater = /** @type {any} */ (0);

export function setBusy(isBusy) {
  clearTimeout(shownLater);
  state.job = null;
  byId('answer').setAttribute('aria-busy', String(isBusy));
  byId('running').hidden = true;
  if (!isBusy) return;
  byId('announcement').textContent = t('working');
  shownLater = setTimeout(() => {
    byId('running').hidden = false;
    renderRunning();
  }, SHOWN_AFTER_MS);
}

/** How far the running question is. */
export function renderRunning() {
  const place = byId('running');
  const hasFocus = place.contains(document.activeElement);
  if (!place.hidden) place.replaceChildren(...runningView(state.job, speech(), actions.cancelAsking));
  if (hasFocus) place.querySelector('button')?.focus();
}

export function announce() {
  const { asked, error, language } = state;
  const answer = asked?.answer;
  const sentence = answer?.verdict
    ? [
        valueLabel(answer.verdict, language),
        ...(answer.reasons ?? []).map((reason) => localText(reason, language)),
      ].join(' ')
    : `${t('findings')}: ${listFindings(answer ?? {}).length}`;
  byId('announcement').textContent = error ? '' : sentence;
}

export function noteSynthetic(isSynthetic) {
  state.synthetic ||= isSynthetic;
  byId('synthetic-banner').hidden = !state.synthetic;
  page.map.resize?.();
}
