import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { NotFoundError, StartupError } from '../../../api/errors.ts';
import {
  DEFAULT_TYPE_SCHEME,
  getTypeScheme,
  listTypeSchemes,
  loadTypeSchemes,
} from '../../../api/policy/load-type-schemes.ts';
import { buildTypeScheme, matchType } from '../../../api/policy/type-scheme.ts';

const scheme = getTypeScheme(DEFAULT_TYPE_SCHEME);
const typeOf = (category: string) => matchType(scheme, category).typeNo;

describe('the table of 62 types', () => {
  it('has types 1 to 62 and 80 category names', () => {
    expect(scheme.types.map((type) => type.no)).toEqual(Array.from({ length: 62 }, (_, index) => index + 1));
    expect(scheme.types.flatMap((type) => type.categories)).toHaveLength(80);
  });

  it('finds every category by its own name and every alias', () => {
    for (const type of scheme.types) {
      for (const { zh, aliases = [] } of type.categories) {
        for (const name of [zh, ...aliases])
          expect(matchType(scheme, name)).toEqual({ typeNo: type.no, matched: zh });
      }
    }
  });

  it('cites its source', () => {
    expect(scheme.source).toContain('术语解释 五');
  });
});

describe('same type (DL-A3)', () => {
  it.each([
    ['肛肠医院', '综合医院', 1],
    ['中医诊所', '普通诊所', 37],
    ['社区卫生服务站', '社区卫生服务中心', 29],
    ['其他专科医院', '其他专科医院', 25],
    ['中医类门诊部', '中西医结合门诊部', 31],
    ['妇产医院', '妇产科医院', 14],
    ['卫生所', '卫生室', 42],
    ['结核病防治站', '结核病防治中心', 54],
    ['药物戒毒所', '药物戒毒中心', 60],
  ])('%s and %s are type %d', (a, b, type) => {
    expect([typeOf(a), typeOf(b)]).toEqual([type, type]);
  });

  it.each([
    ['骨伤医院', 1, '骨科医院', 22],
    ['口腔诊所', 39, '口腔门诊部', 33],
    ['口腔门诊部', 33, '口腔医院', 7],
    ['其他诊所', 41, '普通诊所', 37],
    ['村卫生室', 43, '卫生室', 42],
    ['结核病医院', 19, '结核病防治院', 48],
    ['结核病防治院', 48, '结核病防治所', 54],
  ])('%s (%d) and %s (%d) differ', (a, typeA, b, typeB) => {
    expect([typeOf(a), typeOf(b)]).toEqual([typeA, typeB]);
  });
});

describe('how a category is written', () => {
  it.each([
    ['卫生所（室）', 42],
    ['卫生所( 室 )', 42],
    [' 中医　诊所 ', 37],
    ['\u200b中医诊所\ufeff', 37],
    ['口腔病防治所（站、中心）', 51],
    ['中医（综合）医院', 1],
    ['妇产(科)医院', 14],
  ])('%j is type %d', (category, type) => {
    expect(typeOf(category)).toBe(type);
  });

  it.each([
    '中医院',
    '诊所',
    '综合',
    '中医医院',
    '综合医院分院',
    '护理中心',
    '康复中心',
    '医务室',
    '医学检验实验室',
    '蒙医医院',
    '防治所',
    '卫生所(站)',
    '药物戒毒站',
    'General hospital',
    '__proto__',
    'constructor',
  ])('%s is not listed: nothing is guessed', (category) => {
    expect(matchType(scheme, category)).toEqual({ typeNo: null, reason: 'not-listed' });
  });

  it.each([null, undefined, '', '  ', '　', '、', ' ； , '])('%j is empty', (category) => {
    expect(matchType(scheme, category)).toEqual({ typeNo: null, reason: 'empty' });
  });

  it('is never matched by less or more than a whole name', () => {
    const names = [...scheme.names.keys()];
    fc.assert(
      fc.property(
        fc.constantFrom(...names),
        fc.constantFrom('甲', '院', '医院', 'x', '0', '(', '·'),
        fc.boolean(),
        (name, extra, before) => {
          const changed = before ? extra + name : name + extra;
          expect(typeOf(changed)).toBe(scheme.names.get(changed)?.typeNo ?? null);
        },
      ),
    );
  });
});

