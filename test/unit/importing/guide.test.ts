import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ISSUE_CODES } from '../../../api/importing/issue-codes.ts';
import { STANDARD_COLUMNS } from '../../../api/importing/kinds/kinds.ts';
import { readMapping } from '../../../api/importing/read-mapping.ts';
import { PROGRAM_ROOT } from '../../../api/paths.ts';

const guide = readFileSync(join(PROGRAM_ROOT, 'docs/guide/import.md'), 'utf8');

it('explains every reason with its sentences', () => {
  const missing = Object.entries(ISSUE_CODES)
    .map(
      ([code, { zh, en }]) =>
        `| \`${code}\` | ${zh.replaceAll('{detail}', '…')} | ${en.replaceAll('{detail}', '…')} |`,
    )
    .filter((line) => !guide.includes(line));
  expect(missing).toEqual([]);
});

it('names every standard column; beds by their pattern', () => {
  const columns = new Set(Object.values(STANDARD_COLUMNS).flatMap((kind) => kind.columns));
  const missing = [...columns]
    .map((column) =>
      column
        .replace(/^beds_[a-z]+(_licensed)$/, 'beds_<category>$1')
        .replace(/^beds_[a-z]+(_(open|designated|occupied_bed_days))$/, '$1'),
    )
    .filter((column) => !guide.includes(`\`${column}\``));
  expect(missing).toEqual([]);
});

it('shows a mapping that is one', () => {
  const [, json = ''] = /```json\n([\s\S]*?)```/.exec(guide) ?? [];
  expect(Object.keys(readMapping(json))).toEqual(['columns', 'constants', 'values', 'exclude', 'ignore']);
});
