// The layers under every question: counties, streets and walking networks once, the others by the part of the map in view.

import { fetchFeatures, SERVICE } from './api-client.js';
import { labelPoint } from './label-point.js';
import { AREA_LAYERS, BY_VIEW, VIEW_LAYERS, viewUrl } from './layer-catalog.js';

const MOST_AREAS = 5_000;
const collection = (features) => ({ type: 'FeatureCollection', features });

/**
 * @param {{ setData(source: string, data: any): void, bounds(): number[], zoom(): number }} map
 * @param {(layer: string, state: { kind: 'loading' | 'shown' | 'zoomIn' | 'tooMany' | 'none' | 'failed' | 'off', count?: number, reason?: string }) => void} onState
 */
export function createBaseLayers(map, onState) {
  const loaded = {
    counties: /** @type {any[]} */ ([]),
    streets: /** @type {any[]} */ ([]),
    institutions: /** @type {any[]} */ ([]),
    networks: /** @type {any[]} */ ([]),
  };
  const running = new Map();
  const held = new Map();
  let soon = /** @type {any} */ (0);
  const visible = {
    counties: true,
    streets: true,
    institutions: true,
    cells: false,
    edges: false,
    networks: false,
  };

  /** @param {'counties' | 'streets'} layer @param {'zh' | 'en'} language */
  const drawAreas = (layer, language) => {
    const named = visible[layer] ? loaded[layer] : [];
    map.setData(layer, collection(named.map((feature) => labelled(feature.geometry, feature, language))));
    map.setData(
      `${layer}-names`,
      collection(named.map((feature) => labelled(pointOf(feature), feature, language))),
    );
  };

  /** @param {'counties' | 'streets'} layer @param {'zh' | 'en'} language */
  const loadAreas = async (layer, language) => {
    try {
      const url = `${SERVICE}collections/${layer}/items?limit=1000&f=json`;
      const { features } = await fetchFeatures(url, MOST_AREAS, new AbortController().signal);
      loaded[layer] = features;
      onState(layer, { kind: 'shown', count: features.length });
      drawAreas(layer, language);
    } catch (error) {
      onState(layer, { kind: 'failed', reason: String(/** @type {Error} */ (error).message) });
    }
    return loaded[layer];
  };

  /** Outlines of the networks in use; their codes are also what a question can name. */
  const loadNetworks = async () => {
    try {
      const url = `${SERVICE}collections/walk-networks/items?is_active=true&limit=100&f=json`;
      loaded.networks = (await fetchFeatures(url, MOST_AREAS, new AbortController().signal)).features;
      drawNetworks();
    } catch (error) {
      onState('networks', { kind: 'failed', reason: String(/** @type {Error} */ (error).message) });
    }
  };
  const drawNetworks = () => {
    map.setData('networks', collection(visible.networks ? loaded.networks : []));
    const isNone = visible.networks && loaded.networks.length === 0;
    onState('networks', { kind: isNone ? 'none' : 'shown', count: loaded.networks.length });
  };

  /** @param {string} layer one of VIEW_LAYERS */
  const loadView = async (layer) => {
    const source = BY_VIEW[layer];
    const { fromZoom, most } = source;
    running.get(layer)?.abort();
    if (!visible[layer] || map.zoom() < fromZoom) {
      held.delete(layer);
      map.setData(layer, collection([]));
      return onState(layer, { kind: visible[layer] ? 'zoomIn' : 'off' });
    }
    const view = map.bounds();
    if (held.has(layer) && contains(held.get(layer), view)) return;
    const controller = new AbortController();
    running.set(layer, controller);
    onState(layer, { kind: 'loading' });
    const box = widened(view);
    try {
      const { features, matched, complete } = await fetchFeatures(
        viewUrl(SERVICE, source, box),
        most,
        controller.signal,
      );
      map.setData(layer, collection(!complete ? [] : layer === 'edges' ? features : drawable(features)));
      if (complete) held.set(layer, box);
      else held.delete(layer);
      if (layer === 'institutions' && complete) loaded.institutions = features;
      const kind = !complete ? 'tooMany' : features.length === 0 && layer === 'edges' ? 'none' : 'shown';
      onState(layer, { kind, count: complete ? features.length : matched });
    } catch (error) {
      if (controller.signal.aborted) return;
      onState(layer, { kind: 'failed', reason: String(/** @type {Error} */ (error).message) });
    }
  };

  return {
    loaded,
    visible,
    loadAreas,
    drawAreas,
    loadNetworks,
    loadViews: () => Promise.all(VIEW_LAYERS.map(loadView)),
    /** As loadViews once the map has come to rest: a drag ends in several moves. */
    loadViewsSoon: () => {
      clearTimeout(soon);
      soon = setTimeout(() => Promise.all(VIEW_LAYERS.map(loadView)), 200);
    },
    /** @param {string} layer @param {boolean} on @param {'zh' | 'en'} language */
    setVisible: (layer, on, language) => {
      visible[layer] = on;
      if (AREA_LAYERS.includes(layer)) drawAreas(/** @type {any} */ (layer), language);
      else if (layer === 'networks') drawNetworks();
      else {
        held.delete(layer);
        loadView(layer);
      }
    },
  };
}

/** With several population surfaces only the latest is drawn: one upon the other would count people twice. */
function drawable(features) {
  const placed = features.filter((feature) => feature.geometry);
  const surfaceOf = ({ properties }) => `${properties?.as_of ?? ''} ${properties?.surface_code ?? ''}`;
  const latest = placed.map(surfaceOf).sort().at(-1);
  return placed.filter((feature) => surfaceOf(feature) === latest).map(slim);
}

/** Whether it is designated stands as a plain value: a drawing rule cannot look into a list. */
function slim({ geometry, properties }) {
  const { services, ...rest } = properties ?? {};
  return {
    type: 'Feature',
    geometry,
    properties: { ...rest, designated: services === undefined || services.length > 0 },
  };
}

function labelled(geometry, { properties }, language) {
  const { name, name_en: nameEn, code } = properties ?? {};
  return {
    type: 'Feature',
    geometry,
    properties: { code, label: (language === 'en' && nameEn) || name || code || '' },
  };
}

function pointOf({ geometry }) {
  const coordinates = labelPoint(geometry);
  return coordinates && { type: 'Point', coordinates };
}

/** A quarter more on each side, so that a small move of the map asks nothing. */
function widened([west, south, east, north]) {
  const dx = (east - west) / 4;
  const dy = (north - south) / 4;
  return [
    Math.max(-180, west - dx),
    Math.max(-90, south - dy),
    Math.min(180, east + dx),
    Math.min(90, north + dy),
  ];
}

function contains(box, [west, south, east, north]) {
  return box[0] <= west && box[1] <= south && box[2] >= east && box[3] >= north;
}
