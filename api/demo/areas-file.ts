import type { DemoAreas } from './build-areas.ts';
import { CITY, COUNTIES, MANAGEMENT_AREAS } from './city-plan.ts';
import type { LonLat } from './plane.ts';

/** GeoJSON (RFC 7946) in the standard columns of an areas file: city, counties, streets, management areas without geometry. */
export function areasFile({ streets, rings }: DemoAreas): string {
  const common = { valid_from: '2020-01-01' };
  const features = [
    feature(
      { code: CITY.code, level: 'city', name: CITY.name, name_en: CITY.nameEn, ...common },
      rings.get(CITY.code),
    ),
    ...COUNTIES.map((county) =>
      feature(
        {
          code: county.code,
          level: 'county',
          name: county.name,
          name_en: county.nameEn,
          parent_code: CITY.code,
          ...common,
        },
        rings.get(county.code),
      ),
    ),
    ...streets.map(({ code, name, nameEn, county, ring }) =>
      feature({ code, level: 'street', name, name_en: nameEn, parent_code: county.code, ...common }, ring),
    ),
    ...MANAGEMENT_AREAS.map(({ code, name, nameEn }) =>
      feature(
        { code, level: 'management', name, name_en: nameEn, parent_code: CITY.code, ...common },
        undefined,
      ),
    ),
  ];
  return `{"type":"FeatureCollection","name":"示例市（合成数据）Sample City (synthetic)","features":[\n${features.join(',\n')}\n]}\n`;
}

function feature(properties: Record<string, string>, ring: readonly LonLat[] | undefined): string {
  const geometry = ring ? { type: 'Polygon', coordinates: [ring] } : null;
  return JSON.stringify({ type: 'Feature', properties, geometry });
}
