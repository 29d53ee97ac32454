import { z } from 'zod';
import type { AreaFacts } from '../../facts-of-areas.ts';
import type { RawFinding } from '../../finding.ts';
import { defineRuleKind } from '../../rule-kind.ts';
import { type Band, bandingShape, findBand, findBandNamed, listBandProblems, type Measure } from './bands.ts';
import { forReview } from './for-review.ts';
import { findDistrict, reviewDistrict } from './pharmacy-area.ts';
import { type Capacity, capacityEvidence, readCapacity } from './pharmacy-capacity.ts';
import { districtSchema, kindPreferenceSchema, type PharmacyKind } from './pharmacy-kind.ts';

const parametersSchema = z
  .strictObject({
    ...bandingShape,
    pharmacyKinds: kindPreferenceSchema.default(['personal_account', 'all']),
    area: districtSchema,
  })
  .superRefine(({ measure, bands }, context) => {
    for (const message of listBandProblems(measure, bands))
      context.addIssue({ code: 'custom', path: ['bands'], message });
  });

/**
 * DL-D1: the saturation class of a district. Derives `class` (name of the band), `computedClass`, `publishedClass`, `actual`,
 * `upper`, `difference`, `district`. The class does not change within a batch.
 */
export const saturationBand = defineRuleKind({
  id: 'saturation-band',
  title: { zh: '区市县饱和类别', en: 'Saturation class of a district' },
  description: {
    zh: '实际定点药店数与测算上限界值比较得出类别；已公布的快照优先于现算结果，两者均列出。尚未计入的豁免药店不计。',
    en: 'Designated pharmacies against the upper bound give the class; a published snapshot goes before the computed class, both are shown. Exempt ones that do not count yet stay out.',
  },
  parameters: parametersSchema,
  options: { class_from: ['published_snapshot', 'computed'] },
  decides: true,
  evaluate: ({ parameters, facts, asOf, option }): RawFinding => {
    const { measure, bands, pharmacyKinds } = parameters;
    const district = findDistrict(facts, parameters.area);
    if (!district) return reviewDistrict(parameters.area);
    const snapshot = option('class_from') === 'computed' ? null : findSnapshot(district, pharmacyKinds, asOf);
    const capacity = readCapacity(district, pharmacyKinds, facts);
    const known = 'missing' in capacity ? null : capacity;
    const computed = known ? findBand(measure, bands, measureOf(measure, known, 0)) : null;
    const published = snapshot ? findBandNamed(bands, snapshot.className) : null;
    const base = {
      ...(known ? { measured: measureOf(measure, known, 0), evidence: capacityEvidence([known]) } : {}),
      comparator: 'in' as const,
      unit: measure === 'actual_minus_upper' ? 'pharmacies above the bound' : 'share of the bound',
      derived: {
        district: district.code,
        ...(known ? numbersOf(known) : {}),
        computedClass: computed?.name ?? null,
        publishedClass: published?.name ?? null,
        ...(snapshot ? { snapshotId: snapshot.snapshotId, snapshotPublishedOn: snapshot.publishedOn } : {}),
      },
      uses: ['bounds', 'institutions', ...(snapshot ? ['classifications'] : [])],
    };
    if (snapshot && !published)
      return forReview(
        {
          zh: `${snapshot.publishedOn} 公布的类别“${snapshot.className}”不在规划所列类别中。`,
          en: `The class "${snapshot.className}" published on ${snapshot.publishedOn} is none of the plan's.`,
        },
        [{ item: 'saturation_class', areaCode: district.code, zh: '饱和类别', en: 'saturation class' }],
        base,
      );
    const computedText = describe(district, known, computed);
    if (snapshot && published) {
      const differs = computed !== null && computed.name !== published.name;
      return {
        ...base,
        outcome: 'FLAG',
        threshold: published.name,
        derived: { ...base.derived, class: published.name, differsFromComputed: differs },
        evidence: { ...base.evidence, documents: [...(base.evidence?.documents ?? []), snapshot.document] },
        reason: {
          zh: `按 ${snapshot.publishedOn} 公布的快照（实际 ${snapshot.actual}，上限 ${snapshot.upper}），${district.name}为${published.title.zh}。${computedText.zh}${differs ? '两者不同，以已公布的为准。' : ''}`,
          en: `By the snapshot published on ${snapshot.publishedOn} (actual ${snapshot.actual}, bound ${snapshot.upper}) ${district.name} is ${published.title.en}. ${computedText.en}${differs ? ' They differ; the published one holds.' : ''}`,
        },
      };
    }
    if ('missing' in capacity)
      return forReview(
        {
          zh: `缺少${capacity.missing.zh}，无法确定${district.name}的类别。`,
          en: `${capacity.missing.en} is missing, so the class of ${district.name} is unknown.`,
        },
        [capacity.missing],
        base,
      );
    if (!computed)
      return forReview(
        {
          zh: `上限界值 ${capacity.upper} 不是整数或为零，实际 ${capacity.actual} 落在类别之间。`,
          en: `The bound ${capacity.upper} is no whole number (or zero) and ${capacity.actual} falls between the classes.`,
        },
        [{ item: 'pharmacy_bound', areaCode: district.code, zh: '整数上限界值', en: 'whole-number bound' }],
        base,
      );
    const atMost = findBand(measure, bands, measureOf(measure, capacity, capacity.unattributed));
    if (atMost?.name !== computed.name)
      return forReview(
        {
          zh: `${computedText.zh}但有 ${capacity.unattributed} 家药店缺少营业执照所属区域，计入后类别会改变。`,
          en: `${computedText.en} But ${capacity.unattributed} pharmacies lack the area of their business licence and could change the class.`,
        },
        [
          {
            item: 'business_licence_area',
            areaCode: district.code,
            zh: '部分定点药店的营业执照所属区域',
            en: 'area of the business licence of some pharmacies',
          },
        ],
        base,
      );
    return {
      ...base,
      outcome: 'FLAG',
      threshold: computed.name,
      derived: { ...base.derived, class: computed.name },
      reason: computedText,
    };
  },
});

