import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ERROR_TABLE, INTERNAL_ERROR } from '../../api/errors.ts';
import { ERROR_EXPLANATIONS } from '../../api/http/error-explanations.ts';
import { PROGRAM_ROOT } from '../../api/paths.ts';
import { errorsAsMarkdown } from './http/errors-markdown.ts';

const path = join(PROGRAM_ROOT, 'docs', 'errors.md');

describe('docs/errors.md', () => {
  test('names every code of the table with its status, and no other', () => {
    expect(existsSync(path)).toBe(true);
    const printed = [
      ...readFileSync(path, 'utf8').matchAll(/^\| \[`([a-z-]+)`\]\(#[a-z-]+\) \| (\d{3}) \|/gm),
    ].map(([, code, status]) => `${code} ${status}`);
    const expected = [...ERROR_TABLE, INTERNAL_ERROR].map(({ code, status }) => `${code} ${status}`);
    expect([...printed].sort()).toEqual([...expected].sort());
  });

  test('is what the explanations say (vitest --update writes it anew)', async () => {
    await expect(errorsAsMarkdown()).toMatchFileSnapshot(path);
  });
});

test('every code has one explanation whose English title is that of the table, and no explanation is left over', () => {
  const rows = [...ERROR_TABLE, INTERNAL_ERROR];
  expect(new Set(rows.map(({ code }) => code)).size).toBe(rows.length);
  expect(Object.keys(ERROR_EXPLANATIONS).sort()).toEqual(rows.map(({ code }) => code).sort());
  for (const { code, title } of rows) expect(ERROR_EXPLANATIONS[code]?.title.en, code).toBe(title);
});
