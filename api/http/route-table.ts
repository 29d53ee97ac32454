import type { Application } from 'express';

/** What Express keeps of one `use` or route; its types leave these members out. */
interface Layer {
  readonly rawPath?: unknown;
  readonly route?: { readonly path: unknown; readonly methods: Readonly<Record<string, boolean>> };
  readonly handle?: { readonly stack?: readonly Layer[] };
  /** Path that `match` found; set by it. */
  readonly path?: string;
  match(path: string): boolean;
}

/** A route that a path leads to: its template, as `/collections/:id`, and its methods in capitals. */
export interface MatchedRoute {
  readonly template: string;
  readonly methods: readonly string[];
}

/** Every route of the app that `path` leads to, whatever the method, in the order of registration. */
export function routesAt(app: Application, path: string): MatchedRoute[] {
  const stack = (app as unknown as { router?: { stack?: readonly Layer[] } }).router?.stack ?? [];
  return routesIn(stack, path, '');
}

/** Methods that some route takes at `path`; HEAD comes with GET. */
export function methodsAt(app: Application, path: string): string[] {
  const methods = new Set(routesAt(app, path).flatMap((route) => route.methods));
  if (methods.has('GET')) methods.add('HEAD');
  return [...methods].sort();
}

function routesIn(stack: readonly Layer[], path: string, mount: string): MatchedRoute[] {
  const found: MatchedRoute[] = [];
  for (const layer of stack) {
    if (!matches(layer, path)) continue;
    if (layer.route) {
      const methods = Object.keys(layer.route.methods).map((method) => method.toUpperCase());
      found.push({ template: `${mount}${templateOf(layer.route.path)}`, methods });
    } else if (layer.handle?.stack) {
      const rest = path.slice(layer.path?.replace(/\/$/, '').length ?? 0);
      found.push(
        ...routesIn(
          layer.handle.stack,
          rest.startsWith('/') ? rest : `/${rest}`,
          `${mount}${mountOf(layer)}`,
        ),
      );
    }
  }
  return found;
}

/** A path with broken percent-encoding matches nothing. */
function matches(layer: Layer, path: string): boolean {
  try {
    return layer.match(path);
  } catch {
    return false;
  }
}

function mountOf(layer: Layer): string {
  const template = templateOf(layer.rawPath ?? '/');
  return template === '/' ? '' : template;
}

function templateOf(path: unknown): string {
  return Array.isArray(path) ? String(path[0]) : String(path);
}