/** The snapshot in force: published by the date, of the first kind that has one, the latest. */
function findSnapshot({ snapshots }: AreaFacts, kinds: readonly PharmacyKind[], asOf: string) {
  for (const kind of kinds) {
    const [latest] = snapshots
      .filter(({ pharmacyKind, publishedOn }) => pharmacyKind === kind && publishedOn <= asOf)
      .sort((a, b) => (a.publishedOn < b.publishedOn ? 1 : -1));
    if (latest) return latest;
  }
  return null;
}

function measureOf(measure: Measure, { actual, upper }: Capacity, more: number): number {
  return measure === 'actual_minus_upper' ? actual + more - upper : (actual + more) / upper;
}

function numbersOf({ actual, upper, notYetCounted, unattributed, kind, version }: Capacity) {
  return {
    actual,
    upper,
    difference: actual - upper,
    notYetCounted,
    unattributed,
    pharmacyKind: kind,
    boundVersion: version,
  };
}

function describe({ name }: AreaFacts, capacity: Capacity | null, band: Band | null): RawFinding['reason'] {
  if (!capacity || !band) return { zh: '', en: '' };
  const { actual, upper, notYetCounted } = capacity;
  return {
    zh: `${name}实际 ${actual}、上限 ${upper}，差 ${actual - upper}，现算为${band.title.zh}${notYetCounted > 0 ? `（另有 ${notYetCounted} 家豁免药店尚未计入）` : ''}。`,
    en: `${name} has ${actual}, bound ${upper}, difference ${actual - upper}: computed as ${band.title.en}${notYetCounted > 0 ? ` (${notYetCounted} exempt ones do not count yet)` : ''}.`,
  };
}
