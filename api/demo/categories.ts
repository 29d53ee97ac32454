/** Where institutions of a category stand: in proportion to residents, to the centre, in villages, at seats. */
export type Siting = 'residents' | 'centre' | 'villages' | 'anywhere';
export type Profile =
  | 'general-hospital'
  | 'specialist-hospital'
  | 'nursing-hospital'
  | 'community'
  | 'health-centre'
  | 'department'
  | 'clinic'
  | 'post'
  | 'village'
  | 'public-centre'
  | 'small-public'
  | 'unlisted';

export interface CategoryPlan {
  /** Type number that the 62-row table gives to every one of the texts; null when the table does not list them. */
  readonly typeNo: number | null;
  /** As printed on licences: full-width brackets and the written-out forms of abbreviated rows occur as they do in real files. */
  readonly texts: readonly string[];
  readonly count: number;
  readonly profile: Profile;
  readonly siting: Siting;
}

const plan =
  (profile: Profile, siting: Siting) =>
  (typeNo: number | null, count: number, ...texts: string[]): CategoryPlan => ({
    typeNo,
    texts,
    count,
    profile,
    siting,
  });

const general = plan('general-hospital', 'residents');
const special = plan('specialist-hospital', 'centre');
const department = plan('department', 'centre');
const clinic = plan('clinic', 'residents');
const prevention = plan('small-public', 'centre');

/**
 * Categories with a fixed number of institutions; those that follow the streets (centres of communities and townships)
 * and the general clinics that fill up the total are added where the city is put together.
 */
export const CATEGORIES: readonly CategoryPlan[] = [
  general(1, 112, '综合医院'),
  general(1, 22, '中医（综合）医院', '中医(综合)医院'),
  general(1, 16, '中西医结合医院'),
  special(1, 14, '中医专科医院'),
  special(1, 9, '肛肠医院'),
  special(1, 11, '骨伤医院'),
  special(1, 3, '针灸医院'),
  special(1, 3, '按摩医院'),
  special(1, 5, '其他中医专科医院'),
  special(2, 3, '蒙医院'),
  special(3, 1, '藏医院'),
  special(4, 1, '维医院'),
  special(5, 1, '傣医院'),
  special(6, 1, '其他民族医院'),
  special(7, 26, '口腔医院'),
  special(8, 22, '眼科医院'),
  special(9, 5, '耳鼻喉科医院'),
  special(10, 4, '肿瘤医院'),
  special(11, 4, '心血管病医院'),
  special(12, 2, '胸科医院'),
  special(13, 1, '血液病医院'),
  special(14, 16, '妇产医院', '妇产科医院', '妇产（科）医院'),
  special(15, 6, '儿童医院'),
  special(16, 14, '精神病医院'),
  special(17, 2, '传染病医院'),
  special(18, 8, '皮肤病医院'),
  special(19, 1, '结核病医院'),
  special(20, 1, '麻风病医院'),
  special(21, 1, '职业病医院'),
  special(22, 16, '骨科医院'),
  special(23, 22, '康复医院'),
  special(24, 4, '整形外科医院'),
  special(25, 12, '其他专科医院'),
  plan('nursing-hospital', 'residents')(26, 30, '护理院'),
  plan('public-centre', 'residents')(27, 12, '血液透析中心'),
  plan('public-centre', 'centre')(28, 5, '安宁疗护中心'),
  plan('community', 'residents')(29, 340, '社区卫生服务站'),
  department(31, 236, '综合门诊部'),
  department(31, 8, '中医类门诊部'),
  department(31, 140, '中医门诊部'),
  department(31, 56, '中医（综合）门诊部', '中医(综合)门诊部'),
  department(31, 44, '中医专科门诊部'),
  department(31, 44, '中西医结合门诊部'),
  department(32, 4, '民族医门诊部'),
  department(33, 270, '口腔门诊部'),
  department(34, 38, '眼科门诊部'),
  department(35, 9, '精神卫生门诊部'),
  department(36, 105, '其他专科门诊部'),
  clinic(37, 640, '中医诊所'),
  clinic(37, 240, '中西医结合诊所'),
  clinic(38, 4, '民族医诊所'),
  clinic(39, 790, '口腔诊所'),
  clinic(40, 8, '精神卫生诊所'),
  clinic(41, 150, '其他诊所'),
  plan('post', 'residents')(42, 320, '卫生所', '卫生室', '卫生所（室）'),
  plan('village', 'villages')(43, 1100, '村卫生室'),
  plan('public-centre', 'centre')(44, 5, '急救中心'),
  prevention(46, 4, '专科疾病防治院'),
  prevention(47, 1, '传染病防治院'),
  prevention(48, 2, '结核病防治院'),
  prevention(49, 1, '职业病防治院'),
  prevention(50, 3, '其他专科疾病防治院'),
  prevention(51, 3, '口腔病防治所', '口腔病防治站'),
  prevention(52, 2, '精神病防治站'),
  prevention(53, 4, '皮肤病防治所', '皮肤病防治站'),
  prevention(54, 5, '结核病防治所', '结核病防治中心'),
  prevention(55, 1, '麻风病防治站'),
  prevention(56, 3, '职业病防治中心', '职业病防治所'),
  prevention(57, 1, '寄生虫病防治所'),
  prevention(58, 2, '地方病防治所'),
  prevention(59, 1, '血吸虫病防治站'),
  prevention(60, 2, '药物戒毒所', '药物戒毒中心'),
  prevention(61, 2, '其他专科疾病防治中心'),
  clinic(62, 24, '盲人医疗按摩所'),
  plan('unlisted', 'residents')(null, 9, '护理站'),
  plan('unlisted', 'residents')(null, 8, '养老机构内设医务室'),
  plan('unlisted', 'centre')(null, 5, '康复医疗中心'),
  plan('unlisted', 'centre')(null, 4, '医学检验实验室'),
  plan('unlisted', 'centre')(null, 3, ''),
];

export const GENERAL_CLINIC = clinic(37, 0, '普通诊所');
export const MATERNAL_CHILD_HOSPITAL = plan('public-centre', 'residents')(45, 0, '妇幼保健院');
export const COMMUNITY_CENTRE = plan('community', 'residents')(29, 0, '社区卫生服务中心');
export const HEALTH_CENTRES = {
  street: plan('health-centre', 'residents')(30, 0, '街道卫生院'),
  town: plan('health-centre', 'residents')(30, 0, '中心卫生院'),
  township: plan('health-centre', 'residents')(30, 0, '乡卫生院'),
} as const;
