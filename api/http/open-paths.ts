const OPEN_FOLDERS = ['/errors', '/map'];
const PROBES = new Set(['/health', '/ready', '/metrics']);

/** Health, readiness and metrics: asked every few seconds by machines, so not logged and not counted against limits. */
export function isProbePath(url: string): boolean {
  return PROBES.has(pathOf(url));
}

/** Answered to anybody even where reads are closed: probes, explanations of errors, and the map page that asks for a key; no data. */
export function isOpenPath(url: string): boolean {
  const path = pathOf(url);
  return (
    path === '/health' ||
    path === '/ready' ||
    OPEN_FOLDERS.some((folder) => path === folder || path.startsWith(`${folder}/`))
  );
}

function pathOf(url: string): string {
  const path = url.split('?', 1)[0] ?? '/';
  return path.length > 1 ? path.replace(/\/$/, '').toLowerCase() : path;
}
