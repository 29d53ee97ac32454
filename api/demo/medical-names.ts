import type { Street } from './build-areas.ts';
import type { CategoryPlan } from './categories.ts';
import { brand, village } from './names.ts';
import type { Random } from './random.ts';

const short = (street: Street) => street.name.replace(/街道$|镇$|乡$/, '');
const plain = (category: string) => category.replace(/[（(].*?[)）]/g, '');

/** A name in the usual form, always beginning with the invented city's. `serial` tells apart what would be called the same. */
export function medicalName(
  random: Random,
  plan: CategoryPlan,
  category: string,
  street: Street,
  serial: number,
): string {
  const place = `示例市${street.county.name}${short(street)}`;
  switch (plan.profile) {
    case 'general-hospital':
      return category === '综合医院' && serial <= 46
        ? `示例市第${serial}人民医院`
        : `${place}${brand(random)}${hospital(category)}`;
    case 'specialist-hospital':
    case 'nursing-hospital':
      return `${place}${brand(random)}${plain(category)}`;
    case 'community':
      return category === '社区卫生服务中心'
        ? `示例市${street.county.name}${street.name}社区卫生服务中心`
        : `${place}${brand(random)}社区卫生服务站`;
    case 'health-centre':
      return `示例市${street.county.name}${street.name}${category.replace('街道卫生院', '卫生院')}`;
    case 'village':
      return `示例市${street.county.name}${street.name}${village(random)}卫生室`;
    case 'public-centre':
    case 'small-public':
      return `${place}${category}`;
    case 'unlisted':
      return `${place}${brand(random)}${category || '医疗中心'}`;
    default:
      return `${place}${brand(random)}${plain(category)}`;
  }
}

const hospital = (category: string) =>
  category === '综合医院' ? '医院' : plain(category).replace('中医医院', '中医院');
