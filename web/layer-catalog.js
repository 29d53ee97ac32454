// The layers that are loaded by the part of the map in view.

import { shanghaiDate } from './format.js';

/**
 * @typedef {object} ViewLayer
 * @property {string} collection
 * @property {number} fromZoom not asked for below it
 * @property {number} most features that are drawn; of more none is
 * @property {number} page
 * @property {string} properties
 * @property {() => Record<string, string>} filter
 */

/** @type {Record<string, ViewLayer>} */
export const BY_VIEW = {
  institutions: {
    collection: 'institutions',
    fromZoom: 7,
    most: 20_000,
    page: 10_000,
    properties: 'name,kind,category,services,is_synthetic',
    filter: () => ({ datetime: shanghaiDate(new Date()) }),
  },
  cells: {
    collection: 'population-cells',
    fromZoom: 9,
    most: 20_000,
    page: 10_000,
    properties: 'population,population_basis,surface_code,as_of,is_synthetic',
    filter: () => ({}),
  },
  edges: {
    collection: 'walk-edges',
    fromZoom: 12.5,
    most: 20_000,
    page: 10_000,
    properties: 'name,highway,length_m,component,is_bridge,network_code,is_synthetic',
    filter: () => ({ is_active: 'true' }),
  },
};
export const VIEW_LAYERS = Object.keys(BY_VIEW);
/** Layers that are loaded once. */
export const AREA_LAYERS = ['counties', 'streets'];

/** The address of a layer's features in a box. @param {string} base @param {ViewLayer} layer @param {readonly number[]} box */
export function viewUrl(base, { collection, page, properties, filter }, box) {
  const query = new URLSearchParams({
    bbox: box.map((degrees) => degrees.toFixed(5)).join(','),
    limit: String(page),
    ...filter(),
    properties,
    f: 'json',
  });
  return `${base}collections/${collection}/items?${query}`;
}
