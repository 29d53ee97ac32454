import type { Facts } from '../../facts.ts';
import type { AreaFacts } from '../../facts-of-areas.ts';
import type { RawFinding } from '../../finding.ts';
import { forReview } from './for-review.ts';

/** The district of the applicant, by business licence or by location. */
export function findDistrict(facts: Facts, by: 'business_area' | 'county'): AreaFacts | null {
  return by === 'business_area' ? facts.businessArea : facts.county;
}

/** Manual review because the district is not known; the location never stands in for the licence. */
export function reviewDistrict(by: 'business_area' | 'county'): RawFinding {
  return by === 'business_area'
    ? forReview(
        {
          zh: '未提供《营业执照》审批部门所属区市县，不按所在位置推定。',
          en: 'The district of the business licence is not given; the location never stands in for it.',
        },
        [{ item: 'business_licence_area', zh: '营业执照所属区域', en: 'area of the business licence' }],
      )
    : forReview({ zh: '地点所在区市县不明。', en: 'The district of the site is not known.' }, [
        { item: 'county', zh: '所在区市县', en: 'district of the site' },
      ]);
}

/** The street of the site, or why it cannot be taken: on a border, outside all streets, in another district. */
export function readStreet(facts: Facts, district: AreaFacts): { street: AreaFacts } | { doubt: RawFinding } {
  const { street, site } = facts;
  if (!street || site?.locationStatus !== 'located')
    return {
      doubt: forReview(
        site?.locationStatus === 'border'
          ? {
              zh: '地点位于街道边界上，所属街道需人工判定。',
              en: 'The site lies on the border of streets: for a person to decide.',
            }
          : { zh: '地点所属街道（乡镇）不明。', en: 'The street of the site is not known.' },
        [{ item: 'street', zh: '所属街道（乡镇）', en: 'street of the site' }],
        { uses: ['areas'] },
      ),
    };
  if (street.parentCode !== district.code)
    return {
      doubt: forReview(
        {
          zh: `地点在${street.name}（${street.parentCode ?? '上级不明'}），而营业执照属${district.name}（${district.code}），按哪个区计需人工判定。`,
          en: `The site lies in ${street.name} (${street.parentCode ?? 'parent unknown'}), the business licence is of ${district.name} (${district.code}): which district counts is for a person.`,
        },
        [],
        {
          uses: ['areas'],
          evidence: {
            areas: [
              { code: street.code, name: street.name, role: 'street of the site' },
              { code: district.code, name: district.name, role: 'district of the business licence' },
            ],
          },
        },
      ),
    };
  return { street };
}

/** The class that the saturation rule gives, or a review that names it as missing. */
export function readClass(result: RawFinding, ruleId: string): { name: string } | { doubt: RawFinding } {
  const name = result.derived?.class;
  if (typeof name === 'string') return { name };
  return {
    doubt: forReview(
      {
        zh: `${ruleId} 未能确定区市县的饱和类别。`,
        en: `${ruleId} does not give the saturation class of the district.`,
      },
      [{ item: 'saturation_class', zh: '饱和类别', en: 'saturation class' }],
    ),
  };
}
