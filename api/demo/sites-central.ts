import type { Street } from './build-areas.ts';
import { between, depthInside, distance, type Point, toLonLat, toPlane } from './plane.ts';
import type { SitePlan } from './site-draft.ts';
import { agreement, siteIn, staged, streetOf } from './stage.ts';

/** Sites where the city itself, its borders or its edge make the point. */
export const CENTRAL_SITES: readonly SitePlan[] = [
  (streets) => {
    const street = streetOf(streets, '999901', 'street', 1);
    return [
      {
        id: 'conflict-centre',
        title: {
          zh: '中心城区：众多同类定点诊所',
          en: 'The dense centre: many designated clinics of the same type',
        },
        position: siteIn(street),
        category: '中医诊所',
        expected: 'conflict',
        reason: 'same-type-within',
        staged: [],
        clear: [],
      },
      {
        id: 'review-category',
        title: {
          zh: '类别“护理站”不在 62 行类型表中',
          en: 'The category 护理站 (nursing post) is not among the 62 types',
        },
        position: siteIn(street),
        category: '护理站',
        expected: 'review',
        reason: 'category-without-type',
        staged: [],
        clear: [],
      },
    ];
  },
  (streets) => {
    const { street, position } = nearCityLimit(streets);
    return [
      {
        id: 'review-edge',
        title: { zh: `${street.name}：圆形范围超出市界`, en: `${street.nameEn}: the circle leaves the city` },
        position: toLonLat(position),
        category: '精神卫生诊所',
        expected: 'review',
        reason: 'circle-leaves-data',
        within: [],
        staged: [],
        clear: [40, null],
      },
    ];
  },
  (streets) => {
    const { there, position, opposite } = acrossCountyBorder(streets);
    const from = toLonLat(position);
    const offsetM = [opposite[0] - position[0], opposite[1] - position[1]] as const;
    const neighbour = staged({
      street: there,
      from,
      offsetM,
      typeNo: 34,
      category: '眼科门诊部',
      name: '界外眼科门诊部',
      agreement: agreement(),
    });
    return [
      {
        id: 'conflict-across-border',
        title: {
          zh: `区界不切断圆形：同类机构在相邻的${there.county.name}`,
          en: `A district border does not cut the circle: the same-type institution stands in the neighbouring ${there.county.nameEn}`,
        },
        position: from,
        category: '眼科门诊部',
        expected: 'conflict',
        reason: 'same-type-within',
        within: [neighbour],
        staged: [neighbour],
        clear: [34, null],
      },
    ];
  },
];

const EDGE_DEPTH_M = 350;

/** A point some 350 m inside the city limit: walked from a street's outermost point towards its seat. */
function nearCityLimit(streets: readonly Street[]): { street: Street; position: Point } {
  const street = streetOf(streets, '999909', 'township', 3);
  const outermost = street.outline.reduce((a, b) => (distance(b, [0, 0]) > distance(a, [0, 0]) ? b : a));
  for (let share = 0; share < 1; share += 0.01) {
    const position = between(outermost, street.seat, share);
    if (depthInside(position, street.outline) >= EDGE_DEPTH_M) return { street, position };
  }
  throw new Error('no point near the city limit; choose another seed');
}

/** Two points some 500 m apart on either side of a border between two counties of the core. */
function acrossCountyBorder(streets: readonly Street[]) {
  for (const here of streets.filter((street) => street.county.setting === 'core')) {
    for (const there of here.neighbours.map((index) => streets[index]!)) {
      if (there.county === here.county || there.county.setting !== 'core') continue;
      const apart = distance(here.seat, there.seat);
      const position = toPlane(toLonLat(between(here.seat, there.seat, 0.5 - 250 / apart)));
      const opposite = between(here.seat, there.seat, 0.5 + 250 / apart);
      if (depthInside(position, here.outline) > 60 && depthInside(opposite, there.outline) > 60)
        return { there, position, opposite };
    }
  }
  throw new Error('no border between two core districts fits; choose another seed');
}
