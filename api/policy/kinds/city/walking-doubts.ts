import type { Localized } from '../../../localized.ts';
import type { Facts } from '../../facts.ts';
import type { Missing } from '../../finding.ts';
import { doubtsOfData } from '../place/same-type-doubts.ts';
import type { DoubtfulType } from './same-type.ts';
import type { OpenBecause } from './walking-relation.ts';

/** What can keep one institution from being a conflict, or from being ruled out. */
export type DoubtCode =
  | DoubtfulType
  | OpenBecause
  | 'undesignated'
  | 'lapsed'
  | 'temporary'
  | 'exempt'
  | 'branch'
  | 'unverified'
  | 'in_batch';

/** Why it is open, for people, and the datum that would settle it (where one would). */
interface Doubt {
  readonly text: Localized;
  readonly missing?: Missing;
}

const ASK: Readonly<Record<string, Missing>> = {
  network: { item: 'walking_network', zh: '步行路网', en: 'walking network' },
  path: { item: 'walking_path', zh: '步行路径（实地测量）', en: 'walking path (measure on site)' },
  category: { item: 'licence_category', zh: '医疗机构类别', en: 'licence category' },
  sameType: { item: 'same_type_definition', zh: '同类型的认定', en: 'decision on what is the same type' },
  status: { item: 'neighbour_agreements', zh: '周边机构协议状态', en: 'state of their agreements' },
  entrance: { item: 'points_verified', zh: '点位核实', en: 'verification of the points' },
};

/** Every doubt about an institution. */
export const DOUBTS: Readonly<Record<DoubtCode, Doubt>> = {
  no_network: say(
    '未载入步行路网，直线距离不能单独判定',
    'no walking network is loaded and the straight line does not decide',
    'network',
  ),
  site_not_snapped: say('申请地点附近没有可达道路', 'the site reaches no road of the network', 'path'),
  not_snapped: say('该机构附近没有可达道路', 'it reaches no road of the network', 'path'),
  no_path: say('路网中没有通往该机构的路径', 'the network knows no path to it', 'path'),
  contradictory: say(
    '步行距离短于直线距离，数据矛盾',
    'its path is shorter than the straight line: contradictory data',
    'path',
  ),
  off_street: say(
    '两点都远离道路，彼此更近，沿路网绕行不能证明不在范围内',
    'both points lie far from every street and nearer to each other: the way round by the network proves nothing',
    'path',
  ),
  between: say(
    '步行距离在两限值之间或精度范围内',
    'its walking distance lies between the limits or inside the accuracy',
    undefined,
  ),
  unknown_category: say('类别不明', 'a licence category is not known', 'category'),
  unlisted_category: say('类别未列入对照表', 'a category is not in the comparison table', 'sameType'),
  some_categories: say('登记的多个类别中仅部分相同', 'only some of several categories agree', 'sameType'),
  hint_of_other_scheme: say(
    '类别不同，但在对照表中为同类',
    'other category, though of one type in the comparison table',
    'sameType',
  ),
  other_service: say(
    '仅服务不同（如个账与统筹）',
    'it differs only in service (personal account, pooling)',
    'sameType',
  ),
  undesignated: say('同类但未定点', 'of the same type though not designated', undefined),
  lapsed: say('协议已到期而未登记结束', 'its agreement ran out without a recorded end', 'status'),
  temporary: say('仅为临时定点', 'designated only temporarily', undefined),
  exempt: say('属豁免纳入，尚未计数', 'exempt and not counted yet', undefined),
  branch: say('为申请机构自身的分院区', 'a branch of the applicant itself', undefined),
  unverified: say('位置未经核实', 'positions not verified', 'entrance'),
  in_batch: say('同批次排序在前的申请', 'an applicant ranked higher in the same batch', undefined),
};

function say(zh: string, en: string, ask: string | undefined): Doubt {
  const missing = ask === undefined ? undefined : ASK[ask];
  return { text: { zh, en }, ...(missing ? { missing } : {}) };
}

/** Everything about the data as a whole that keeps "nobody within the walk" from being certain. */
export function listSurroundingDoubts(facts: Facts, clearM: number, countsUndesignated: boolean): Missing[] {
  const ofData = doubtsOfData(facts, clearM).flatMap(({ missing }) => missing ?? []);
  if (!countsUndesignated || facts.neighbours?.registersUndesignated !== false) return ofData;
  const register = {
    item: 'undesignated_register',
    zh: '缺少未定点同类机构的登记数据',
    en: 'institutions that are not designated are not registered',
  };
  return [...ofData, register];
}
