import type { SitePlan } from './site-draft.ts';
import { agreement, siteIn, staged, streetOf } from './stage.ts';

const SHILING = '999910';

/** Sites in 试岭县, a tidy county: what stands around them is only what is put there. */
export const SHILING_SITES: readonly SitePlan[] = [
  (streets) => {
    const street = streetOf(streets, SHILING, 'town', 2);
    const at = { street, from: siteIn(street) };
    const institutions = [
      staged({ ...at, offsetM: [150, 120], typeNo: 39, category: '口腔诊所', name: '未定点口腔诊所' }),
      staged({
        ...at,
        offsetM: [-300, 200],
        typeNo: 39,
        category: '口腔诊所',
        name: '已解除口腔诊所',
        agreement: agreement({ status: 'terminated', from: '2025-03-31' }),
      }),
      staged({
        ...at,
        offsetM: [200, -260],
        typeNo: 39,
        category: '口腔诊所',
        name: '已退出口腔诊所',
        agreement: agreement({ status: 'withdrawn', from: '2025-01-01' }),
      }),
      staged({
        ...at,
        offsetM: [60, 240],
        typeNo: 33,
        category: '口腔门诊部',
        name: '示范口腔门诊部',
        agreement: agreement(),
      }),
    ];
    return [
      {
        id: 'clear',
        title: {
          zh: '未定点、已解除、已退出的同类机构及不同类型的口腔门诊部都不计入',
          en: 'Same-type clinics without designation, terminated or withdrawn do not count, nor does the dental outpatient department (another type)',
        },
        position: at.from,
        category: '口腔诊所',
        expected: 'clear',
        reason: 'none-within',
        within: [],
        staged: institutions,
        clear: [39, 33, null],
      },
    ];
  },
  (streets) => {
    const street = streetOf(streets, SHILING, 'town', 3);
    const at = { street, from: siteIn(street) };
    const doubtful = staged({
      ...at,
      offsetM: [0, 770],
      typeNo: 33,
      category: '口腔门诊部',
      name: '位置待核口腔门诊部',
      accuracyM: 60,
      verified: false,
      agreement: agreement(),
    });
    return [
      {
        id: 'review-accuracy',
        title: {
          zh: '唯一同类机构约在 770 米处，但其位置未核实（±60 米）',
          en: 'The only same-type institution is about 770 m away, but its position is unverified (±60 m)',
        },
        position: at.from,
        category: '口腔门诊部',
        expected: 'review',
        reason: 'within-accuracy-band',
        within: [],
        staged: [doubtful],
        clear: [33, null],
      },
    ];
  },
  (streets) => {
    const street = streetOf(streets, SHILING, 'township', 2);
    const at = { street, from: siteIn(street) };
    const lapsed = staged({
      ...at,
      offsetM: [-310, 150],
      typeNo: 34,
      category: '眼科门诊部',
      name: '协议到期眼科门诊部',
      agreement: agreement({ to: '2025-12-31' }),
    });
    return [
      {
        id: 'review-lapsed',
        title: {
          zh: '唯一同类机构的协议已到期，但没有解除或退出记录',
          en: 'The agreement of the only same-type institution ran out without a recorded termination or withdrawal',
        },
        position: at.from,
        category: '眼科门诊部',
        expected: 'review',
        reason: 'lapsed-neighbours',
        within: [],
        staged: [lapsed],
        clear: [34, null],
      },
    ];
  },
  (streets) => {
    const street = streetOf(streets, SHILING, 'township', 1);
    const at = { street, from: siteIn(street) };
    const suspended = staged({
      ...at,
      offsetM: [250, 245],
      typeNo: 35,
      category: '精神卫生门诊部',
      name: '协议中止精神卫生门诊部',
      agreement: agreement({ status: 'suspended', from: '2026-03-01' }),
    });
    return [
      {
        id: 'suspended-counts',
        title: { zh: '协议中止的机构仍计入', en: 'An institution whose agreement is suspended still counts' },
        position: at.from,
        category: '精神卫生门诊部',
        expected: 'conflict',
        reason: 'same-type-within',
        within: [suspended],
        staged: [suspended],
        clear: [35, null],
      },
    ];
  },
  (streets) => {
    const street = streetOf(streets, SHILING, 'township', 2);
    const at = { street, from: siteIn(street) };
    const future = staged({
      ...at,
      offsetM: [330, -110],
      typeNo: 41,
      category: '其他诊所',
      name: '新设定点诊所',
      agreement: agreement({ from: '2027-03-01' }),
    });
    const common = {
      title: {
        zh: '定点自 2027-03-01 起生效：提问日期决定答案',
        en: 'Designated from 2027-03-01: the date of the question decides',
      },
      position: at.from,
      category: '其他诊所',
    };
    return [
      {
        ...common,
        id: 'before-designation',
        expected: 'clear',
        reason: 'none-within',
        within: [],
        staged: [future],
        clear: [41, null],
      },
      {
        ...common,
        id: 'after-designation',
        asOf: '2027-06-30',
        expected: 'conflict',
        reason: 'same-type-within',
        within: [future],
        staged: [],
        clear: [],
      },
    ];
  },
];
