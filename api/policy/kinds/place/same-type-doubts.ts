import type { Localized } from '../../../localized.ts';
import type { Facts } from '../../facts.ts';
import type { Missing } from '../../finding.ts';
import type { Judged, Relation } from './same-type-neighbours.ts';

/** A reason why "no conflict" is not certain, and the datum that would settle it where one is missing. */
export interface Doubt {
  readonly reason: Localized;
  readonly missing?: Missing;
}

/** Doubts that single neighbours raise, one for each relation. */
export function doubtsOfNeighbours(doubtful: readonly Judged[]): Doubt[] {
  return RELATIONS.flatMap(({ relation, say, missing }) => {
    const count = doubtful.filter((one) => one.relation === relation).length;
    return count === 0 ? [] : [{ reason: say(count), ...(missing ? { missing } : {}) }];
  });
}

/** Doubts about the data as a whole within a radius in metres: they only matter where nothing conflicts for certain. */
export function doubtsOfData(facts: Facts, radiusM: number): Doubt[] {
  const { neighbours, site } = facts;
  if (!neighbours || !site) return [];
  const doubts: (Doubt | false)[] = [
    neighbours.searchedM < radiusM + site.accuracyM &&
      doubt(
        'neighbours',
        `只查找了 ${neighbours.searchedM} 米`,
        `only ${neighbours.searchedM} m were searched`,
      ),
    neighbours.truncated &&
      doubt('neighbours_complete', '周边机构名单不完整', 'the list of institutions is cut off'),
    neighbours.unplaced > 0 &&
      doubt(
        'institution_positions',
        `${neighbours.unplaced} 家可能同类的定点机构没有坐标`,
        `${neighbours.unplaced} designated institution(s) of the same or unknown type have no position`,
      ),
    neighbours.isDataSilent &&
      doubt(
        'designations',
        '没有此种类定点机构的数据',
        'no institution of the kind is known to be designated',
      ),
    site.extent === 'unknown' && doubt('areas', '没有行政区划边界', 'no area polygons are loaded'),
    site.extent === 'outside' &&
      doubt('areas', '地点在已有数据的区域之外', 'the site lies outside the area that data exists for'),
    site.extent === 'leaves' &&
      !site.leavesCity &&
      doubt('areas', '圆形范围超出已有数据的区域', 'the circle leaves the area that data exists for'),
  ];
  return doubts.filter((one) => one !== false);
}

function doubt(item: string, zh: string, en: string): Doubt {
  return { reason: { zh, en }, missing: { item, zh, en } };
}

const RELATIONS: readonly {
  readonly relation: Relation;
  readonly say: (count: number) => Localized;
  readonly missing?: Missing;
}[] = [
  {
    relation: 'uncertain',
    say: (count) => ({
      zh: `${count} 家与限值之差小于位置精度`,
      en: `${count} lie so near the limit that the accuracy decides`,
    }),
    missing: { item: 'on_site_measurement', zh: '现场测量', en: 'measurement on site' },
  },
  {
    relation: 'unverified',
    say: (count) => ({
      zh: `与 ${count} 家的冲突基于未核实的点位`,
      en: `the conflict with ${count} rests on points that nobody has verified`,
    }),
    missing: { item: 'points_verified', zh: '点位核实', en: 'verification of the points' },
  },
  {
    relation: 'untyped',
    say: (count) => ({ zh: `${count} 家定点机构类型不明`, en: `${count} designated have no type number` }),
    missing: { item: 'neighbour_types', zh: '周边机构类型', en: 'types of the institutions near by' },
  },
  {
    relation: 'lapsed',
    say: (count) => ({
      zh: `${count} 家协议到期而无解除记录`,
      en: `the agreement of ${count} ran out without a recorded end`,
    }),
    missing: { item: 'neighbour_agreements', zh: '周边机构协议状态', en: 'state of their agreements' },
  },
  {
    relation: 'exempt',
    say: (count) => ({
      zh: `${count} 家属豁免纳入、尚未计数，是否构成限制待定`,
      en: `${count} are exempt and not counted yet; whether they block is open`,
    }),
  },
  {
    relation: 'temporary',
    say: (count) => ({
      zh: `${count} 家为临时定点，是否构成限制待定`,
      en: `${count} are designated only temporarily; whether they block is open`,
    }),
  },
  {
    relation: 'branch',
    say: (count) => ({
      zh: `${count} 家为申请人自己的分院区`,
      en: `${count} are branches of the applicant itself`,
    }),
  },
  {
    relation: 'in_batch',
    say: (count) => ({
      zh: `同批次排序在前的 ${count} 个申请可能在限值内`,
      en: `${count} applicant(s) ranked higher in the batch may stand within`,
    }),
  },
];
