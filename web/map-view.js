// The map: an object that the rest of the page speaks to, so that the page also works where no map can be drawn.

import { element } from './dom.js';
import { hatchTile } from './hatch.js';
import { mapStyle } from './map-style.js';

/** @type {any} */
const maplibregl = /** @type {any} */ (globalThis).maplibregl;
/** What has a tooltip. */
const POINTED_AT = [
  'answer-point',
  'institution-dot',
  'answer-route',
  'answer-line',
  'answer-street',
  'answer-fill',
  'edge-line',
  'cell-fill',
];
const HIGHLIGHTS = ['highlight-line', 'highlight-point', 'highlight-area'];

/**
 * @param {HTMLElement} container
 * @param {{ onPlace(lon: number, lat: number, features?: any[], isMoved?: boolean): void, onMove(): void, tooltipFor(features: any[]): Node | null }} events
 */
export function createMapView(container, events) {
  if (!maplibregl) throw new Error('MapLibre is not loaded');
  maplibregl.setWorkerUrl(new URL('./vendor/maplibre-gl-csp-worker.js', document.baseURI).href);
  const map = new maplibregl.Map({
    container,
    style: mapStyle(),
    center: [105, 35],
    zoom: 3,
    maxPitch: 0,
    dragRotate: false,
    pitchWithRotate: false,
    attributionControl: false,
    locale: { 'Map.Title': container.getAttribute('aria-label') ?? 'Map' },
    // The canvas is printed and photographed.
    canvasContextAttributes: { preserveDrawingBuffer: true },
  });
  map.touchZoomRotate.disableRotation();
  map.addControl(new maplibregl.NavigationControl({ showCompass: false }), 'top-right');
  map.addControl(new maplibregl.ScaleControl({ maxWidth: 120, unit: 'metric' }), 'bottom-right');
  map.once('style.load', () => map.addImage('hatch', hatchTile()));
  const ready = new Promise((resolve) => map.once('load', resolve));
  const marker = siteMarker(events.onPlace);
  listen(map, events);

  return {
    ready,
    /** @param {string} source @param {any} data */
    setData: (source, data) => ready.then(() => map.getSource(source).setData(data)),
    /** @param {{ lon: number, lat: number } | null} site */
    setSite: (site) => {
      const drawn = site
        ? [
            {
              type: 'Feature',
              geometry: { type: 'Point', coordinates: [site.lon, site.lat] },
              properties: {},
            },
          ]
        : [];
      ready.then(() => map.getSource('site').setData({ type: 'FeatureCollection', features: drawn }));
      if (site) marker.setLngLat([site.lon, site.lat]).addTo(map);
      else marker.remove();
    },
    /** What is seen, as a PNG data address, for paper. */
    picture: () => map.getCanvas().toDataURL('image/png'),
    /** @param {number | null} number */
    highlight: (number) =>
      ready.then(() => {
        for (const layer of HIGHLIGHTS) map.setFilter(layer, ['==', ['get', 'n'], number ?? -1]);
      }),
    /** @param {[number, number, number, number]} bounds @param {{ always?: boolean, instant?: boolean }} [how] */
    show: (bounds, { always = true, instant = false } = {}) => {
      if (!always && isWellSeen(map, bounds)) return;
      map.fitBounds(bounds, { padding: 48, maxZoom: 16.5, duration: instant ? 0 : 700 });
    },
    view: () => ({ zoom: map.getZoom(), lat: map.getCenter().lat, lon: map.getCenter().lng }),
    /** @param {{ zoom: number, lat: number, lon: number }} view */
    setView: (view) => map.jumpTo({ center: [view.lon, view.lat], zoom: view.zoom }),
    /** Whether the next click chooses a place, whatever lies under it. @param {boolean} isPicking */
    setPicking: (isPicking) => container.classList.toggle('picking', isPicking),
    /** West, south, east, north. @returns {[number, number, number, number]} */
    bounds: () => map.getBounds().toArray().flat(),
    zoom: () => map.getZoom(),
    resize: () => map.resize(),
  };
}

/** @typedef {ReturnType<typeof createMapView>} MapView */

function listen(map, { onPlace, onMove, tooltipFor }) {
  const canvas = map.getCanvas();
  map.on('click', ({ lngLat, point }) => onPlace(lngLat.lng, lngLat.lat, map.queryRenderedFeatures(point)));
  map.on('moveend', onMove);
  canvas.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    const { lng, lat } = map.getCenter();
    onPlace(lng, lat);
  });
  const popup = new maplibregl.Popup({
    closeButton: false,
    closeOnClick: false,
    offset: 12,
    maxWidth: '280px',
  });
  map.on('mousemove', ({ point, lngLat }) => {
    if (!map.isStyleLoaded() && !map.getLayer('answer-point')) return;
    const reach = [
      [point.x - 4, point.y - 4],
      [point.x + 4, point.y + 4],
    ];
    const hit = map.queryRenderedFeatures(reach, {
      layers: POINTED_AT,
    });
    const content = tooltipFor(hit);
    if (content) popup.setLngLat(lngLat).setDOMContent(content).addTo(map);
    else popup.remove();
  });
  canvas.addEventListener('mouseleave', () => popup.remove());
}

function siteMarker(onPlace) {
  const pin = element('div', { class: 'site-pin' }, element('span', { class: 'site-pin-dot' }));
  const marker = new maplibregl.Marker({ element: pin, anchor: 'center', draggable: true });
  marker.on('dragend', () => {
    const { lng, lat } = marker.getLngLat();
    onPlace(lng, lat, [], true);
  });
  // A click on the pin itself is not a new site.
  pin.addEventListener('click', (event) => event.stopPropagation());
  return marker;
}

/** In view, and not so small that distances cannot be told apart. */
function isWellSeen(map, [west, south, east, north]) {
  const low = map.project([west, south]);
  const high = map.project([east, north]);
  const { clientWidth, clientHeight } = map.getContainer();
  const inView = low.x >= 0 && high.x <= clientWidth && high.y >= 0 && low.y <= clientHeight;
  return inView && Math.max((high.x - low.x) / clientWidth, (low.y - high.y) / clientHeight) > 0.4;
}
