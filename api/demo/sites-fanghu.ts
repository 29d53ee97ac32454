import type { SitePlan } from './site-draft.ts';
import { agreement, siteIn, staged, streetOf } from './stage.ts';

const FANGHU = '999908';

/** Sites in 仿湖县, a tidy county: what stands around them is only what is put there. */
export const FANGHU_SITES: readonly SitePlan[] = [
  (streets) => {
    const street = streetOf(streets, FANGHU, 'town', 2);
    const at = { street, from: siteIn(street) };
    const hospital = staged({
      ...at,
      offsetM: [-797, 0],
      typeNo: 8,
      category: '眼科医院',
      name: '示范眼科医院',
      agreement: agreement(),
    });
    const title = {
      zh: '与同一眼科医院相距：限值之内与之外（相差数米）',
      en: 'Just inside and just outside the limit from the same eye hospital',
    };
    const common = { title, category: '眼科医院', staged: [hospital], clear: [8, null] };
    const [lon, lat] = at.from;
    return [
      {
        ...common,
        id: 'limit-inside',
        position: at.from,
        expected: 'conflict',
        reason: 'same-type-within',
        within: [hospital],
      },
      // 0.00007 degrees of longitude are about 6 m here.
      {
        ...common,
        id: 'limit-outside',
        position: [Math.round((lon + 0.00007) * 1e6) / 1e6, lat],
        expected: 'clear',
        reason: 'none-within',
        within: [],
        staged: [],
      },
    ];
  },
  (streets) => {
    const street = streetOf(streets, FANGHU, 'town', 3);
    const at = { street, from: siteIn(street) };
    const general = staged({
      ...at,
      offsetM: [220, 180],
      typeNo: 1,
      category: '综合医院',
      name: '示范综合医院',
      agreement: agreement(),
    });
    const orthopaedic = staged({
      ...at,
      offsetM: [-900, -900],
      typeNo: 22,
      category: '骨科医院',
      name: '示范骨科医院',
      agreement: agreement(),
    });
    const title = {
      zh: '类型看类别表，不看名称：肛肠医院与综合医院同类，骨科医院不同类',
      en: 'The table decides, not the name: an anorectal hospital is of the same type as a general hospital, an orthopaedic one is not',
    };
    return [
      {
        id: 'same-type-by-table',
        title,
        position: at.from,
        category: '肛肠医院',
        expected: 'conflict',
        reason: 'same-type-within',
        within: [general],
        staged: [general, orthopaedic],
        clear: [1, 22, null],
      },
      {
        id: 'other-type-by-table',
        title,
        position: at.from,
        category: '骨科医院',
        expected: 'clear',
        reason: 'none-within',
        within: [],
        staged: [],
        clear: [],
      },
    ];
  },
  (streets) => {
    const street = streetOf(streets, FANGHU, 'township', 1);
    const at = { street, from: siteIn(street) };
    const own = staged({
      ...at,
      offsetM: [-160, 120],
      typeNo: 36,
      category: '其他专科门诊部',
      name: '拟迁址专科门诊部',
      agreement: agreement(),
    });
    const common = {
      title: {
        zh: '迁址：不排除与排除本机构原址',
        en: "Relocation: without and with the applicant's own old site left out",
      },
      position: at.from,
      category: '其他专科门诊部',
    };
    return [
      {
        ...common,
        id: 'relocation',
        expected: 'conflict',
        reason: 'same-type-within',
        within: [own],
        staged: [own],
        clear: [36, null],
      },
      {
        ...common,
        id: 'relocation-excluded',
        exclude: own,
        expected: 'clear',
        reason: 'none-within',
        within: [],
        staged: [],
        clear: [],
      },
    ];
  },
];
