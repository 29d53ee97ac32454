// Asking: from a link, a click, a keystroke or the form to the answer of the service.

import { rememberInAddress } from './address.js';
import { fetchJson, SERVICE } from './api-client.js';
import { byId } from './dom.js';
import { collectInputs, formModel, SELECTORS, startingValues } from './form-model.js';
import { formatDegrees } from './format.js';
import { askAsJob, takesLong } from './job-client.js';
import { drawOnMap, highlight, showDetails } from './map-showing.js';
import { questionBody, questionUrl } from './request-text.js';
import { announce, noteSynthetic, renderAnswer, renderForm, renderRunning, setBusy } from './showing.js';
import { page, state } from './state.js';

const FIRST_QUESTION = 'proximity-check';

/** Shows the question of a link and asks it when it is complete. */
export function followLink(link) {
  const known = state.questions.some((question) => question.id === link.ask);
  if (link.ask && !known) state.notice = { key: 'unknownQuestion', values: { id: link.ask } };
  chooseQuestion(known ? link.ask : FIRST_QUESTION, known || !link.ask ? link.inputs : {});
  if (!known) return;
  // The map may move while the answer is on its way: the address keeps the question meanwhile.
  rememberInAddress('replace', link.inputs);
  ask('replace');
}

export function chooseQuestion(id, given) {
  state.running?.abort();
  setBusy(false);
  setPicking(false);
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

/** @param {number} lon @param {number} lat @param {any[]} [features] what was clicked @param {boolean} [isMoved] the pin was dragged */
export function placeSite(lon, lat, features = [], isMoved = false) {
  const { form } = state;
  if (!form) return;
  const isAdded = form.model.addsSite && (state.picking || isMoved);
  if (!form.model.takesSite && !isAdded) return chooseArea(features);
  setPicking(false);
  const [x, y] = isAdded ? ['addLon', 'addLat'] : ['lon', 'lat'];
  form.values[x] = formatDegrees(lon);
  form.values[y] = formatDegrees(lat);
  state.notice = null;
  if (form.values.crs && form.values.crs !== 'CRS84') {
    // A click is WGS 84: with the old system kept it would be moved by hundreds of metres.
    form.values.crs = 'CRS84';
    state.notice = { key: 'movedFrom' };
  }
  page.map.setSite?.({ lon: Number(form.values[x]), lat: Number(form.values[y]) });
  renderForm();
  ask('push');
}

/** The next click on the map is the site to add, or no longer. @param {boolean} isPicking */
export function setPicking(isPicking) {
  state.picking = isPicking;
  page.map.setPicking?.(isPicking);
  document.getElementById('pick-site')?.classList.toggle('picking', isPicking);
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
export async function ask(history) {
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
  if (state.notice?.key === 'cancelled') state.notice = null;
  setBusy(true);
  try {
    const { text, value } = await request(question, inputs, controller.signal);
    if (controller.signal.aborted) return;
    state.asked = { id: question.id, inputs, text, answer: value, question };
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

/** Asks directly, or as a job whose state is shown. */
function request(question, inputs, signal) {
  if (!takesLong(question.id, inputs) && !question.isPostOnly)
    return fetchJson(questionUrl(SERVICE, question.id, inputs), signal);
  return askAsJob(question.id, questionBody(question, inputs), signal, (job) => {
    if (signal.aborted) return;
    state.job = job;
    renderRunning();
  });
}

/** Stops the running question; what was answered before stays. */
export function cancelAsking() {
  state.running?.abort();
  setBusy(false);
  state.notice = { key: 'cancelled' };
  renderAnswer();
}

export function clearAnswer() {
  state.running?.abort();
  setBusy(false);
  state.asked = null;
  state.error = null;
  state.notice = null;
  setPicking(false);
  if (state.form?.model.takesSite) Object.assign(state.form.values, { lon: '', lat: '' });
  if (state.form?.model.addsSite) Object.assign(state.form.values, { addLon: '', addLat: '' });
  renderForm();
  renderAnswer();
  drawOnMap();
  rememberInAddress('push', {});
}

/** A place near an institution of the category asked for, so that the answer has something to show. */
export function showExample() {
  const { form } = state;
  const view = page.map.view?.();
  if (!form || !view) return;
  const same = (page.base?.loaded.institutions ?? []).filter(
    ({ properties, geometry }) => geometry && properties.category === form.values.category,
  );
  const away = ({ geometry }) =>
    Math.hypot(geometry.coordinates[0] - view.lon, geometry.coordinates[1] - view.lat);
  const [nearest] = same.sort((one, other) => away(one) - away(other));
  const [lon, lat] = nearest ? nearest.geometry.coordinates : [view.lon - 0.004, view.lat];
  placeSite(lon + 0.004, lat + 0.002);
}
