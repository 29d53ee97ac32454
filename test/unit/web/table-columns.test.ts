import { expect, it } from 'vitest';
import { columnLabel, columnsOf, flat } from '../../../web/table-columns.js';

it('shows members of members as columns, named by themselves', () => {
  const row = flat({
    name: '甲',
    quantiles_per_1000: { p10: 0.1, p50: 0.5 },
    reason: { zh: '近', en: 'near' },
  });
  expect(row).toEqual({
    name: '甲',
    'quantiles_per_1000.p10': 0.1,
    'quantiles_per_1000.p50': 0.5,
    reason: { zh: '近', en: 'near' },
  });
  expect(columnLabel('quantiles_per_1000.p50', 'zh')).toBe('中位数');
  expect(columnLabel('nearest_existing.name', 'en')).toBe('Nearest existing, straight');
});

it('leaves out keys, what is empty, and the group where every row is an area', () => {
  const area = {
    rank: 1,
    group: 'area',
    name: '甲',
    name_en: 'A',
    cells: 3,
    cap: null,
    'nearest.institution_id': 9,
  };
  expect(columnsOf([area], 'en')).toEqual(['rank', 'name_en', 'cells']);
  expect(columnsOf([area, { ...area, group: 'border' }], 'zh')).toEqual(['rank', 'name', 'group', 'cells']);
});

it('keeps rules with their reasons, but no other lists of objects', () => {
  const row = { street: '甲', rules: [{ rule: 'A', reason: { zh: '近', en: 'near' } }], others: [{ x: 1 }] };
  expect(columnsOf([row], 'zh')).toEqual(['street', 'rules']);
});
