// The page: what is asked, what was answered, and how both are shown.

import { answerActions } from './answer-actions.js';
import { boundsOf, drawAnswer, listFindings, siteOf } from './answer-drawing.js';
import { answerView, findingDetails } from './answer-view.js';
import { fetchJson, SERVICE, storeKey } from './api-client.js';
import { createBaseLayers } from './base-layers.js';
import { byId, element } from './dom.js';
import { chosenSelector, collectInputs, formModel, SELECTORS, startingValues } from './form-model.js';
import { formFields } from './form-view.js';
import { formatDegrees } from './format.js';
import { localText, questionTitle, valueLabel } from './labels.js';
import { layerList, layerNotes } from './layer-switch.js';
import { createMapView } from './map-view.js';
import { parsePermalink, serializePermalink } from './permalink.js';
import { problemView } from './problem-view.js';
import { listQuestions } from './questions.js';
import { questionUrl } from './request-text.js';
import { preferredLanguage, translator } from './texts.js';
import { tooltipFor } from './tooltip.js';

const FIRST_QUESTION = 'proximity-check';

const state = {
  language: /** @type {'zh' | 'en'} */ ('zh'),
  questions: /** @type {import('./questions.js').Question[]} */ ([]),
  question: /** @type {import('./questions.js').Question | null} */ (null),
  form: /** @type {import('./form-view.js').FormState | null} */ (null),
  asked: /** @type {any} */ (null),
  error: /** @type {any} */ (null),
  notice: /** @type {string | null} */ (null),
  running: /** @type {AbortController | null} */ (null),
  layers: /** @type {Record<string, any>} */ ({}),
  synthetic: false,
};
let t = translator('zh');
const speech = () => ({ language: state.language, t });

/** Where no map can be drawn everything else still works. @type {Partial<import('./map-view.js').MapView>} */
let map = {};
/** @type {ReturnType<typeof createBaseLayers> | null} */
let base = null;

start();

async function start() {
  const link = parsePermalink(location.hash);
  setLanguage(link.language ?? preferredLanguage(navigator.languages));
  startMap(link);
  listenToPage();
  try {
    const { value } = await fetchJson(
      `${SERVICE}api`,
      undefined,
      'application/vnd.oai.openapi+json;version=3.0, application/json',
    );
    state.questions = listQuestions(value);
    if (state.questions.length === 0) state.notice = 'noQuestions';
    followLink(link);
  } catch (error) {
    state.error = error;
    renderAnswer();
  }
}

function startMap(link) {
  try {
    map = createMapView(byId('map'), {
      onPlace: placeSite,
      onMove: viewMoved,
      tooltipFor: (features) => tooltipFor(features, state.asked?.answer, speech()),
    });
  } catch {
    byId('no-map').hidden = false;
    byId('layers').hidden = true;
    return;
  }
  if (link.view) map.setView?.(link.view);
  base = createBaseLayers(/** @type {any} */ (map), (layer, now) => {
    state.layers[layer] = now;
    byId('map-notes').replaceChildren(...layerNotes(state.layers, speech()));
  });
  byId('layer-list').replaceChildren(...layerList(base, speech(), switchLayer));
  loadAreas(link);
}

async function loadAreas(link) {
  await map.ready;
  const counties = await base?.loadAreas('counties', state.language);
  const bounds = boundsOf(counties ?? []);
  const drawn = state.asked ? drawAnswer(state.asked.answer, state.language).bounds : null;
  if (bounds && !link.view && !drawn) map.show?.(bounds, { instant: true });
  noteSynthetic((counties ?? []).some((county) => county.properties?.is_synthetic));
  await base?.loadAreas('streets', state.language);
  await base?.loadViews();
}

