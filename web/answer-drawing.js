// What of an answer is drawn: GeoJSON for areas, lines and points with a tone, a number and a label each.

import { amountScale, limitScale } from './colour-scale.js';
import { drawFinding, drawn, drawWay, peopleOf } from './finding-drawing.js';
import { featuresOf, isOnFoot, limitOf, listFindings, siteOf, toneNamed } from './findings.js';
import { formatNumber, formatWalk } from './format.js';

/**
 * @param {any} answer @param {'zh' | 'en'} language
 * @returns {{ areas: any, lines: any, points: any, names: any, bounds: [number, number, number, number] | null }}
 */
export function drawAnswer(answer, language) {
  const limitM = limitOf(answer);
  const parts = { areas: [], lines: [], points: [], names: [] };
  const findings = listFindings(answer);
  const limits = limitScale(answer);
  const drawing = {
    language,
    limitM,
    limits,
    site: siteOf(answer),
    onFoot: isOnFoot(answer),
    amounts: amountScale(answer),
    mostPeople: findings.reduce((most, { properties }) => Math.max(most, peopleOf(properties) ?? 0), 0),
    routed: new Set(featuresOf(answer, 'route').map(({ properties }) => properties.institution_id)),
  };
  drawReach(answer, limits ?? [], parts);
  for (const finding of findings) if (finding.geometry) drawFinding(finding, drawing, parts);
  drawOutlines(answer, parts);
  drawWalks(answer, drawing, findings, parts);
  for (const { geometry, properties } of featuresOf(answer, 'circle')) {
    const radiusM = properties.radius_m ?? limitM;
    const radius = Number.isFinite(radiusM) ? `${formatNumber(radiusM, language)} m` : '';
    const tone = toneNamed(answer.verdict) ?? 'plain';
    parts.areas.push(drawn(geometry, { tone, shape: 'circle', weight: 1, radius }));
  }
  return {
    areas: collection(parts.areas),
    lines: collection(parts.lines),
    points: collection(parts.points),
    names: collection(parts.names),
    bounds: boundsOf(frameOf(answer, limitM)),
  };
}

/** Streets within each limit over their pictures; the nearest on top. */
function drawReach(answer, limits, parts) {
  const inOrder = [...limits].reverse();
  const draw = (role, into, shown) => {
    for (const { limitM, colour } of inOrder)
      for (const { geometry, properties } of featuresOf(answer, role))
        if (properties.limit_m === limitM)
          parts[into].push(drawn(geometry, { ...shown, colour, tone: 'plain', limit_m: limitM, weight: 1 }));
  };
  draw('picture', 'areas', { shape: 'picture' });
  draw('streets', 'lines', { kind: 'street' });
}

/** Joined cells: the cells carry the colour. */
function drawOutlines(answer, parts) {
  for (const role of ['gap', 'zone'])
    for (const { geometry, properties } of featuresOf(answer, role)) {
      const tone = toneNamed(properties.status ?? role) ?? 'plain';
      parts.areas.push(drawn(geometry, { tone, shape: 'outline', weight: 0 }));
    }
}

function drawWalks(answer, { site, limitM, language }, findings, parts) {
  const byId = new Map(findings.map((finding) => [finding.properties.institution_id, finding]));
  for (const { geometry } of featuresOf(answer, 'snap'))
    parts.lines.push(drawn(geometry, { kind: 'snap', tone: 'plain', n: 0 }));
  for (const { geometry } of site ? featuresOf(answer, 'site-snap') : [])
    parts.lines.push(
      drawn(
        { type: 'LineString', coordinates: [[site.lon, site.lat], geometry.coordinates] },
        { kind: 'snap', tone: 'plain', n: 0 },
      ),
    );
  for (const { geometry, properties } of featuresOf(answer, 'route')) {
    const { walk_m: walkM, walk_s: walkS, site_snap_m: startM, snap_m: endM } = properties;
    const finding = byId.get(properties.institution_id);
    const tone = toneNamed(properties.relation) ?? 'plain';
    const distance = formatWalk(walkM, walkS, limitM, language);
    drawWay(geometry.coordinates, [startM, endM], { n: finding?.number ?? 0, tone, distance }, parts);
  }
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

const collection = (features) => ({ type: 'FeatureCollection', features });