describe('several categories on one licence', () => {
  it.each([
    ['综合医院、肛肠医院', 1],
    ['中医诊所；普通诊所', 37],
    ['中医诊所,普通诊所,', 37],
    ['口腔病防治所(站、中心)、口腔病防治所', 51],
    ['中医诊所/普通诊所', 37],
    ['中医诊所\n普通诊所', 37],
  ])('%j have one type, %d', (category, type) => {
    expect(typeOf(category)).toBe(type);
  });

  it.each([
    ['综合医院、骨科医院', [1, 22]],
    ['口腔诊所;中医诊所', [37, 39]],
    ['口腔诊所，口腔门诊部，口腔医院', [7, 33, 39]],
  ])('%j differ: a person decides', (category, candidates) => {
    expect(matchType(scheme, category)).toEqual({ typeNo: null, reason: 'several-types', candidates });
  });

  it('with one that is not listed have no type, though the other has', () => {
    expect(matchType(scheme, '综合医院、护理中心')).toEqual({
      typeNo: null,
      reason: 'not-listed',
      candidates: [1],
    });
  });

  it('have the type of all of them or none, in any order and with any separator', () => {
    const names = [...scheme.names.keys()];
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...names), { minLength: 1, maxLength: 4 }),
        fc.constantFrom('、', '；', ';', '，', ',', ' 、 '),
        (chosen, separator) => {
          const types = [...new Set(chosen.map((name) => scheme.names.get(name)!.typeNo))];
          expect(typeOf(chosen.join(separator))).toBe(types.length === 1 ? types[0] : null);
        },
      ),
    );
  });
});

describe('files of type schemes', () => {
  const folder = mkdtempSync(join(tmpdir(), 'type-schemes-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const valid = {
    id: 'test-1',
    title: { zh: '试', en: 'Test' },
    source: 'test',
    status: 'draft',
    types: [{ no: 1, categories: [{ zh: '甲', en: 'A' }] }],
  };

  it.each([
    ['an unknown key', { ...valid, extra: 1 }],
    [
      'an unknown key of a category',
      { ...valid, types: [{ no: 1, categories: [{ zh: '甲', en: 'A', alias: [] }] }] },
    ],
    ['no title', { ...valid, title: undefined }],
    ['a number twice', { ...valid, types: [...valid.types, { no: 1, categories: [{ zh: '乙', en: 'B' }] }] }],
    [
      'a name in two types',
      { ...valid, types: [...valid.types, { no: 2, categories: [{ zh: '乙', en: 'B', aliases: ['甲'] }] }] },
    ],
    [
      'names that differ in width only',
      {
        ...valid,
        types: [
          {
            no: 1,
            categories: [
              { zh: '甲(乙)', en: 'A' },
              { zh: '甲（乙）', en: 'B' },
            ],
          },
        ],
      },
    ],
    ['no types', { ...valid, types: [] }],
  ])('%s is refused', (_, contents) => {
    expect(() => buildTypeScheme(contents)).toThrow();
  });

  it('are refused at start with the name of the file', () => {
    writeFileSync(join(folder, 'broken.json'), '{');
    expect(() => loadTypeSchemes(folder)).toThrow(StartupError);
    expect(() => loadTypeSchemes(folder)).toThrow('broken.json');
  });

  it('must be named after their id', () => {
    rmSync(join(folder, 'broken.json'));
    writeFileSync(join(folder, 'other.json'), JSON.stringify(valid));
    expect(() => loadTypeSchemes(folder)).toThrow('its id is test-1');
  });

  it('are listed, and an unknown one is named with those that exist', () => {
    expect(listTypeSchemes().map((entry) => entry.id)).toContain('dalian-62');
    expect(() => getTypeScheme('kaifeng')).toThrow(NotFoundError);
    expect(() => getTypeScheme('kaifeng')).toThrow('dalian-62');
  });
});
