import type { Geometry } from 'geojson';
import geojsonValidation from 'geojson-validation';
import { type Crs, geometryToWgs84, type Position2 } from '../geo/crs.ts';
import { GeoInputError } from '../geo/geo-input-error.ts';
import type { RowIssue } from './issue-codes.ts';
import { isRejection } from './kind-row.ts';
import { judgePosition, parseGeometry } from './positions.ts';
import type { SourceRow } from './readers/open-source.ts';
import type { Cell } from './row-fields.ts';

interface FoundPolygon {
  readonly geometry: Geometry | null;
  readonly issues: readonly RowIssue[];
}

/**
 * Finds a row's polygon in WGS 84. Rings must be closed with at least four positions; the first vertex tells exchanged axes
 * and a place outside China; PostGIS judges the rest.
 */
export function findPolygon(crs: Crs, values: Readonly<Record<string, Cell>>, row: SourceRow): FoundPolygon {
  const geometry = row.geometry ?? parseGeometry(values.geometry);
  if (!geometry) {
    if (typeof values.geometry !== 'string') return { geometry: null, issues: [] };
    return refuse({ code: 'invalid-geometry', value: values.geometry, detail: 'not GeoJSON text' });
  }
  if (geometry.type !== 'Polygon' && geometry.type !== 'MultiPolygon')
    return refuse({
      code: 'wrong-geometry-type',
      value: geometry.type,
      detail: 'a Polygon or MultiPolygon is needed',
    });
  const trace = geojsonValidation.isGeometryObject(geometry, true);
  if (trace.length > 0) return refuse({ code: 'invalid-geometry', detail: trace.slice(0, 3).join('; ') });
  const first =
    geometry.type === 'Polygon' ? geometry.coordinates[0]?.[0] : geometry.coordinates[0]?.[0]?.[0];
  if (!first) return refuse({ code: 'missing-geometry' });
  const { issues } = judgePosition(crs, first as unknown as Position2, 'geometry');
  if (issues.some(isRejection)) return { geometry: null, issues };
  try {
    return { geometry: geometryToWgs84(crs, geometry), issues };
  } catch (error) {
    if (!(error instanceof GeoInputError)) throw error;
    return refuse({
      code: 'coordinates-not-in-crs',
      value: error.value,
      detail: `${error.field}: ${error.message}`,
    });
  }
}

function refuse(issue: Omit<RowIssue, 'field'>): FoundPolygon {
  return { geometry: null, issues: [{ field: 'geometry', ...issue }] };
}
