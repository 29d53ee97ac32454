import { type ResourceLimits, Worker } from 'node:worker_threads';

/** Starts a worker thread. From source (.ts, under tsx or vitest) it needs the tsx loader; the built program does not. */
export function startThread(entry: URL, resourceLimits?: ResourceLimits): Worker {
  const limits = resourceLimits ? { resourceLimits } : {};
  if (!entry.href.endsWith('.ts')) return new Worker(entry, limits);
  const bootstrap = `import('tsx/esm/api').then(({ tsImport }) => tsImport(${JSON.stringify(entry.href)}, ${JSON.stringify(import.meta.url)}));`;
  return new Worker(bootstrap, { eval: true, ...limits });
}

/** The product's own entry beside this file, as it stands: `.ts` in the source, `.js` when built. */
export function workerEntry(): URL {
  return new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js', import.meta.url);
}
