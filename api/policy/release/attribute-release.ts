import type { Localized } from '../../localized.ts';
import type { Application } from '../application.ts';
import type { Missing } from '../finding.ts';

type Area = { readonly code: string; readonly level: string; readonly name: string };

/** Which authority gives the area, for each kind of institution. */
export interface AttributionRule {
  readonly medical: 'licensing_authority' | 'business_licence';
  readonly pharmacy: 'licensing_authority' | 'business_licence';
}

/** What is known of the authorities that licensed an institution; null = unknown. */
export interface AuthoritiesOf {
  readonly kind: Application['kind'];
  readonly licensingArea: Area | null;
  readonly licensingLevel: 'province' | 'city' | 'county' | null;
  readonly businessArea: Area | null;
  readonly cityCode: string | null;
}

export type Attribution =
  | { readonly areaCode: string; readonly level: 'city' | 'county'; readonly reason: Localized }
  | { readonly missing: Missing; readonly reason: Localized };

/**
 * The pool area of a release (DL-E2): the authority's area, the whole city for a city authority. What is missing, or a
 * province's authority, is named and never replaced by the location.
 */
export function attributeRelease(rule: AttributionRule, institution: AuthoritiesOf): Attribution {
  const source = institution.kind === 'pharmacy' ? rule.pharmacy : rule.medical;
  return source === 'business_licence' ? byBusinessLicence(institution) : byLicensingAuthority(institution);
}

function byBusinessLicence({ businessArea: area }: AuthoritiesOf): Attribution {
  if (area?.level === 'county' || area?.level === 'city') return found(area.code, area.level, area.name);
  return notFound(
    'business_licence_area',
    '《营业执照》发放部门所属区市县',
    'district of the authority that issued the business licence',
  );
}

function byLicensingAuthority({ licensingArea, licensingLevel, cityCode }: AuthoritiesOf): Attribution {
  if (licensingLevel === 'city' && cityCode !== null) return found(cityCode, 'city', '全市');
  if (licensingLevel === 'county' && licensingArea?.level === 'county')
    return found(licensingArea.code, 'county', licensingArea.name);
  if (licensingLevel === 'province')
    return notFound(
      'pool_of_provincial_licence',
      '省级部门审批机构的释放量归属',
      'pool of an institution licensed by the province',
    );
  return notFound(
    'licensing_authority',
    '《医疗机构执业许可证》审批部门及其所属区域',
    'authority that issued the practice licence, and its area',
  );
}

function found(areaCode: string, level: 'city' | 'county', name: string): Attribution {
  return {
    areaCode,
    level,
    reason: {
      zh: `释放量归属${level === 'city' ? '全市' : name}（${areaCode}），与所在位置无关。`,
      en: `Releases belong to ${level === 'city' ? 'the city' : name} (${areaCode}), wherever the institution stands.`,
    },
  };
}

function notFound(item: string, zh: string, en: string): Attribution {
  return {
    missing: { item, zh, en },
    reason: {
      zh: `缺少${zh}，释放量归属需人工判定，不按所在位置推定。`,
      en: `Missing: ${en}. A person decides to which pool releases belong; the location does not.`,
    },
  };
}