function listenToPage() {
  for (const button of document.querySelectorAll('[data-language]'))
    button.addEventListener('click', () => {
      setLanguage(/** @type {any} */ (button).dataset.language);
      rememberInAddress('replace');
    });
  byId('question').addEventListener('change', (event) => chooseQuestion(event.target.value, {}));
  byId('form').addEventListener('submit', (event) => {
    event.preventDefault();
    ask('push');
  });
  byId('use-centre').addEventListener('click', () => {
    const view = map.view?.();
    if (view) placeSite(view.lon, view.lat);
  });
  byId('clear').addEventListener('click', clearAnswer);
  window.addEventListener('beforeprint', takePicture);
  window.addEventListener('popstate', () => {
    const link = parsePermalink(location.hash);
    if (link.language) setLanguage(link.language);
    if (link.view) map.setView?.(link.view);
    followLink(link);
  });
}

/** Shows the question of a link and asks it when it is complete. */
function followLink(link) {
  const known = state.questions.some((question) => question.id === link.ask);
  if (link.ask && !known) state.notice = t('unknownQuestion', { id: link.ask });
  chooseQuestion(known ? link.ask : FIRST_QUESTION, known || !link.ask ? link.inputs : {});
  if (known) ask('replace');
}

function chooseQuestion(id, given) {
  state.running?.abort();
  setBusy(false);
  const question = state.questions.find((one) => one.id === id) ?? state.questions[0] ?? null;
  state.question = question;
  if (!question) return renderForm();
  const model = formModel(question);
  const carried = Object.keys(given).length > 0 ? {} : carriedValues();
  state.form = {
    model,
    values: startingValues(model, given, carried, new Date()),
    missing: [],
    unfolded: false,
    selector: null,
  };
  state.asked = null;
  state.error = null;
  renderForm();
  renderAnswer();
  drawOnMap();
}

/** Site, date and what is counted go along to the next question. */
function carriedValues() {
  const { values = {} } = state.form ?? {};
  return Object.fromEntries(
    ['lon', 'lat', 'asOf', ...SELECTORS].filter((name) => values[name]).map((name) => [name, values[name]]),
  );
}

function placeSite(lon, lat, features = []) {
  const { form } = state;
  if (!form) return;
  if (!form.model.takesSite) return chooseArea(features);
  form.values.lon = formatDegrees(lon);
  form.values.lat = formatDegrees(lat);
  state.notice = null;
  if (form.values.crs && form.values.crs !== 'CRS84') {
    // A click is WGS 84: with the old system kept it would be moved by hundreds of metres.
    form.values.crs = 'CRS84';
    state.notice = t('movedFrom');
  }
  map.setSite?.({ lon: Number(form.values.lon), lat: Number(form.values.lat) });
  renderForm();
  ask('push');
}

function chooseArea(features) {
  const finding = features.find(
    (feature) => feature.layer.id.startsWith('answer-') && feature.properties.n > 0,
  );
  if (finding) {
    showDetails(finding.properties.n);
    return highlight(finding.properties.n, { scroll: true });
  }
  const code = features.find((feature) => feature.layer.id === 'county-fill')?.properties.code;
  if (!code || state.form?.values.area === undefined) return;
  state.form.values.area = code;
  renderForm();
}

/** @param {'push' | 'replace'} history */
async function ask(history) {
  const { question, form } = state;
  if (!question || !form) return;
  const { inputs, missing } = collectInputs(form.model, form.values);
  form.missing = missing;
  if (missing.length > 0) {
    renderForm();
    document.getElementById(`input-${missing[0]}`)?.focus();
    return;
  }
  state.running?.abort();
  const controller = new AbortController();
  state.running = controller;
  state.error = null;
  setBusy(true);
  try {
    const { text, value } = await fetchJson(questionUrl(SERVICE, question.id, inputs), controller.signal);
    if (controller.signal.aborted) return;
    state.asked = { id: question.id, inputs, text, answer: value };
    noteSynthetic(value.isSynthetic === true);
  } catch (error) {
    if (controller.signal.aborted) return;
    state.asked = null;
    state.error = error;
  }
  setBusy(false);
  if (form.missing.length === 0) renderForm();
  renderAnswer();
  drawOnMap({ frame: true });
  announce();
  rememberInAddress(history, inputs);
  // On a phone the form fills the screen below the map; the verdict must not stay under it.
  if (matchMedia('(max-width: 760px)').matches) byId('answer').scrollIntoView({ block: 'start' });
}

