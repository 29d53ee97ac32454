// The part of the address after #: a question with its inputs, the view and the language. Opening it asks again.

const RESERVED = new Set(['ask', 'map', 'lang']);

/**
 * @typedef {object} Permalink
 * @property {string | null} ask id of the question
 * @property {Record<string, string>} inputs
 * @property {{ zoom: number, lat: number, lon: number } | null} view
 * @property {'zh' | 'en' | null} language
 */

/** Reads what serializePermalink wrote; what it does not understand is left out. @param {string} hash @returns {Permalink} */
export function parsePermalink(hash) {
  const given = new URLSearchParams(hash.replace(/^#/, ''));
  const inputs = {};
  for (const [name, value] of given) {
    if (!RESERVED.has(name) && /^[A-Za-z][A-Za-z0-9_-]*$/.test(name)) inputs[name] = value;
  }
  const language = given.get('lang');
  return {
    ask: given.get('ask') || null,
    inputs,
    view: parseView(given.get('map')),
    language: language === 'zh' || language === 'en' ? language : null,
  };
}

function parseView(text) {
  const parts = (text ?? '').split('/').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  if (parts.length !== 3 || !parts.every(Number.isFinite)) return null;
  const [zoom, lat, lon] = parts;
  return zoom >= 0 && zoom <= 24 && Math.abs(lat) <= 85 && Math.abs(lon) <= 180 ? { zoom, lat, lon } : null;
}

/** @param {Permalink} link @returns {string} with the leading # */
export function serializePermalink({ ask, inputs, view, language }) {
  const parts = new URLSearchParams();
  if (ask) parts.set('ask', ask);
  for (const [name, value] of Object.entries(inputs)) if (!RESERVED.has(name)) parts.set(name, value);
  if (view) parts.set('map', [view.zoom.toFixed(2), view.lat.toFixed(5), view.lon.toFixed(5)].join('/'));
  if (language) parts.set('lang', language);
  // Slashes, commas and colons are harmless after # and easier to read as they are.
  return `#${parts.toString().replace(/%2F/g, '/').replace(/%2C/g, ',').replace(/%3A/g, ':')}`;
}
