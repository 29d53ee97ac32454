import { listImports, resolveImport, type Sources } from './source-files.ts';

/** Which rooms (folders of api/) each room may import. Whoever is not named may not. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  geo: [],
  policy: ['geo'],
  network: ['geo'],
  siting: ['geo'],
  accessibility: ['geo'],
  compute: ['network', 'siting', 'accessibility', 'geo'],
  walking: ['compute', 'network', 'db', 'geo'],
  db: ['geo'],
  keys: ['db'],
  collections: ['db', 'geo'],
  http: ['collections', 'keys', 'db', 'geo'],
  importing: ['policy', 'walking', 'network', 'db', 'geo'],
  planning: ['collections', 'policy', 'walking', 'network', 'db', 'geo'],
  // Where the plan decides what a question may answer (eligible zones, siting), it asks planning; never the other way round.
  analyses: [
    'planning',
    'collections',
    'policy',
    'walking',
    'siting',
    'accessibility',
    'compute',
    'network',
    'db',
    'geo',
  ],
  // Virtual changes, and questions that are kept and run later: they ask what analyses and planning answer.
  scenarios: ['analyses', 'planning', 'collections', 'policy', 'walking', 'db', 'geo'],
  jobs: ['scenarios', 'analyses', 'planning', 'policy', 'compute', 'db', 'geo'],
  demo: ['importing', 'planning', 'policy', 'db', 'geo'],
  ogc: ['http', 'jobs', 'scenarios', 'analyses', 'planning', 'collections', 'policy', 'db', 'geo'],
};
/** A room's routes, pages and commands, which face the outside, may use what http/ has for that (parsing of input, senders). */
const FACES_MAY_IMPORT = ['http'];
/** Single files at the root of api/ that every room but geo may import; of ours they import only one another and geo. */
const LEAVES = ['config.ts', 'dates.ts', 'errors.ts', 'localized.ts', 'paths.ts', 'vocabulary.ts'];
/** The top: wiring, which imports whatever it wires, and of the others of the top only what stands lower. */
const TOP: Readonly<Record<string, number>> = {
  'cli.ts': 3,
  'main.ts': 2,
  'app.ts': 1,
  'cli-session.ts': 1,
  'service-paths.ts': 0,
  'web-routes.ts': 0,
};

/** One sentence for each import that goes up or sideways. */
export function layeringBreaches(sources: Sources): string[] {
  return [...sources].flatMap(([path, text]) =>
    listImports(text).flatMap((specifier) => {
      const target = resolveImport(path, specifier);
      if (target === undefined) return [];
      if (!target.startsWith('api/')) return [`${path} imports ${specifier}, which lies outside api/`];
      return mayImport(path, target) ? [] : [`${path} may not import ${target}`];
    }),
  );
}

function mayImport(path: string, target: string): boolean {
  const from = roomOf(path);
  const to = roomOf(target);
  if (from === to && from in MAY_IMPORT) return true;
  const height = TOP[from];
  if (height !== undefined) return height > (TOP[to] ?? -1);
  if (LEAVES.includes(from)) return LEAVES.includes(to) || to === 'geo';
  if (LEAVES.includes(to)) return from !== 'geo';
  const isFace = /-(?:routes|command|page)\.ts$/.test(path);
  return (MAY_IMPORT[from] ?? []).includes(to) || (isFace && FACES_MAY_IMPORT.includes(to));
}

/** The folder below api/, or the file itself at the root of api/. */
function roomOf(path: string): string {
  return path.split('/')[1] ?? '';
}

/** Each cycle of imports once, as `a → b → a`. */
export function importCycles(sources: Sources): string[] {
  const cycles = new Set<string>();
  const done = new Set<string>();
  const visit = (path: string, trail: readonly string[]): void => {
    const start = trail.indexOf(path);
    if (start >= 0) {
      cycles.add([...trail.slice(start), path].join(' → '));
      return;
    }
    if (done.has(path)) return;
    for (const specifier of listImports(sources.get(path) ?? '')) {
      const target = resolveImport(path, specifier);
      if (target !== undefined && sources.has(target)) visit(target, [...trail, path]);
    }
    done.add(path);
  };
  for (const path of sources.keys()) visit(path, []);
  return [...cycles];
}
