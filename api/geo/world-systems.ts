import { DEGREES_HINT, looksLikeDegrees, type ProjectedSystem } from './projected.ts';

const WORLD_M = 20_037_508.342789244;
const explain = (x: number, y: number) => (looksLikeDegrees(x, y) ? DEGREES_HINT : undefined);

/** EPSG:3857, metres of the web map; undefined for other codes. A pair within 180 m of 0,0 is refused: it is always degrees. */
export function webMercatorSystem(code: number): ProjectedSystem | undefined {
  if (code !== 3857) return undefined;
  return {
    id: 'EPSG:3857',
    definition: 'EPSG:3857',
    range: { x: [-WORLD_M, WORLD_M], y: [-WORLD_M, WORLD_M] },
    explain,
  };
}

/** WGS 84 / UTM zones 43 to 53 north (75° to 135° E), EPSG:32643 to 32653; undefined for other codes. */
export function utmSystem(code: number): ProjectedSystem | undefined {
  const zone = code - 32_600;
  if (!(zone >= 43 && zone <= 53)) return undefined;
  return {
    id: `EPSG:${code}`,
    definition: `+proj=utm +zone=${zone} +datum=WGS84 +units=m +no_defs`,
    range: { x: [100_000, 900_000], y: [0, 6_500_000] },
    explain,
  };
}
