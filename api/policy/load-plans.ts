import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NotFoundError, StartupError } from '../errors.ts';
import { PROGRAM_ROOT } from '../paths.ts';
import { readPlan } from './plan.ts';
import type { Plan } from './plan-shape.ts';

export type Plans = ReadonlyMap<string, Plan>;
const loaded = new Map<string, Plans>();

/**
 * Every plan of the product's policies and of a bureau's own folder (`<city>/<plan>/plan.json`), by id. An own plan may
 * not take the id of one that comes with the product. Throws StartupError that names the file, the place and the remedy.
 */
export function loadPlans(ownFolder?: string): Plans {
  const key = ownFolder ?? '';
  const before = loaded.get(key);
  if (before) return before;
  const plans = new Map<string, Plan>();
  for (const folder of [join(PROGRAM_ROOT, 'policies'), ...(ownFolder ? [ownFolder] : [])]) {
    if (!existsSync(folder))
      throw new StartupError(`The folder of plans ${folder} does not exist. Remedy: correct POLICIES_DIR.`);
    for (const file of listPlanFiles(folder)) {
      const plan = readPlanFile(file.path);
      if (plan.id !== file.id) throw refuse(file.path, [`id: is ${plan.id}, but the folder says ${file.id}`]);
      if (plans.has(plan.id)) throw refuse(file.path, [`id: there is a plan ${plan.id} already`]);
      plans.set(plan.id, plan);
    }
  }
  loaded.set(key, plans);
  return plans;
}

/** The plan with this id. Throws NotFoundError naming those that exist. */
export function getPlan(plans: Plans, id: string): Plan {
  const plan = plans.get(id);
  if (plan) return plan;
  const allowed = [...plans.keys()].join(', ');
  throw new NotFoundError(`there is no plan ${JSON.stringify(id)}; known: ${allowed}`, [
    { field: 'plan', value: id, reason: 'there is no such plan', allowed },
  ]);
}

function listPlanFiles(folder: string): { id: string; path: string }[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((city) => city.isDirectory())
    .flatMap((city) =>
      readdirSync(join(folder, city.name), { withFileTypes: true })
        .filter((plan) => plan.isDirectory() && existsSync(join(folder, city.name, plan.name, 'plan.json')))
        .map((plan) => ({
          id: `${city.name}/${plan.name}`,
          path: join(folder, city.name, plan.name, 'plan.json'),
        })),
    )
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

function readPlanFile(path: string): Plan {
  let contents: unknown;
  try {
    contents = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw refuse(path, [(error as Error).message]);
  }
  const read = readPlan(contents);
  if ('plan' in read) return read.plan;
  throw refuse(
    path,
    read.problems.map(({ path: at, message }) => `${at}: ${message}`),
  );
}

function refuse(path: string, problems: readonly string[]): StartupError {
  return new StartupError(
    `The plan ${path} is not valid:\n  ${problems.join('\n  ')}\nRemedy: correct it; \`dingdian plans check FILE\` explains.`,
  );
}
