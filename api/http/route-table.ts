import type { Application } from 'express';

/** What the router keeps of one `use` or route, and what matching gives; its types leave these members out. */
interface Layer {
  readonly route?: { readonly path: unknown; readonly methods: Readonly<Record<string, boolean>> };
  readonly handle?: { readonly stack?: readonly Layer[] };
  /** False, or the part of the path that matched and the pattern that it matched. */
  match(path: string): false | { readonly path: string; readonly pattern: unknown };
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
    const match = matchOf(layer, path);
    if (!match) continue;
    const template = `${mount}${match.pattern === '/' ? '' : String(match.pattern)}` || '/';
    if (layer.route) {
      const methods = Object.keys(layer.route.methods).map((method) => method.toUpperCase());
      found.push({ template, methods });
    } else if (layer.handle?.stack) {
      const rest = path.slice(match.path.replace(/\/$/, '').length);
      found.push(
        ...routesIn(
          layer.handle.stack,
          rest.startsWith('/') ? rest : `/${rest}`,
          template === '/' ? '' : template,
        ),
      );
    }
  }
  return found;
}

/** A path with broken percent-encoding matches nothing. */
function matchOf(layer: Layer, path: string): ReturnType<Layer['match']> {
  try {
    return layer.match(path);
  } catch {
    return false;
  }
}
