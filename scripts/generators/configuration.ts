import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { configSchema } from '../../api/config.ts';
import { PROGRAM_ROOT } from '../../api/paths.ts';
import { CONFIGURATION_ZH } from './configuration-zh.ts';

const BEGIN = '<!-- configuration:begin (generated) -->';
const END = '<!-- configuration:end -->';

interface Variable {
  readonly name: string;
  readonly standard: string;
  readonly meaning: string;
}

/** The table of environment variables between the markers of README.md and README.zh-CN.md, from api/config.ts. */
export function generateConfigurationTables(): Record<string, string> {
  const english = listVariables((name) => configSchema.shape[name].description ?? '');
  const chinese = listVariables((name) => CONFIGURATION_ZH[name]);
  return {
    ...withTable('README.md', ['Variable', 'Default', 'Meaning'], english),
    ...withTable('README.zh-CN.md', ['变量', '默认值', '含义'], chinese),
  };
}

type VariableName = keyof typeof configSchema.shape;

function listVariables(meaningOf: (name: VariableName) => string): Variable[] {
  const defaults: Readonly<Record<string, unknown>> = configSchema.parse({});
  return (Object.keys(configSchema.shape) as VariableName[]).map((name) => ({
    name,
    standard: defaults[name] === undefined ? '' : `\`${String(defaults[name])}\``,
    meaning: meaningOf(name),
  }));
}

/** Throws when the document has lost its markers. */
function withTable(
  path: string,
  head: readonly string[],
  variables: readonly Variable[],
): Record<string, string> {
  const file = join(PROGRAM_ROOT, path);
  if (!existsSync(file)) return {};
  const text = readFileSync(file, 'utf8');
  const begin = text.indexOf(BEGIN);
  const end = text.indexOf(END);
  if (begin < 0 || end < begin)
    throw new Error(`${path} needs the lines ${BEGIN} and ${END} around its configuration table`);
  const rows = [
    head,
    head.map(() => '---'),
    ...variables.map(({ name, standard, meaning }) => [
      `\`${name}\``,
      standard,
      meaning.replaceAll('|', '\\|'),
    ]),
  ];
  const table = rows.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
  return { [path]: `${text.slice(0, begin + BEGIN.length)}\n\n${table}\n\n${text.slice(end)}` };
}
