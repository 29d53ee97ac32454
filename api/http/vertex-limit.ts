import type { RequestHandler } from 'express';
import type { Config } from '../config.ts';
import { PayloadTooLargeError } from '../errors.ts';

/** Refuses JSON bodies whose geometries have more than MAX_VERTICES vertices together, with PayloadTooLargeError. */
export function limitVertices(config: Pick<Config, 'MAX_VERTICES'>): RequestHandler {
  return (req, _res, next) => {
    checkVertices(req.body as unknown, config.MAX_VERTICES);
    next();
  };
}

/** Throws PayloadTooLargeError when a GeoJSON value (geometry, feature, collection) has more than `maxVertices` vertices. */
export function checkVertices(value: unknown, maxVertices: number): void {
  const vertices = countVertices(value, maxVertices);
  if (vertices > maxVertices)
    throw new PayloadTooLargeError(`the geometry has more than ${maxVertices} vertices`, [
      {
        field: 'coordinates',
        reason: `has more than ${maxVertices} vertices`,
        allowed: `<= ${maxVertices} vertices (MAX_VERTICES)`,
      },
    ]);
}

/**
 * Number of positions (arrays that begin with two numbers) anywhere in a JSON value; stops counting just past `enough`.
 * Works through a list instead of recursing: a body nested 100,000 deep must not overflow the stack.
 */
export function countVertices(value: unknown, enough = Number.POSITIVE_INFINITY): number {
  const waiting: unknown[] = [value];
  let count = 0;
  while (waiting.length > 0 && count <= enough) {
    const next = waiting.pop();
    if (next === null || typeof next !== 'object') continue;
    if (Array.isArray(next) && typeof next[0] === 'number' && typeof next[1] === 'number') count += 1;
    else for (const inner of Array.isArray(next) ? next : Object.values(next)) waiting.push(inner);
  }
  return count;
}
