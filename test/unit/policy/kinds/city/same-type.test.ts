import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCategories } from '../../../../../api/policy/kinds/city/licence-categories.ts';
import { compareTypes, type TypedApplicant } from '../../../../../api/policy/kinds/city/same-type.ts';

const NONE = { typeScheme: null, comparisonScheme: 'dalian-62' };
const typed = (
  typeNo: number | null,
  problem: NonNullable<TypedApplicant['type']>['problem'] = null,
  candidates: number[] = [],
) => ({
  scheme: 'dalian-62',
  typeNo,
  problem,
  candidates,
});
const clinic = (category: string | null, type: TypedApplicant['type'] = typed(37)): TypedApplicant => ({
  kind: 'medical',
  category,
  service: 'personal_account',
  type,
});
const other = (category: string | null, typeNo: number | null) => ({
  kind: 'medical',
  category,
  typeNo,
  services: [],
});

describe('same type where the plan defines none (KF-C1, XA-5, QD-8)', () => {
  it.each([
    ['same', '普通诊所', other('普通诊所', 37)],
    ['same', '卫生所（室）', other('卫生所(室)', 42)],
    ['hint_of_other_scheme', '普通诊所', other('中医诊所', 37)],
    ['different', '普通诊所', other('口腔诊所', 39)],
    ['unlisted_category', '普通诊所', other('医务室', null)],
    ['unknown_category', '普通诊所', other(null, null)],
    ['unknown_category', null, other('普通诊所', 37)],
    ['some_categories', '普通诊所、口腔诊所', other('口腔诊所', 39)],
    ['same', '普通诊所、口腔诊所', other('口腔诊所，普通诊所', null)],
  ])('%s: %s', (answer, category, neighbour) => {
    expect(compareTypes(NONE, clinic(category), neighbour)).toBe(answer);
  });

  it('compares by category alone where there is no comparison table', () => {
    expect(compareTypes({ typeScheme: null }, clinic('普通诊所', null), other('中医诊所', null))).toBe(
      'different',
    );
  });

  it('takes all pharmacies as one type, a difference in service as open', () => {
    const pharmacy = { kind: 'pharmacy', category: null, service: 'personal_account', type: null };
    const near = (services: string[] | null) => ({
      kind: 'pharmacy',
      category: null,
      typeNo: null,
      services,
    });
    expect(compareTypes(NONE, pharmacy, near(['personal_account', 'outpatient_pooling']))).toBe('same');
    expect(compareTypes(NONE, pharmacy, near(['outpatient_pooling']))).toBe('other_service');
    expect(compareTypes(NONE, pharmacy, near(null))).toBe('other_service');
    expect(compareTypes(NONE, pharmacy, other('普通诊所', 37))).toBe('different');
  });

  it('goes by the number alone where the plan has a table', () => {
    const table = { typeScheme: 'dalian-62' };
    expect(compareTypes(table, clinic('普通诊所'), other('中医诊所', 37))).toBe('same');
    expect(compareTypes(table, clinic('普通诊所'), other('口腔诊所', 39))).toBe('different');
    expect(compareTypes(table, clinic('普通诊所'), other('护理站', null))).toBe('unlisted_category');
    expect(compareTypes(table, clinic(null, typed(null, 'empty')), other('口腔诊所', 39))).toBe(
      'unknown_category',
    );
    const several = clinic('普通诊所、口腔诊所', typed(null, 'several-types', [37, 39]));
    expect(compareTypes(table, several, other('口腔诊所', 39))).toBe('some_categories');
    expect(compareTypes(table, several, other('口腔医院', 7))).toBe('different');
    expect(compareTypes(table, clinic('护理站', typed(null, 'not-listed')), other('口腔医院', 7))).toBe(
      'unlisted_category',
    );
  });

  it('property: "different" is never said of equal categories or of an unknown one', () => {
    const category = fc.constantFrom(
      null,
      '普通诊所',
      '中医诊所',
      '口腔诊所',
      '医务室',
      '普通诊所、口腔诊所',
    );
    const number = fc.constantFrom(null, 37, 39);
    fc.assert(
      fc.property(category, category, number, number, (own, theirs, ownNo, theirNo) => {
        const answer = compareTypes(
          NONE,
          clinic(own, typed(ownNo, ownNo ? null : 'not-listed')),
          other(theirs, theirNo),
        );
        if (own === null || theirs === null || own === theirs) expect(answer).not.toBe('different');
        if (answer === 'different')
          expect(ownNo !== null && theirNo !== null && ownNo !== theirNo).toBe(true);
      }),
    );
  });
});

describe('categories as printed on a licence', () => {
  it('splits at separators outside brackets and disregards widths, spaces and order', () => {
    expect(readCategories('卫生防治所（站、中心）； 口腔 诊所\n普通诊所')).toEqual(
      ['卫生防治所(站、中心)', '口腔诊所', '普通诊所'].sort(),
    );
    expect(readCategories('  ')).toEqual([]);
    expect(readCategories(null)).toEqual([]);
  });
});
