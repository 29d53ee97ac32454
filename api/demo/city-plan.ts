import type { Point } from './plane.ts';

/** Changing the seed makes another city; the manifest then has to be made again (`npm run demo:generate`). */
export const SEED = 'dingdian-demo-1';
/** The day the demo describes: figures in the guide hold when questions are asked `asOf` this date. */
export const REFERENCE_DATE = '2026-06-30';
/** Residents of the whole city, to a few persons. */
export const RESIDENTS = 4_800_000;
export const INSTITUTIONS = 12_000;
export const PHARMACIES = 5_400;

/** What the bounds in force should make of a county's number of personal-account pharmacies. */
export type PlannedBound =
  /** Number counted minus upper bound on the reference date. */
  | { readonly above: number; readonly lowerMissed?: boolean }
  /** Only a version that has run out. */
  | 'expired'
  /** No bound was ever set. */
  | 'none';

export interface CountyPlan {
  readonly code: string;
  readonly name: string;
  readonly nameEn: string;
  readonly setting: 'core' | 'suburb' | 'outer';
  readonly centre: Point;
  readonly streets: number;
  readonly bound: PlannedBound;
  /** No two designated institutions of one type within 800 m of each other. */
  readonly tidy: boolean;
  /** Has a dual-channel pharmacy. */
  readonly dualChannel: boolean;
}

/**
 * Division codes 99xxxx: GB/T 2260 assigns no province 99, so they belong to no real place.
 * The names are built from characters for virtual, likeness, show, sample, example, suppose, construct, imitate, perform, trial.
 */
export const CITY = { code: '999900', name: '示例市', nameEn: 'Sample City (synthetic)' } as const;

const county = (
  number: number,
  [name, nameEn]: [string, string],
  setting: CountyPlan['setting'],
  centre: Point,
  streets: number,
  bound: PlannedBound,
  more: { tidy?: boolean; dualChannel?: boolean } = {},
): CountyPlan => ({
  code: `9999${String(number).padStart(2, '0')}`,
  name,
  nameEn,
  setting,
  centre,
  streets,
  bound,
  tidy: more.tidy ?? false,
  dualChannel: more.dualChannel ?? true,
});

export const COUNTIES: readonly CountyPlan[] = [
  county(1, ['虚谷区', 'Xugu District'], 'core', [0, 0], 14, { above: 23 }),
  county(2, ['拟河区', 'Nihe District'], 'core', [-6500, 3000], 13, { above: 7 }),
  county(3, ['示山区', 'Shishan District'], 'core', [5500, 4500], 12, { above: 6 }),
  county(
    4,
    ['样川区', 'Yangchuan District'],
    'core',
    [1200, -6800],
    12,
    { above: 0 },
    { dualChannel: false },
  ),
  county(5, ['例桥区', 'Liqiao District'], 'suburb', [14500, -7500], 13, { above: 3 }),
  county(6, ['设林区', 'Shelin District'], 'suburb', [-16000, -5000], 13, { above: -1 }),
  county(7, ['构台区', 'Goutai District'], 'suburb', [7500, 16000], 14, { above: -24 }),
  county(
    8,
    ['仿湖县', 'Fanghu County'],
    'outer',
    [27000, 8000],
    13,
    { above: -30, lowerMissed: true },
    { tidy: true, dualChannel: false },
  ),
  county(9, ['演溪县', 'Yanxi County'], 'outer', [-22000, 17500], 13, 'expired'),
  county(10, ['试岭县', 'Shiling County'], 'outer', [-6000, -25000], 13, 'none', {
    tidy: true,
    dualChannel: false,
  }),
];

/** Half axes of the ellipse inside which street seats lie, metres. */
export const REACH_M: Point = [34_000, 30_000];

/** Management areas (医保管理区域) that have members but no polygon. */
export const MANAGEMENT_AREAS = [
  { code: '999900-M01', name: '示例市市本级', nameEn: 'Sample City, managed by the city itself (synthetic)' },
  { code: '999900-M02', name: '示例市高新技术产业园区', nameEn: 'Sample City High-tech Park (synthetic)' },
  {
    code: '999900-M03',
    name: '示例市经济技术开发区',
    nameEn: 'Sample City Economic Development Zone (synthetic)',
  },
] as const;
