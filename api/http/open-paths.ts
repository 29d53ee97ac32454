const PROBES = new Set(['/health', '/ready', '/metrics']);

/** Health, readiness and metrics: asked every few seconds by machines, so not logged and not counted against limits. */
export function isProbePath(url: string): boolean {
  return PROBES.has(pathOf(url));
}

/** Answered to anybody even where reads are closed: health, readiness and the explanations of errors; no data. */
export function isOpenPath(url: string): boolean {
  const path = pathOf(url);
  return path === '/health' || path === '/ready' || path === '/errors' || path.startsWith('/errors/');
}

function pathOf(url: string): string {
  const path = url.split('?', 1)[0] ?? '/';
  return path.length > 1 ? path.replace(/\/$/, '').toLowerCase() : path;
}
