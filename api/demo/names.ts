import type { Random } from './random.ts';

/** Characters and their Latin spelling, from which invented names of streets and townships are put together. */
// biome-ignore format: a table
const FIRST = [
  ['青', 'qing'], ['云', 'yun'], ['松', 'song'], ['柏', 'bai'], ['兰', 'lan'], ['梅', 'mei'], ['竹', 'zhu'], ['禾', 'he'], ['稻', 'dao'],
  ['麦', 'mai'], ['枫', 'feng'], ['桐', 'tong'], ['榆', 'yu'], ['杏', 'xing'], ['桑', 'sang'], ['荷', 'he'], ['菱', 'ling'], ['芦', 'lu'],
] as const;
// biome-ignore format: a table
const SECOND = [
  ['坪', 'ping'], ['汀', 'ting'], ['墩', 'dun'], ['垛', 'duo'], ['渡', 'du'], ['桥', 'qiao'], ['岗', 'gang'], ['洼', 'wa'], ['屏', 'ping'],
  ['溪', 'xi'], ['井', 'jing'], ['亭', 'ting'],
] as const;

export interface PlaceName {
  readonly name: string;
  readonly nameEn: string;
}

/** `count` different two-character place names in random order. */
export function placeNames(random: Random, count: number): PlaceName[] {
  const all = FIRST.flatMap(([zh1, en1]) =>
    SECOND.map(([zh2, en2]) => ({
      name: zh1 + zh2,
      nameEn: en1.charAt(0).toUpperCase() + en1.slice(1) + en2,
    })),
  );
  const seen = new Set<string>();
  const names: PlaceName[] = [];
  while (names.length < count) {
    const name = random.pick(all);
    if (seen.has(name.nameEn)) continue;
    seen.add(name.nameEn);
    names.push(name);
  }
  return names;
}

export const CHAINS = [
  '安禾',
  '济源',
  '康桥',
  '百草',
  '同安',
  '益民',
  '和顺',
  '福泽',
  '长宁',
  '惠仁',
  '春和',
  '广济',
  '永康',
  '嘉和',
];
const BRAND_FIRST = [
  '仁',
  '康',
  '安',
  '和',
  '济',
  '惠',
  '德',
  '明',
  '佳',
  '宁',
  '泰',
  '瑞',
  '益',
  '善',
  '祥',
  '慈',
];
const BRAND_SECOND = [
  '和',
  '康',
  '宁',
  '民',
  '安',
  '泽',
  '恩',
  '春',
  '源',
  '堂',
  '华',
  '平',
  '心',
  '林',
  '辰',
  '乐',
];
const ROADS = [
  '松涛',
  '望云',
  '长禾',
  '青枫',
  '竹影',
  '清溪',
  '晚晴',
  '朝阳坡',
  '明月',
  '柳岸',
  '稻香',
  '梅林',
  '书院',
  '石桥',
  '东渡',
  '北苑',
];

export const brand = (random: Random) => random.pick(BRAND_FIRST) + random.pick(BRAND_SECOND);
export const roadAddress = (random: Random) => `${random.pick(ROADS)}路${random.whole(1, 680)}号`;
export const village = (random: Random) =>
  `${random.pick(FIRST)[0]}${random.pick(['家庄', '家湾', '树屯', '泉村', '河屯', '岭村'])}`;