function clearAnswer() {
  state.running?.abort();
  setBusy(false);
  state.asked = null;
  state.error = null;
  state.notice = null;
  if (state.form?.model.takesSite) Object.assign(state.form.values, { lon: '', lat: '' });
  renderForm();
  renderAnswer();
  drawOnMap();
  rememberInAddress('push');
}

// ---- showing ----

function setLanguage(language) {
  state.language = language;
  t = translator(language);
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
  if (base) {
    byId('layer-list').replaceChildren(...layerList(base, speech(), switchLayer));
    base.drawAreas('counties', language);
    base.drawAreas('streets', language);
  }
  renderForm();
  renderAnswer();
  drawOnMap();
}

function renderForm() {
  const { question, form, questions, language } = state;
  const options = questions.map((one) =>
    element('option', { value: one.id, selected: one === question }, questionTitle(one, language)),
  );
  byId('question').replaceChildren(...options);
  byId('question-about').textContent = question ? localText(question.description, language) : '';
  byId('use-centre').hidden = !(form?.model.takesSite && map.view);
  if (!form) return;
  const focused = document.activeElement?.id;
  byId('fields').replaceChildren(...formFields(form, speech(), { onSelector: chooseSelector, suggestions }));
  if (focused) document.getElementById(focused)?.focus();
}

function chooseSelector(name) {
  if (!state.form) return;
  const { form } = state;
  const before = chosenSelector(form.model, form.values);
  if (before) form.values[before] = '';
  form.selector = name;
  const field = form.model.selectors.find((one) => one.name === name);
  form.values[name] = field?.choices[0] ?? '';
  renderForm();
}

/** Values that the loaded layers know of, for inputs of free text. */
function suggestions(name) {
  if (!base) return [];
  if (name === 'category') {
    const categories = base.loaded.institutions
      .map((feature) => feature.properties?.category)
      .filter(Boolean);
    return [...new Set(categories)]
      .sort((one, other) => one.localeCompare(other, 'zh'))
      .map((value) => ({ value, label: value }));
  }
  if (name !== 'area') return [];
  return [...base.loaded.counties, ...base.loaded.streets].map(({ properties }) => ({
    value: properties.code,
    label: properties.name,
  }));
}

function renderAnswer() {
  const { asked, error, form } = state;
  const hint = byId('hint');
  hint.hidden = Boolean(asked || error);
  hint.replaceChildren(...hintParts(form));
  const title =
    state.question && asked
      ? [element('h2', { class: 'print-only' }, questionTitle(state.question, state.language))]
      : [];
  const notice = state.notice
    ? [
        element(
          'p',
          { class: 'notice', role: 'status' },
          TEXT_KEYS.has(state.notice) ? t(state.notice) : state.notice,
        ),
      ]
    : [];
  const parts = asked
    ? answerView(asked, speech(), highlight, chooseFinding)
    : error
      ? [problemView(error, speech(), useKey)]
      : [];
  byId('answer').replaceChildren(...title, ...notice, ...parts);
  byId('actions').replaceChildren(...(asked ? answerActions(asked, speech(), currentLink, printAnswer) : []));
  byId('clear').hidden = !asked && !error;
}

const TEXT_KEYS = new Set(['noQuestions', 'movedFrom']);

function hintParts(form) {
  if (!form) return [element('p', {}, t('loading'))];
  const key = form.model.takesSite ? 'hintSite' : form.values.area === undefined ? 'hintPlain' : 'hintArea';
  const example =
    form.model.takesSite && map.view
      ? element('button', { type: 'button', class: 'link-button', onclick: showExample }, t('example'))
      : null;
  return [element('p', {}, t(key)), example].filter(Boolean);
}

/** A place near an institution of the category asked for, so that the answer has something to show. */
function showExample() {
  const { form } = state;
  const view = map.view?.();
  if (!form || !view) return;
  const same = (base?.loaded.institutions ?? []).filter(
    ({ properties, geometry }) => geometry && properties.category === form.values.category,
  );
  const away = ({ geometry }) =>
    Math.hypot(geometry.coordinates[0] - view.lon, geometry.coordinates[1] - view.lat);
  const [nearest] = same.sort((one, other) => away(one) - away(other));
  const [lon, lat] = nearest ? nearest.geometry.coordinates : [view.lon - 0.004, view.lat];
  placeSite(lon + 0.004, lat + 0.002);
}

