import type { LonLat } from '../../geo/lon-lat.ts';
import { type Html, html } from '../../http/html-page.ts';
import type { Facts } from '../../policy/facts.ts';
import type { DrawnRoute } from './drawn-routes.ts';
import type { EvidencePoint } from './evidence-points.ts';

const SIZE = 560;
const MARGIN = 36;
const METRES_A_DEGREE = 111_320;

/** Institutions shown on the map have the number of their row in the table beside it. */
export function siteDrawing(
  site: NonNullable<Facts['site']>,
  radiusM: number,
  points: readonly EvidencePoint[],
  routes: readonly DrawnRoute[] = [],
): Html {
  const shown = points
    .map((point, index) => ({ point, number: index + 1, at: offsetM(site, point) }))
    .filter((one) => one.at !== null && Math.hypot(...one.at) <= 2 * radiusM)
    .map((one) => ({ ...one, at: one.at as readonly [number, number] }));
  const reachM = Math.max(radiusM, ...shown.map(({ at }) => Math.hypot(...at)));
  const scale = (SIZE / 2 - MARGIN) / reachM;
  const x = (eastM: number) => round(SIZE / 2 + eastM * scale);
  const y = (northM: number) => round(SIZE / 2 - northM * scale);
  const barM = niceLength(reachM / 2);
  const drawn = new Set<number | null>(routes.map(({ institutionId }) => institutionId));
  const marks = shown.map(({ point, number, at: [eastM, northM] }) => {
    const [px, py] = [x(eastM), y(northM)];
    return html`<g><title>${number}. ${point.name} ${distanceText(point.distanceM)}</title>
<line x1="${x(0)}" y1="${y(0)}" x2="${px}" y2="${py}" stroke="#9fb0bf" stroke-width="1"${drawn.has(point.institutionId) ? html` stroke-dasharray="2 4"` : html``}/>
<circle cx="${px}" cy="${py}" r="9" fill="${colourOf(point.relation)}" stroke="#fff" stroke-width="1.5"/>
<text x="${px}" y="${round(py + 3.5)}" text-anchor="middle" font-size="10" fill="#fff">${number}</text>
<text x="${round(px + 12)}" y="${round(py + 4)}" font-size="10" fill="#1c2733">${distanceText(point.distanceM)}</text></g>`;
  });
  const paths = routes.map(({ line }) => {
    const way = line.coordinates.map(([lon = 0, lat = 0]) => {
      const [eastM, northM] = planeM(site, { lon, lat });
      return `${x(eastM)},${y(northM)}`;
    });
    return html`<polyline points="${way.join(' ')}" fill="none" stroke="#0a5c8a" stroke-width="2.5" stroke-linejoin="round" stroke-opacity=".75"/>`;
  });
  return html`<svg class="site" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIZE} ${SIZE}" width="${SIZE}" height="${SIZE}" role="img" aria-label="拟设地点及周边机构 Site and institutions near by" font-family="system-ui,sans-serif">
<rect width="${SIZE}" height="${SIZE}" fill="#f7f9fb" stroke="#d5dde5"/>
<circle cx="${x(0)}" cy="${y(0)}" r="${round(radiusM * scale)}" fill="#dbe9f3" fill-opacity=".6" stroke="#0a5c8a" stroke-dasharray="6 4"/>
<text x="${x(0)}" y="${round(y(radiusM) - 6)}" text-anchor="middle" font-size="11" fill="#0a5c8a">${radiusM} m</text>
${paths}
${marks}
<path d="M${x(0)} ${round(y(0) - 9)}l8 16h-16z" fill="#c2410c" stroke="#fff" stroke-width="1.5"><title>拟设地点 Site</title></path>
<path d="M${MARGIN} ${SIZE - 22}v6h${round(barM * scale)}v-6" fill="none" stroke="#1c2733" stroke-width="1.5"/>
<text x="${round(MARGIN + (barM * scale) / 2)}" y="${SIZE - 24}" text-anchor="middle" font-size="11">${barM} m</text>
<path d="M${SIZE - 30} 40v-22m-5 7l5-8l5 8" fill="none" stroke="#1c2733" stroke-width="1.5"/>
<text x="${SIZE - 30}" y="52" text-anchor="middle" font-size="11">N</text>
</svg>`;
}

/** A distance for people, to the millimetre that is compared; nothing where it is not known. */
export function distanceText(distanceM: number | null): string {
  return distanceM === null ? '' : `${distanceM.toFixed(3).replace(/\.?0+$/, '')} m`;
}

/** A walk for people; nothing where none is known. */
export function walkText({ walkM, walkMinutes, walkBeyondM }: EvidencePoint): string {
  if (walkBeyondM !== undefined) return `> ${walkBeyondM} m`;
  if (walkM === undefined) return '';
  return `${distanceText(walkM)}${walkMinutes === undefined ? '' : ` · ${walkMinutes.toFixed(1)} min`}`;
}

/** The ways from the site and from the institution to the network, which are part of the walk; nothing where they are not known. */
export function waysToNetworkText({ siteSnapM, snapM }: EvidencePoint): string {
  return siteSnapM === undefined || snapM === undefined
    ? ''
    : `${distanceText(siteSnapM)} + ${distanceText(snapM)}`;
}

/** East and north of the site in metres: direction in the plane, length as measured on the ellipsoid. */
function offsetM(
  site: { readonly lon: number; readonly lat: number },
  { lon, lat, distanceM }: EvidencePoint,
): readonly [number, number] | null {
  if (lon === null || lat === null) return null;
  const [east, north] = planeM(site, { lon, lat });
  const length = Math.hypot(east, north);
  const stretch = distanceM === null || length === 0 ? 1 : distanceM / length;
  return [east * stretch, north * stretch];
}

/** East and north of the site in metres, in the plane. */
function planeM(site: LonLat, { lon, lat }: LonLat): readonly [number, number] {
  return [
    (lon - site.lon) * METRES_A_DEGREE * Math.cos((site.lat * Math.PI) / 180),
    (lat - site.lat) * METRES_A_DEGREE,
  ];
}

/** Red = it stands in the way, grey = it does not, amber = a person must look at it. */
function colourOf(relation: string): string {
  if (relation === 'within') return '#b42318';
  return relation === 'beyond' || relation === 'nearest' ? '#5b6b7b' : '#b7791f';
}

/** The largest of 1, 2, 5 × 10ⁿ metres that is not above. */
function niceLength(mostM: number): number {
  const power = 10 ** Math.floor(Math.log10(mostM));
  return [5, 2, 1].map((step) => step * power).find((length) => length <= mostM) ?? power;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
