// Showing on the map: the drawing of the answer, the finding that is chosen, and the picture for paper.

import { boundsOf, drawAnswer } from './answer-drawing.js';
import { findingDetails } from './answer-view.js';
import { byId } from './dom.js';
import { listFindings, siteOf } from './findings.js';
import { legendOf } from './legend.js';
import { legendView } from './legend-view.js';
import { page, speech, state } from './state.js';

/** @param {{ frame?: boolean }} [how] */
export function drawOnMap({ frame = false } = {}) {
  if (!page.map.setData) return;
  const answer = state.asked?.answer ?? { features: [] };
  const drawn = drawAnswer(answer, state.language);
  page.map.setData('answer-areas', drawn.areas);
  page.map.setData('answer-lines', drawn.lines);
  page.map.setData('answer-points', drawn.points);
  page.map.setData('answer-names', drawn.names);
  page.map.highlight?.(null);
  const entries = legendOf(answer, speech());
  byId('legend').hidden = entries.length === 0;
  byId('legend-list').replaceChildren(...legendView(entries));
  page.map.setSite?.((state.asked ? siteOf(answer) : null) ?? typedSite());
  if (frame && drawn.bounds) page.map.show?.(drawn.bounds, { always: false });
}

/** The site as typed, when it is plainly WGS 84. */
function typedSite() {
  const { form } = state;
  if (!form || (form.values.crs && form.values.crs !== 'CRS84')) return null;
  const [lon, lat] = form.model.takesSite
    ? [form.values.lon, form.values.lat]
    : form.model.addsSite
      ? [form.values.addLon, form.values.addLat]
      : [];
  const isPlace = lon && lat && Math.abs(Number(lon)) <= 180 && Math.abs(Number(lat)) <= 85;
  return isPlace ? { lon: Number(lon), lat: Number(lat) } : null;
}

export function highlight(number, { scroll = false } = {}) {
  page.map.highlight?.(number > 0 ? number : null);
  for (const row of document.querySelectorAll('.finding-row')) {
    const isIt = /** @type {any} */ (row).dataset.number === String(number);
    row.classList.toggle('highlighted', isIt);
    if (isIt && scroll) row.scrollIntoView({ block: 'nearest' });
  }
}

export function chooseFinding(number) {
  const finding = listFindings(state.asked?.answer ?? {}).find((one) => one.number === number);
  const bounds = finding?.geometry ? boundsOf([/** @type {any} */ (finding)]) : null;
  if (bounds) page.map.show?.(bounds);
  showDetails(number);
  highlight(number);
}

export function showDetails(number) {
  document
    .getElementById('finding')
    ?.replaceChildren(...findingDetails(state.asked?.answer ?? {}, number, speech()));
}

/** A live map is cut off on paper; its picture scales. */
export function takePicture() {
  if (!page.map.picture) return;
  const picture = byId('map-picture');
  picture.src = page.map.picture();
  picture.hidden = false;
}

export async function printAnswer() {
  takePicture();
  await byId('map-picture')
    .decode()
    .catch(() => undefined);
  window.print();
}
