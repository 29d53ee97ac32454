import type { Missing, RawFinding } from '../../finding.ts';
import type { RuleContext } from '../../rule-kind.ts';
import { movementOf } from './movement-of.ts';
import type { SameTypeParameters } from './same-type-parameters.ts';

export type SameTypeContext = RuleContext<SameTypeParameters>;

/** What is compared: everything that is known about the question before any neighbour is looked at. */
export interface Concern {
  /** variants = the plan is silent about an unchanged address, and a conflict is for review. */
  readonly mode: 'direct' | 'same_service' | 'variants';
  /** Types that the applicant may have; `null` = all institutions of the kind are alike. */
  readonly types: readonly (number | null)[];
  /** Some of its types are not concerned by the rule. */
  readonly hasFreeType: boolean;
  /** Radii in metres that may hold at the site: more than one where its area is unclear. */
  readonly radii: readonly number[];
  /** What is missing to know the one radius. */
  readonly unclearArea: readonly Missing[];
}

/** Whether the rule concerns the application, and with what; else the finding that ends it. */
export function concernOf(context: SameTypeContext): Concern | RawFinding {
  const { application, facts, parameters } = context;
  if (application.kind !== parameters.kind)
    return notConcerned('本条不比较该机构种类。', 'The rule does not compare this kind of institution.');
  const mode = modeOf(context);
  if (typeof mode !== 'string') return mode;
  if (!facts.site)
    return review('地点坐标未知，无法计算距离。', 'The position of the site is unknown: no distance.', {
      item: 'site_position',
      zh: '地点坐标',
      en: 'position of the site',
    });
  if (!facts.site.crsKnown)
    return review(
      '地点坐标系未说明，不得用于距离计算。',
      'The coordinate system of the site is not stated, so no distance may be taken from it.',
      { item: 'site_crs', zh: '坐标系', en: 'coordinate system of the site' },
    );
  if (!facts.neighbours)
    return review('没有周边机构数据。', 'There are no data about the institutions near by.', {
      item: 'neighbours',
      zh: '周边机构',
      en: 'institutions near the site',
    });
  const types = typesOf(context);
  if (!Array.isArray(types)) return types as RawFinding;
  const { typeNos } = parameters;
  const concerned = types.filter((type) => type === null || (typeNos?.includes(type) ?? true));
  if (concerned.length === 0)
    return notConcerned(
      `本条不涉及类型 ${types.join('、')}。`,
      `The rule does not concern type ${types.join(', ')}.`,
    );
  return { mode, types: concerned, hasFreeType: concerned.length < types.length, ...radiiOf(context) };
}

function modeOf(context: SameTypeContext): Concern['mode'] | RawFinding {
  const { application, facts, parameters, option } = context;
  const { purpose } = application;
  const movement = movementOf(application, facts);
  if (parameters.newSitePurposes.includes(purpose) || movement === 'moved') return 'direct';
  const reading = option('unchanged_address');
  if (parameters.variantPurposes.includes(purpose) && reading !== 'not_concerned')
    return reading === 'all_same_type' ? 'direct' : reading === 'same_service' ? 'same_service' : 'variants';
  if (movement === 'unchanged')
    return notConcerned(
      '既非新增也未变更地址，不适用地域限制。',
      'Neither new nor at a new address: the limit of area does not apply.',
    );
  return review('无法确认地址是否变更。', 'Whether the address has changed is not established.', {
    item: 'address_unchanged',
    zh: '地址是否未变',
    en: 'whether the address is unchanged',
  });
}

function typesOf({ plan, application, facts, parameters }: SameTypeContext): (number | null)[] | RawFinding {
  if (parameters.sameBy === 'kind') return [null];
  const { type } = facts;
  if (type && type.scheme === plan.typeScheme) {
    if (type.typeNo !== null) return [type.typeNo];
    if (type.problem === 'several-types' && type.candidates.length > 0) return type.candidates;
  }
  return review(
    `类别“${application.category ?? ''}”没有类型序号，无法判定同类型，不得视为无冲突。`,
    `The category "${application.category ?? ''}" has no type number; "same type" cannot be told, which is not "no conflict".`,
    application.category === undefined
      ? { item: 'licence_category', zh: '医疗机构类别', en: 'licence category as printed' }
      : { item: 'type_no', zh: '类型序号', en: 'type number of the category' },
  );
}

function radiiOf({ facts, parameters }: SameTypeContext): Pick<Concern, 'radii' | 'unclearArea'> {
  const radii: number[] = [];
  const unclearArea: Missing[] = [];
  for (const { trait, values, radiusM } of parameters.areaRadii) {
    const entries = facts.traits.filter(
      (entry) => entry.trait === trait && (values?.includes(entry.value) ?? true),
    );
    if (entries.some(({ position }) => position === 'inside'))
      return { radii: [...radii, radiusM], unclearArea };
    const isKnown = facts.traitsKnown.includes(trait) && facts.site?.locationStatus === 'located';
    if (isKnown && entries.length === 0) continue;
    radii.push(radiusM);
    unclearArea.push({
      item: `trait:${trait}`,
      zh: `地点是否属于“${trait}”地区`,
      en: `whether the site lies in a "${trait}" area`,
    });
  }
  return { radii: [...radii, parameters.radiusM], unclearArea };
}

function notConcerned(zh: string, en: string): RawFinding {
  return { outcome: 'NOT_APPLICABLE', reason: { zh, en } };
}

function review(zh: string, en: string, missing: Missing): RawFinding {
  return { outcome: 'MANUAL_REVIEW', reason: { zh, en }, missing: [missing], uses: ['institutions'] };
}
