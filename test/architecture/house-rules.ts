import { listImports, type Sources, withoutComments } from './source-files.ts';

type Rule = (path: string, text: string) => string | undefined;

const MOST_LINES = 300;
const MAY_READ_ENVIRONMENT = [
  'api/cli-session.ts',
  'api/config.ts',
  'api/paths.ts',
  'api/db/prepared-data-directory.ts',
];
const mayServe = (path: string) =>
  /^api\/(?:http|ogc)\//.test(path) || path === 'api/app.ts' || path.endsWith('-routes.ts');

/** Rules on each module of api/; the sentence says what is wrong. */
const RULES: readonly Rule[] = [
  (path, text) =>
    listImports(text).includes('pg') && !path.startsWith('api/db/')
      ? 'imports pg; only api/db/ may: take `db: Database` instead'
      : undefined,
  (path, text) =>
    listImports(text).includes('express') && !mayServe(path)
      ? 'imports express; only api/http/, api/ogc/, api/app.ts and *-routes.ts may'
      : undefined,
  (path, text) =>
    /\bprocess\.env\b/.test(withoutComments(text)) && !MAY_READ_ENVIRONMENT.includes(path)
      ? 'reads process.env; take the value from Config instead'
      : undefined,
  (_path, text) =>
    /\.transaction\(\)/.test(withoutComments(text))
      ? 'begins a transaction of kysely; use db.transaction, which nests and can be cancelled'
      : undefined,
  (_path, text) =>
    listImports(text).some((specifier) => specifier.startsWith('.') && !specifier.endsWith('.ts'))
      ? 'has a relative import without the .ts ending'
      : undefined,
  ...rulesForEveryModule(),
];

/** Rules on every TypeScript module, also of scripts, benchmarks and tests. */
function rulesForEveryModule(): readonly Rule[] {
  return [
    (path) =>
      /(?:^|\/)(?:utils?|helpers?|common|misc|lib|shared)\//.test(path)
        ? 'lies in a folder without a meaning: name the thing'
        : undefined,
    (path) =>
      /(?:^|\/)(?:utils?|helpers?|misc|index)\.ts$/.test(path) ? 'has a name without a meaning' : undefined,
    (path) => (/^[a-z0-9/.-]+$/.test(path) ? undefined : 'is not named in kebab-case'),
    (_path, text) =>
      isBarrel(text) ? 'is a barrel (only re-exports): import from the module itself' : undefined,
  ];
}

function isBarrel(text: string): boolean {
  const bare = withoutComments(text);
  const rest = bare.replace(/\b(?:import|export)\b[^'";]*?\bfrom\s*['"][^'"]+['"]\s*;?/g, '');
  return /\bexport\b[^'";]*?\bfrom\b/.test(bare) && rest.trim() === '';
}

function check(sources: Sources, rules: readonly Rule[]): string[] {
  return [...sources].flatMap(([path, text]) =>
    rules.flatMap((rule) => {
      const wrong = rule(path, text);
      return wrong === undefined ? [] : [`${path} ${wrong}`];
    }),
  );
}

export const houseBreaches = (sources: Sources): string[] => check(sources, RULES);

export const namingBreaches = (sources: Sources): string[] => check(sources, rulesForEveryModule());

/** Modules longer than 300 lines; generated ones are left out. */
export function longModules(sources: Sources): string[] {
  return [...sources]
    .filter(([path]) => !path.endsWith('.generated.ts'))
    .map(([path, text]) => ({ path, lines: text.trimEnd().split('\n').length }))
    .filter(({ lines }) => lines > MOST_LINES)
    .map(
      ({ path, lines }) => `${path} has ${lines} lines (at most ${MOST_LINES}): it holds more than one idea`,
    );
}

/**
 * The distance contract: only the SQL function distance_m measures, and a search by ST_DWithin alone decides nothing,
 * because it accepts only about half of the points that lie exactly on the limit.
 */
export function distanceBreaches(statements: Sources): string[] {
  return [...statements].flatMap(([path, text]) => {
    const bare = text.replace(/--[^\n]*/g, '').toLowerCase();
    const wrong: string[] = [];
    if (/\bst_(?:3d)?distance\w*\s*\(/.test(bare))
      wrong.push(`${path} measures by ST_Distance; use distance_m`);
    if (/\bst_dwithin\s*\(/.test(bare) && !/\bdistance_m\s*\(/.test(bare))
      wrong.push(`${path} decides by ST_DWithin; it only prefilters, compare distance_m with the limit`);
    return wrong;
  });
}
