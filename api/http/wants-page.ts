import type { Request } from 'express';

/** True when the caller is a browser: `f` decides where it is given, else the Accept header; a bare `*` means JSON. */
export function wantsPage(req: Request): boolean {
  const format = req.query.f;
  if (typeof format === 'string') return format === 'html';
  return req.accepts(['application/problem+json', 'application/json', 'text/html']) === 'text/html';
}
