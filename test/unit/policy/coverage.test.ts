import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PROGRAM_ROOT } from '../../../api/paths.ts';
import { type CatalogueRule, generateCoverage } from '../../../scripts/generators/coverage.ts';
import { listTestTitles } from '../../../scripts/generators/test-titles.ts';

const catalogue: { rules: CatalogueRule[] } = JSON.parse(
  readFileSync(join(PROGRAM_ROOT, 'policies', 'catalogue.json'), 'utf8'),
);

describe('coverage of the rule catalogue', () => {
  it('has 50 rules of Dalian, 17 of Kaifeng, 12 of Xi’an and 13 of Qingdao, each once', () => {
    const ids = catalogue.rules.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const count = (prefix: string) => ids.filter((id) => id.startsWith(`${prefix}-`)).length;
    expect(['DL', 'KF', 'XA', 'QD'].map(count)).toEqual([50, 17, 12, 13]);
  });

  it('resolves every rule to a plan entry with its tests', () => {
    const text = generateCoverage()['docs/coverage.md'] ?? '';
    expect(text.trimEnd().endsWith('92 of 92 rule ids resolved.')).toBe(true);
    const rows = text.split('\n').filter((line) => /^\| [A-Z]{2}-/.test(line));
    expect(rows.map((row) => row.split(' | ')[0]?.slice(2)).sort()).toEqual(
      catalogue.rules.map(({ id }) => id).sort(),
    );
    expect(rows.filter((row) => /\|\s*\|$/.test(row))).toEqual([]);
  });

  it('names a rule that no plan has, and one that the catalogue lacks', () => {
    const [first, ...others] = catalogue.rules;
    if (!first) throw new Error('the catalogue is empty');
    const invented = { ...first, id: 'DL-Z9' };
    expect(() => generateCoverage([...catalogue.rules, invented])).toThrow('DL-Z9 has no entry in any plan');
    expect(() => generateCoverage(others)).toThrow(`${first.id} (dalian/2025-2027) is not in the catalogue`);
  });
});

describe('titles of tests', () => {
  it('finds those of this file', () => {
    const own = listTestTitles().filter(({ file }) => file === 'test/unit/policy/coverage.test.ts');
    expect(own.map(({ title }) => title)).toContain('finds those of this file');
  });
});
