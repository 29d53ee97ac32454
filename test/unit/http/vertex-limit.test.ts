import { describe, expect, test } from 'vitest';
import { PayloadTooLargeError } from '../../../api/errors.ts';
import { checkVertices, countVertices } from '../../../api/http/vertex-limit.ts';

const ring = (vertices: number) => Array.from({ length: vertices }, (_, index) => [index, 0, 5]);

describe('countVertices', () => {
  test.each([
    [undefined, 0],
    ['text', 0],
    [{ type: 'Point', coordinates: [1, 2] }, 1],
    [{ type: 'Point', coordinates: [1, 2, 3] }, 1],
    [{ type: 'MultiPolygon', coordinates: [[ring(4)], [ring(5), ring(6)]] }, 15],
    [{ type: 'GeometryCollection', geometries: [{ coordinates: [1, 2] }, { coordinates: ring(3) }] }, 4],
    [{ features: [{ geometry: { coordinates: ring(7) } }, { geometry: null }] }, 7],
  ])('%# counts positions anywhere', (value, count) => {
    expect(countVertices(value)).toBe(count);
  });

  test('a body nested 200,000 deep does not overflow the stack', () => {
    let nested: unknown = [1, 2];
    for (let depth = 0; depth < 200_000; depth += 1) nested = [nested];
    expect(countVertices(nested)).toBe(1);
  });
});

test('checkVertices refuses above the limit and not at it', () => {
  expect(() => checkVertices({ coordinates: ring(10) }, 10)).not.toThrow();
  expect(() => checkVertices({ coordinates: ring(11) }, 10)).toThrow(PayloadTooLargeError);
});
