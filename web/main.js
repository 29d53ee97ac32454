// The start: the map, the questions of the service, and who listens to what.

import { rememberInAddress } from './address.js';
import { boundsOf, drawAnswer } from './answer-drawing.js';
import { fetchJson, SERVICE, storeKey } from './api-client.js';
import {
  ask,
  cancelAsking,
  chooseQuestion,
  clearAnswer,
  followLink,
  placeSite,
  setPicking,
  showExample,
} from './asking.js';
import { createBaseLayers } from './base-layers.js';
import { byId } from './dom.js';
import { chooseSelector, controlChanged } from './form-actions.js';
import { layerList, layerNotes } from './layer-switch.js';
import { takePicture } from './map-showing.js';
import { createMapView } from './map-view.js';
import { parsePermalink } from './permalink.js';
import { listQuestions } from './questions.js';
import { noteSynthetic, renderAnswer, setLanguage } from './showing.js';
import { actions, page, speech, state } from './state.js';
import { preferredLanguage } from './texts.js';
import { tooltipFor } from './tooltip.js';

const OPENAPI = 'application/vnd.oai.openapi+json;version=3.0, application/json';

Object.assign(actions, {
  cancelAsking,
  chooseSelector,
  controlChanged,
  showExample,
  togglePicking: () => setPicking(!state.picking),
  useKey,
  switchLayer: (layer, on) => page.base?.setVisible(layer, on, state.language),
});
const firstLink = parsePermalink(location.hash);
setLanguage(firstLink.language ?? preferredLanguage(navigator.languages));
startMap(firstLink);
listenToPage();
loadQuestions(firstLink);

async function loadQuestions(link) {
  try {
    const { value } = await fetchJson(`${SERVICE}api`, undefined, OPENAPI);
    state.questions = listQuestions(value);
    state.error = null;
    if (state.questions.length === 0) state.notice = { key: 'noQuestions' };
    followLink(link);
    await loadPlans();
  } catch (error) {
    state.error = error;
    renderAnswer();
  }
}

/** The plans that a question can be asked of; without them they are typed. */
async function loadPlans() {
  if (!state.questions.some(({ fields }) => fields.some(({ name }) => name === 'plan'))) return;
  const answer = await fetchJson(`${SERVICE}plans?f=json`).catch(() => null);
  state.plans = answer?.value.items ?? [];
}

function startMap(link) {
  try {
    page.map = createMapView(byId('map'), {
      onPlace: placeSite,
      onMove: viewMoved,
      tooltipFor: (features) => tooltipFor(features, state.asked?.answer, speech()),
    });
  } catch {
    byId('no-map').hidden = false;
    byId('layers').hidden = true;
    return;
  }
  // On a phone it would hide the map.
  byId('legend').open = !matchMedia('(max-width: 760px)').matches;
  if (link.view) page.map.setView?.(link.view);
  page.base = createBaseLayers(/** @type {any} */ (page.map), (layer, now) => {
    state.layers[layer] = now;
    byId('map-notes').replaceChildren(...layerNotes(state.layers, speech()));
  });
  byId('layer-list').replaceChildren(...layerList(page.base, speech(), actions.switchLayer));
  loadAreas(link);
}

async function loadAreas(link) {
  await page.map.ready;
  const counties = await page.base?.loadAreas('counties', state.language);
  const bounds = boundsOf(counties ?? []);
  const drawn = state.asked ? drawAnswer(state.asked.answer, state.language).bounds : null;
  if (bounds && !link.view && !drawn) page.map.show?.(bounds, { instant: true });
  noteSynthetic((counties ?? []).some((county) => county.properties?.is_synthetic));
  await page.base?.loadAreas('streets', state.language);
  await page.base?.loadViews();
  await page.base?.loadNetworks();
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
    const view = page.map.view?.();
    if (view) placeSite(view.lon, view.lat);
  });
  byId('clear').addEventListener('click', clearAnswer);
  window.addEventListener('beforeprint', takePicture);
  window.addEventListener('popstate', () => {
    const link = parsePermalink(location.hash);
    if (link.language) setLanguage(link.language);
    if (link.view) page.map.setView?.(link.view);
    followLink(link);
  });
}

function useKey(key) {
  storeKey(key);
  loadAreas(parsePermalink(location.hash));
  if (state.questions.length > 0) ask('replace');
  else loadQuestions(parsePermalink(location.hash));
}

function viewMoved() {
  page.base?.loadViewsSoon();
  if (state.questions.length > 0) rememberInAddress('replace');
}
