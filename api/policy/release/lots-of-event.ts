import type { Localized } from '../../localized.ts';
import type { Pool } from '../facts-of-release.ts';
import type { Missing } from '../finding.ts';

export const RELEASE_EVENTS = [
  'termination',
  'withdrawal',
  'downgrade',
  'suspension',
  'bed_reduction',
  'name_change',
] as const;
export type ReleaseEventType = (typeof RELEASE_EVENTS)[number];

/** What happened to a designated institution, on the day on which it took effect. */
export interface ReleaseEvent {
  readonly type: ReleaseEventType;
  readonly on: string;
  /** Services whose agreement ends; left out = all in force. */
  readonly services?: readonly string[];
  /** Settlement levels (门诊结算分级) of a downgrade. */
  readonly from?: 'I' | 'II' | 'III';
  readonly to?: 'I' | 'II' | 'III';
}

/** The institution as it was designated on the day before. */
export interface LeavingInstitution {
  readonly kind: 'medical' | 'pharmacy' | 'ltc_home' | 'ltc_residential' | 'ltc_both';
  readonly services: readonly {
    readonly service: string;
    /** Day from which it counts, when it was exempt; null = has always counted. */
    readonly countsFrom: string | null;
  }[];
  /** Designated beds in all; null = unknown. */
  readonly designatedBeds: number | null;
}

/** Which ended service becomes which pool, and which services a downgrade ends. */
export interface ReleaseEventRules {
  readonly lots: readonly {
    readonly kind: 'medical' | 'pharmacy';
    readonly service: string;
    readonly poolKind: Pool['poolKind'];
    readonly unit: 'institution' | 'bed';
  }[];
  readonly downgrades: readonly { readonly to: 'I' | 'II'; readonly ends: readonly string[] }[];
}

export interface LotOfEvent {
  readonly poolKind: Pool['poolKind'];
  readonly quantity: number;
  readonly service: string;
}

/** `review`: a person decides first; `lots` are then what is certain so far. */
export interface LotsOfEvent {
  readonly outcome: 'release' | 'none' | 'review';
  readonly lots: readonly LotOfEvent[];
  readonly flags: readonly Localized[];
  readonly missing: readonly Missing[];
  readonly reason: Localized;
}

/**
 * The lots that an event creates (DL-E1): one for every service that ends (one institution, or its designated beds). An
 * institution that never counted leaves none; suspension and change of name release nothing; fewer beds of a continuing
 * institution, and data that is missing, are for a person.
 */
export function lotsOfEvent(
  event: ReleaseEvent,
  institution: LeavingInstitution,
  rules: ReleaseEventRules,
): LotsOfEvent {
  if (event.type === 'suspension' || event.type === 'name_change') return none(NOT_AN_END);
  if (event.type === 'bed_reduction') return { ...none(BEDS_REDUCED), outcome: 'review' };
  const inForce = institution.services.map(({ service }) => service);
  const ended = event.type === 'downgrade' ? endedByDowngrade(event, rules) : (event.services ?? inForce);
  if (ended === null) return { ...none(LEVELS_UNCLEAR), outcome: 'review', missing: [MISSING_LEVELS] };
  const unknown = ended.filter((service) => !inForce.includes(service));
  const sources = rules.lots.filter((lot) => lot.kind === institution.kind && ended.includes(lot.service));
  const flags: Localized[] = [];
  const missing: Missing[] = unknown.map(notDesignated);
  const lots: LotOfEvent[] = [];
  for (const { service, poolKind, unit } of sources) {
    const designation = institution.services.find((candidate) => candidate.service === service);
    if (!designation) continue;
    if (designation.countsFrom !== null && designation.countsFrom > event.on) {
      flags.push(neverCounted(service, designation.countsFrom));
      continue;
    }
    const quantity = unit === 'institution' ? 1 : institution.designatedBeds;
    if (quantity === null) missing.push(MISSING_BEDS);
    else if (quantity > 0) lots.push({ poolKind, quantity, service });
  }
  const total = lots.map((lot) => `${lot.poolKind} ${lot.quantity}`).join(', ');
  return {
    outcome: missing.length > 0 ? 'review' : lots.length > 0 ? 'release' : 'none',
    lots,
    flags,
    missing,
    reason: { zh: `释放：${total || '无'}。`, en: `Released: ${total || 'nothing'}.` },
  };
}

function endedByDowngrade({ from, to }: ReleaseEvent, rules: ReleaseEventRules): readonly string[] | null {
  if (from === undefined || to === undefined || from.length <= to.length) return null;
  return rules.downgrades.find((downgrade) => downgrade.to === to)?.ends ?? [];
}

function none(reason: Localized): LotsOfEvent {
  return { outcome: 'none', lots: [], flags: [], missing: [], reason };
}

function neverCounted(service: string, countsFrom: string): Localized {
  return {
    zh: `该机构豁免纳入，${service} 自 ${countsFrom} 起才计入总量，此前退出不产生释放量。`,
    en: `It was designated by exemption and counts only from ${countsFrom} (${service}): leaving before releases nothing.`,
  };
}

function notDesignated(service: string): Missing {
  return {
    item: `designation:${service}`,
    zh: `登记中无生效的 ${service} 协议`,
    en: `no agreement in force for ${service} in the register`,
  };
}

const MISSING_BEDS: Missing = { item: 'designated_beds', zh: '定点床位数', en: 'designated beds' };
const MISSING_LEVELS: Missing = {
  item: 'settlement_levels',
  zh: '降级前后的结算级别',
  en: 'settlement levels before and after the downgrade',
};
const NOT_AN_END: Localized = {
  zh: '中止协议、变更名称不产生释放量。',
  en: 'Suspension and change of name release nothing.',
};
const BEDS_REDUCED: Localized = {
  zh: '继续定点的机构核减床位是否产生释放量，规划未规定，需人工判定。',
  en: 'Whether fewer beds of a continuing institution are a release is not said by the plan: for a person to decide.',
};
const LEVELS_UNCLEAR: Localized = {
  zh: '降级前后结算级别缺失或并非由高到低，需人工判定。',
  en: 'The settlement levels of the downgrade are missing or do not go down: for a person to decide.',
};
