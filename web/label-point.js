// Where the name of an area stands: one point a feature, inside it.

/**
 * A point inside a polygon, near its middle: the centroid of its largest ring where that lies inside, else the middle of
 * the widest stretch at the centroid's latitude. Null for other geometries.
 * @param {any} geometry @returns {[number, number] | null} longitude, latitude
 */
export function labelPoint(geometry) {
  const polygons =
    geometry?.type === 'MultiPolygon'
      ? geometry.coordinates
      : geometry?.type === 'Polygon'
        ? [geometry.coordinates]
        : [];
  let largest = null;
  for (const polygon of polygons) {
    const measured = measure(polygon[0] ?? []);
    if (measured.area > 0 && (!largest || measured.area > largest.area)) largest = { ...measured, polygon };
  }
  if (!largest) return null;
  const [lon, lat] = largest.centroid;
  const crossings = crossingsAt(largest.polygon, lat);
  const stretches = [];
  for (let index = 0; index + 1 < crossings.length; index += 2)
    stretches.push([crossings[index], crossings[index + 1]]);
  if (stretches.length === 0 || stretches.some(([west, east]) => west < lon && lon < east)) return [lon, lat];
  const [west, east] = stretches.sort((one, other) => other[1] - other[0] - (one[1] - one[0]))[0];
  return [(west + east) / 2, lat];
}

function measure(ring) {
  const [originLon, originLat] = ring[0] ?? [0, 0];
  let doubled = 0;
  let sumLon = 0;
  let sumLat = 0;
  for (let index = 0; index + 1 < ring.length; index += 1) {
    const [x1, y1] = [ring[index][0] - originLon, ring[index][1] - originLat];
    const [x2, y2] = [ring[index + 1][0] - originLon, ring[index + 1][1] - originLat];
    const cross = x1 * y2 - x2 * y1;
    doubled += cross;
    sumLon += (x1 + x2) * cross;
    sumLat += (y1 + y2) * cross;
  }
  return {
    area: Math.abs(doubled) / 2,
    centroid: [originLon + sumLon / (3 * doubled), originLat + sumLat / (3 * doubled)],
  };
}

/** Longitudes at which the rings cross a latitude, from west to east. */
function crossingsAt(polygon, lat) {
  const found = [];
  for (const ring of polygon) {
    for (let index = 0; index + 1 < ring.length; index += 1) {
      const [[x1, y1], [x2, y2]] = [ring[index], ring[index + 1]];
      if (y1 > lat !== y2 > lat) found.push(x1 + ((lat - y1) / (y2 - y1)) * (x2 - x1));
    }
  }
  return found.sort((one, other) => one - other);
}
