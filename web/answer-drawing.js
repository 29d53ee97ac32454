// What of an answer is drawn: GeoJSON for areas, lines and points with a tone, a number and a label each.

import { formatDistance, formatNumber } from './format.js';
import { labelPoint } from './label-point.js';
import { valueLabel } from './labels.js';

/** Tone of a feature by its role or class; a tone has a colour, and always a number or a word beside it. */
const TONES = {
  conflict: 'conflict',
  within: 'conflict',
  over_saturated: 'conflict',
  uncovered: 'conflict',
  gap: 'conflict',
  review: 'review',
  uncertain: 'review',
  untyped: 'review',
  exempt: 'review',
  lapsed: 'review',
  saturated: 'review',
  clear: 'clear',
  unsaturated: 'clear',
  covered: 'clear',
  unknown: 'unknown',
  beyond: 'plain',
};
const STRUCTURAL = new Set(['site', 'circle']);

/** @param {Record<string, any>} properties */
export function toneOf(properties) {
  const named = TONES[properties.role] ?? TONES[properties.class] ?? TONES[properties.verdict];
  if (named) return named;
  // Cells and polygons of people without a name for their state are gaps: only those are listed.
  return Number.isFinite(properties.population) ? 'conflict' : 'plain';
}

/** The features that are findings, in the order of the answer, each with the number shown in the table and on the map. */
export function listFindings(answer) {
  return (answer.features ?? [])
    .filter((feature) => !STRUCTURAL.has(feature.properties?.role))
    .map((feature, index) => ({
      number: index + 1,
      properties: feature.properties ?? {},
      geometry: feature.geometry,
      id: feature.id ?? null,
    }));
}

/** Longitude and latitude of the place asked about, as the service converted it; null for questions without one. */
export function siteOf(answer) {
  const point = (answer.features ?? []).find((feature) => feature.properties?.role === 'site')?.geometry
    ?.coordinates;
  if (point) return { lon: point[0], lat: point[1] };
  const site = answer.parameters?.site;
  return Number.isFinite(site?.lon) && Number.isFinite(site?.lat) ? { lon: site.lon, lat: site.lat } : null;
}

/** The limit in metres that distances are compared with; null without one. */
export function limitOf(answer) {
  const limit = answer.parameters?.radius_m ?? answer.parameters?.radiusM;
  return Number.isFinite(limit) ? limit : null;
}

/**
 * @param {any} answer @param {'zh' | 'en'} language
 * @returns {{ areas: any, lines: any, points: any, names: any, bounds: [number, number, number, number] | null }}
 */
export function drawAnswer(answer, language) {
  const site = siteOf(answer);
  const limitM = limitOf(answer);
  const drawn = { areas: [], lines: [], points: [], names: [] };
  const findings = listFindings(answer);
  const mostPeople = Math.max(0, ...findings.map(({ properties }) => peopleOf(properties) ?? 0));
  for (const { number, properties, geometry } of findings) {
    if (!geometry) continue;
    const distance = Number.isFinite(properties.distance_m)
      ? formatDistance(properties.distance_m, limitM, language)
      : '';
    const people = peopleOf(properties);
    const shown = {
      n: number,
      tone: toneOf(properties),
      label: labelOf(properties, language),
      distance,
      weight: weigh(people, mostPeople),
    };
    drawn[partFor(geometry)].push(feature(geometry, shown));
    const middle = shown.label ? labelPoint(geometry) : null;
    if (middle) drawn.names.push(feature({ type: 'Point', coordinates: middle }, shown));
    const ends = endsOf(geometry, distance === '' ? null : site);
    if (distance && ends)
      drawn.names.push(
        feature(
          { type: 'Point', coordinates: middleOf(ends) },
          { ...shown, label: '', onLine: true, angle: uprightAngle(ends) },
        ),
      );
    if (distance && ends && geometry.type === 'Point')
      drawn.lines.push(feature({ type: 'LineString', coordinates: ends }, shown));
  }
  const radius = limitM === null ? '' : `${formatNumber(limitM, language)} m`;
  for (const { geometry, properties } of answer.features ?? [])
    if (properties?.role === 'circle' && geometry)
      drawn.areas.push(feature(geometry, { tone: circleTone(answer), circle: true, weight: 1, radius }));
  return {
    areas: collection(drawn.areas),
    lines: collection(drawn.lines),
    points: collection(drawn.points),
    names: collection(drawn.names),
    bounds: boundsOf(frameOf(answer, limitM)),
  };
}

/** The two ends of a measured distance: a line's own, or the site and the point. */
function endsOf(geometry, site) {
  if (geometry.type === 'LineString' && geometry.coordinates.length === 2) return geometry.coordinates;
  return site && geometry.type === 'Point' ? [[site.lon, site.lat], geometry.coordinates] : null;
}

function middleOf([[west, south], [east, north]]) {
  return [(west + east) / 2, (south + north) / 2];
}

/** Degrees clockwise by which a text runs along the line on a Mercator map without standing on its head. */
function uprightAngle([[lon1, lat1], [lon2, lat2]]) {
  const northing = (lat) => (Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) * 180) / Math.PI;
  const angle = (-Math.atan2(northing(lat2) - northing(lat1), lon2 - lon1) * 180) / Math.PI;
  if (angle > 90) return angle - 180;
  return angle < -90 ? angle + 180 : angle;
}

function circleTone(answer) {
  return TONES[answer.verdict] ?? 'plain';
}

/** What must be seen: the circle where there is one and what lies near it, else everything. */
function frameOf(answer, limitM) {
  const all = answer.features ?? [];
  if (!all.some((one) => one.properties?.role === 'circle')) return all;
  return all.filter(
    ({ properties }) =>
      properties?.role !== 'beyond' || (limitM !== null && properties.distance_m <= limitM * 1.6),
  );
}

function partFor(geometry) {
  if (geometry.type.includes('Polygon')) return 'areas';
  return geometry.type.includes('Line') ? 'lines' : 'points';
}

function labelOf(properties, language) {
  const name = language === 'en' ? (properties.name_en ?? properties.name) : properties.name;
  const coded = properties.class ? valueLabel(properties.class, language) : '';
  return [name, coded].filter(Boolean).join('\n');
}

function peopleOf(properties) {
  const people = properties.population ?? properties.population_uncovered;
  return Number.isFinite(people) ? people : null;
}

/** 0…1 by the square root, so that a few dense cells do not make the rest invisible. */
function weigh(people, most) {
  return people === null || most <= 0 ? 0.45 : Math.sqrt(Math.max(0, people) / most);
}

/** West, south, east, north of the features; null when nothing has coordinates. @param {any[]} features */
export function boundsOf(features) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  const grow = (coordinates) => {
    if (typeof coordinates[0] !== 'number') {
      for (const part of coordinates) grow(part);
      return;
    }
    const [lon, lat] = coordinates;
    box[0] = Math.min(box[0], lon);
    box[1] = Math.min(box[1], lat);
    box[2] = Math.max(box[2], lon);
    box[3] = Math.max(box[3], lat);
  };
  for (const { geometry } of features) if (geometry?.coordinates?.length) grow(geometry.coordinates);
  return box[0] <= box[2] ? /** @type {any} */ (box) : null;
}

const feature = (geometry, properties) => ({ type: 'Feature', geometry, properties });
const collection = (features) => ({ type: 'FeatureCollection', features });
