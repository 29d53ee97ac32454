import { describe, expect, it } from 'vitest';
import { compileMapping, type Mapping } from '../../../api/importing/mapping.ts';
import { readMapping } from '../../../api/importing/read-mapping.ts';
import type { SourceFormat } from '../../../api/importing/readers/open-source.ts';

const standard = { columns: ['code', 'name', 'kind', 'category'], required: ['name', 'kind'] };
const compile = (mapping: Mapping | undefined, columns: string[], format: SourceFormat = 'csv') =>
  compileMapping(mapping, standard, { columns, format });
const map = (mapping: Mapping, values: Record<string, string | number | null>) =>
  compile(mapping, Object.keys(values)).map({ row: 2, values });
const issuesOf = (work: () => unknown): string[] => {
  try {
    work();
  } catch (error) {
    return (error as { issues: { field: string; value?: string }[] }).issues.map(
      (issue) => `${issue.field}${issue.value ? ` ${issue.value}` : ''}`,
    );
  }
  return [];
};

describe('a mapping', () => {
  it('takes standard columns from columns of the same name unless it names another, and tells the unused ones', () => {
    const mapper = compile({ columns: { kind: 'tag', category: 'tag' }, ignore: ['known'] }, [
      'name',
      'tag',
      'known',
      'extra',
      '_reason',
    ]);
    expect(mapper.unusedColumns).toEqual(['extra']);
    expect(mapper.map({ row: 2, values: { name: 'a', tag: 't', known: 1, extra: 2 } })).toEqual({
      values: { code: null, name: 'a', kind: 't', category: 't' },
      issues: [],
    });
  });

  it('translates values; unmapped ones are rejected, kept or left empty; empty cells stay empty', () => {
    const rules = (unmapped: 'reject' | 'keep' | 'empty') => ({
      values: { kind: { map: { a: 'pharmacy', '': 'medical' }, unmapped } },
    });
    const row = (kind: string | null) => ({ name: 'x', kind });
    expect(map(rules('reject'), row('a'))).toMatchObject({ values: { kind: 'pharmacy' }, issues: [] });
    expect(map(rules('reject'), row('b'))).toMatchObject({
      values: { kind: null },
      issues: [{ code: 'unmapped-value', field: 'kind', value: 'b' }],
    });
    expect(map(rules('keep'), row('b'))).toMatchObject({ values: { kind: 'b' }, issues: [] });
    expect(map(rules('empty'), row('b'))).toMatchObject({ values: { kind: null }, issues: [] });
    expect(map(rules('reject'), row(null))).toMatchObject({ values: { kind: 'medical' }, issues: [] });
    expect(map({ values: { kind: { map: { a: 'b' } } } }, row(null))).toMatchObject({
      values: { kind: null },
      issues: [],
    });
    expect(map({ values: { kind: { map: { 5: 'city' } } } }, { name: 'x', kind: 5 as never })).toMatchObject({
      values: { kind: 'city' },
    });
    // A value named like a member of every object is still a value.
    expect(map(rules('keep'), row('constructor'))).toMatchObject({ values: { kind: 'constructor' } });
  });

  it.each([
    [{ column: 'city', in: ['外市'], reason: 'r' }, true],
    [{ column: 'city', in: ['本市'], reason: 'r' }, false],
    [{ column: 'city', notIn: ['本市'], reason: 'r' }, true],
    [{ column: 'city', notIn: ['外市'], reason: 'r' }, false],
    [{ column: 'city', contains: ['外'], reason: 'r' }, true],
    [{ column: 'city', contains: ['本'], reason: 'r' }, false],
    [{ column: 'code', empty: true as const, reason: 'r' }, true],
    [{ column: 'city', empty: true as const, reason: 'r' }, false],
  ])('excludes by %j: %s', (rule, excluded) => {
    const result = map({ exclude: [rule] }, { name: 'x', kind: 'k', city: '外市', code: null });
    expect('excluded' in result).toBe(excluded);
  });

  it('leaves out skipped values under their reason', () => {
    const mapping = {
      values: { kind: { skip: ['宠物'], skipReason: 'not-medical', unmapped: 'keep' as const } },
    };
    expect(map(mapping, { name: 'x', kind: '宠物' })).toEqual({ excluded: 'not-medical' });
  });

  it('is refused where it cannot be meant', () => {
    expect(issuesOf(() => compile({ columns: { nmae: 'n' } }, ['name', 'kind', 'n']))).toEqual([
      'mapping.columns nmae',
    ]);
    expect(issuesOf(() => compile({ columns: { name: 'n' } }, ['name', 'kind']))).toEqual([
      'mapping.columns.name n',
    ]);
    expect(
      issuesOf(() => compile({ exclude: [{ column: 'city', in: [], reason: 'r' }] }, ['name', 'kind'])),
    ).toEqual(['mapping.exclude.0.column city']);
    expect(
      issuesOf(() => compile({ columns: { kind: 'tag' }, constants: { kind: 'x' } }, ['name', 'tag'])),
    ).toEqual(['mapping.constants.kind']);
    expect(issuesOf(() => compile(undefined, ['code', 'category']))).toEqual(['name', 'kind']);
    expect(issuesOf(() => compile({ constants: { kind: 'pharmacy' } }, ['name']))).toEqual([]);
    // Features may differ in their properties: each is judged by itself.
    expect(issuesOf(() => compile({ columns: { name: 'n' } }, ['kind'], 'geojson'))).toEqual([]);
  });

  it('as text names what is wrong in it', () => {
    const wrong = (text: string) => issuesOf(() => readMapping(text));
    expect(wrong('{')).toEqual(['mapping']);
    expect(wrong('{"column":{}}')).toEqual(['mapping']);
    expect(wrong('{"exclude":[{"column":"a","in":["x"],"reason":"Not Good"}]}')).toEqual([
      'mapping.exclude.0.reason',
    ]);
    expect(wrong('{"exclude":[{"column":"a","in":["x"],"empty":true,"reason":"r"}]}')).toEqual([
      'mapping.exclude.0',
    ]);
    expect(wrong('\ufeff{"constants":{"kind":"pharmacy"}}')).toEqual([]);
  });
});