/** @param {{ frame?: boolean }} [how] */
function drawOnMap({ frame = false } = {}) {
  if (!map.setData) return;
  const drawn = drawAnswer(state.asked?.answer ?? { features: [] }, state.language);
  map.setData('answer-areas', drawn.areas);
  map.setData('answer-lines', drawn.lines);
  map.setData('answer-points', drawn.points);
  map.setData('answer-names', drawn.names);
  map.highlight?.(null);
  const site = state.asked ? siteOf(state.asked.answer) : typedSite();
  map.setSite?.(site);
  if (frame && drawn.bounds) map.show?.(drawn.bounds, { always: false });
}

/** The site as typed, when it is plainly WGS 84. */
function typedSite() {
  const { lon, lat, crs } = state.form?.values ?? {};
  const isPlace = lon && lat && Math.abs(Number(lon)) <= 180 && Math.abs(Number(lat)) <= 85;
  return state.form?.model.takesSite && isPlace && (!crs || crs === 'CRS84')
    ? { lon: Number(lon), lat: Number(lat) }
    : null;
}

function highlight(number, { scroll = false } = {}) {
  map.highlight?.(number > 0 ? number : null);
  for (const row of document.querySelectorAll('.finding-row')) {
    const isIt = /** @type {any} */ (row).dataset.number === String(number);
    row.classList.toggle('highlighted', isIt);
    if (isIt && scroll) row.scrollIntoView({ block: 'nearest' });
  }
}

function chooseFinding(number) {
  const finding = listFindings(state.asked?.answer ?? {}).find((one) => one.number === number);
  const bounds = finding?.geometry ? boundsOf([/** @type {any} */ (finding)]) : null;
  if (bounds) map.show?.(bounds);
  showDetails(number);
  highlight(number);
}

function showDetails(number) {
  document
    .getElementById('finding')
    ?.replaceChildren(...findingDetails(state.asked?.answer ?? {}, number, speech()));
}

function setBusy(isBusy) {
  byId('progress').hidden = !isBusy;
  byId('answer').setAttribute('aria-busy', String(isBusy));
  if (isBusy) byId('announcement').textContent = t('working');
}

function announce() {
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

function noteSynthetic(isSynthetic) {
  state.synthetic ||= isSynthetic;
  byId('synthetic-banner').hidden = !state.synthetic;
  map.resize?.();
}

function switchLayer(layer, on) {
  base?.setVisible(layer, on, state.language);
}

function useKey(key) {
  storeKey(key);
  loadAreas(parsePermalink(location.hash));
  if (state.questions.length > 0) ask('replace');
  else start();
}

/** A live map is cut off on paper; its picture scales. */
function takePicture() {
  if (!map.picture) return;
  const picture = byId('map-picture');
  picture.src = map.picture();
  picture.hidden = false;
}

async function printAnswer() {
  takePicture();
  await byId('map-picture')
    .decode()
    .catch(() => undefined);
  window.print();
}

// ---- address ----

let inputsInAddress = /** @type {Record<string, string>} */ ({});

function currentLink() {
  const hash = serializePermalink({
    ask: state.question?.id ?? null,
    inputs: inputsInAddress,
    view: map.view?.() ?? null,
    language: state.language,
  });
  return new URL(hash, location.href).href;
}

/** @param {'push' | 'replace'} history @param {Record<string, string>} [inputs] */
function rememberInAddress(history, inputs = state.asked?.inputs ?? {}) {
  inputsInAddress = inputs;
  const link = currentLink();
  if (history === 'push') window.history.pushState(null, '', link);
  else window.history.replaceState(null, '', link);
}

function viewMoved() {
  base?.loadViewsSoon();
  if (state.questions.length > 0) rememberInAddress('replace', inputsInAddress);
}
