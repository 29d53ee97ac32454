// How one finding is drawn: its colour, its label, and the line of its distance.

import { amountColour, UNKNOWN_COLOUR } from './colour-scale.js';
import { natureOf, toneOf } from './findings.js';
import { formatDistance, formatNumber, formatWalk } from './format.js';
import { labelPoint } from './label-point.js';
import { valueLabel } from './labels.js';
import { halfWay, splitRoute } from './route-drawing.js';
import { translator } from './texts.js';

/** @typedef {{ type: string, geometry: any, properties: Record<string, any> }} Drawn */
/** @typedef {{ areas: Drawn[], lines: Drawn[], points: Drawn[], names: Drawn[] }} Parts */
/**
 * @typedef {object} Drawing what one finding needs to know of the whole answer
 * @property {'zh' | 'en'} language
 * @property {number | null} limitM
 * @property {{ lon: number, lat: number } | null} site
 * @property {boolean} onFoot distances were walked
 * @property {number} mostPeople
 * @property {import('./colour-scale.js').AmountClass[] | null} amounts
 * @property {{ limitM: number, colour: string }[] | null} limits
 * @property {ReadonlySet<unknown>} routed ids of institutions to which a way is drawn
 */

/** What cannot be told is hatched, so that it is no colour among colours. */
const DOUBTFUL = new Set(['review', 'unknown']);

/** @param {import('./findings.js').Finding} finding @param {Drawing} drawing @param {Parts} parts filled in place */
export function drawFinding({ number, properties, geometry }, drawing, parts) {
  const { language, site } = drawing;
  const distance = distanceText(properties, drawing);
  const shown = {
    n: number,
    tone: toneOf(properties),
    ...colourOf(properties, drawing),
    label: labelOf(properties, language),
    distance,
    weight: weigh(peopleOf(properties), drawing.mostPeople),
  };
  if (geometry.type.includes('Line')) return drawPair(geometry, properties, shown, parts);
  const isArea = geometry.type.includes('Polygon');
  parts[isArea ? 'areas' : 'points'].push(drawn(geometry, shown));
  const middle = shown.label ? labelPoint(geometry) : null;
  if (middle) parts.names.push(drawn({ type: 'Point', coordinates: middle }, shown));
  if (properties.role === 'suggestion') parts.names.push(gainLabel(geometry, properties, shown, language));
  if (isArea || !site || distance === '' || properties.role === 'institution') return;
  const ends = [[site.lon, site.lat], geometry.coordinates];
  const isRouted = drawing.routed.has(properties.institution_id);
  parts.lines.push(
    drawn({ type: 'LineString', coordinates: ends }, { ...shown, kind: isRouted ? 'beside' : 'straight' }),
  );
  if (!isRouted) parts.names.push(lineLabel(middleOf(ends), shown, uprightAngle(ends)));
}

/** A pair of institutions: a straight line, or the way between them. */
function drawPair(geometry, properties, shown, parts) {
  const isWalked = properties.drawn === 'route' && geometry.type === 'LineString';
  if (!isWalked) {
    parts.lines.push(drawn(geometry, { ...shown, kind: 'straight' }));
    if (shown.distance && geometry.type === 'LineString' && geometry.coordinates.length === 2)
      parts.names.push(lineLabel(middleOf(geometry.coordinates), shown, uprightAngle(geometry.coordinates)));
    return;
  }
  drawWay(geometry.coordinates, [properties.a_snap_m, properties.b_snap_m], shown, parts);
}

/**
 * A walk: the streets, the ways to the network, and its length half-way.
 * @param {[number, number][]} line @param {[number, number]} snapsM @param {Record<string, any>} shown @param {Parts} parts
 */
export function drawWay(line, [startM, endM], shown, parts) {
  const { streets, snaps } = splitRoute(line, startM, endM);
  for (const leg of snaps)
    parts.lines.push(drawn({ type: 'LineString', coordinates: leg }, { ...shown, kind: 'snap' }));
  if (streets.length > 0)
    parts.lines.push(drawn({ type: 'LineString', coordinates: streets }, { ...shown, kind: 'route' }));
  const middle = halfWay(line);
  if (middle && shown.distance) parts.names.push(lineLabel(middle, shown, 0));
}

function colourOf(properties, { amounts, limits }) {
  const nature = natureOf(properties);
  const hatch = properties.role === 'cell' && nature !== null && DOUBTFUL.has(nature) ? { hatch: true } : {};
  if (amounts && 'per_1000' in properties)
    return { colour: amountColour(amounts, properties.per_1000), opacity: 0.72, ...hatch };
  if (limits && properties.role === 'institution' && Number.isFinite(properties.within_m))
    return { colour: limits.find(({ limitM }) => limitM === properties.within_m)?.colour ?? UNKNOWN_COLOUR };
  if (properties.role === 'cell' && properties.gains === true) return { ...hatch, gains: true };
  return hatch;
}

/** The distance that decides, on foot where it was walked. */
function distanceText({ walk_m: walkM, walk_s: walkS, distance_m: distanceM }, { limitM, language, onFoot }) {
  if (Number.isFinite(walkM)) return formatWalk(walkM, walkS, limitM, language);
  if (!Number.isFinite(distanceM)) return '';
  const metres = formatDistance(distanceM, limitM, language);
  // Beside walks a straight line is named as one.
  return walkM === undefined && !onFoot ? metres : translator(language)('straight', { distance: metres });
}

function gainLabel(geometry, { residents_newly_covered: gained }, shown, language) {
  const label = Number.isFinite(gained) && gained > 0 ? `+${formatNumber(gained, language, 0)}` : '';
  return drawn(geometry, { ...shown, label, below: true });
}

function lineLabel(place, shown, angle) {
  return drawn({ type: 'Point', coordinates: place }, { ...shown, label: '', onLine: true, angle });
}

const middleOf = ([[west, south], [east, north]]) => [(west + east) / 2, (south + north) / 2];

/** Degrees clockwise by which a text runs along the line on a Mercator map without standing on its head. */
function uprightAngle([[lon1, lat1], [lon2, lat2]]) {
  const northing = (lat) => (Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) * 180) / Math.PI;
  const angle = (-Math.atan2(northing(lat2) - northing(lat1), lon2 - lon1) * 180) / Math.PI;
  if (angle > 90) return angle - 180;
  return angle < -90 ? angle + 180 : angle;
}

function labelOf(properties, language) {
  const name = language === 'en' ? (properties.name_en ?? properties.name) : properties.name;
  const coded = properties.class ? valueLabel(properties.class, language) : '';
  return [name, coded].filter(Boolean).join('\n');
}

/** @param {Record<string, any>} properties */
export function peopleOf(properties) {
  const people = properties.population ?? properties.population_uncovered;
  return Number.isFinite(people) ? people : null;
}

/** 0…1 by the square root, so that a few dense cells do not make the rest invisible. */
function weigh(people, most) {
  return people === null || most <= 0 ? 0.45 : Math.sqrt(Math.max(0, people) / most);
}

/** @param {any} geometry @param {Record<string, any>} properties @returns {Drawn} */
export const drawn = (geometry, properties) => ({ type: 'Feature', geometry, properties });
