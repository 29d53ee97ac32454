import { z } from 'zod';
import { INSTITUTION_KINDS } from '../../../vocabulary.ts';
import { distanceVerdict } from '../../distance-verdict.ts';
import { defineRuleKind } from '../../rule-kind.ts';

/** DL-D10: distances are told for planning, never as a ground of denial. */
export const analysisOnly = defineRuleKind({
  id: 'analysis-only',
  title: { zh: '距离仅供分析', en: 'Distance as analysis only' },
  description: {
    zh: '列出最近的同种定点机构及若干半径内的家数，只提示，不作为不予纳入的理由。',
    en: 'Tells the nearest designated institutions of the kind and how many lie within some radii; never a ground of denial.',
  },
  parameters: z.strictObject({
    kind: z.enum(INSTITUTION_KINDS).describe('Kind of the institutions measured.'),
    radiiM: z
      .array(z.number().positive().max(5_000))
      .min(1)
      .max(5)
      .describe('Radii in metres to count within.'),
  }),
  decides: false,
  evaluate: ({ parameters: { kind, radiiM }, facts }) => {
    const { neighbours, site } = facts;
    if (!neighbours || !site?.crsKnown)
      return {
        outcome: 'FLAG',
        reason: {
          zh: '没有可用的位置，未作距离分析；距离不影响结论。',
          en: 'Without a usable position no distance is told; distance does not matter here.',
        },
        missing: [{ item: 'site_position', zh: '地点坐标', en: 'position of the site' }],
      };
    const designated = neighbours.listed
      .filter((one) => one.kind === kind && one.designated === 'in_force')
      .filter((one) => one.institutionId !== facts.applicant?.institutionId)
      .sort((a, b) => a.distanceM - b.distanceM || a.institutionId - b.institutionId);
    const searched = radiiM.filter((radiusM) => radiusM <= neighbours.searchedM);
    const counts = searched.map((radiusM) => ({
      radiusM,
      count: designated.filter((one) => distanceVerdict(one.distanceM, radiusM, 0) === 'within').length,
    }));
    const nearest = designated[0];
    const least = neighbours.truncated ? { zh: '至少 ', en: 'at least ' } : { zh: '', en: '' };
    return {
      outcome: 'FLAG',
      measured: nearest?.distanceM ?? null,
      unit: 'm',
      reason: {
        zh: `${nearest ? `最近的定点机构为${nearest.name}，${nearest.distanceM.toFixed(1)} 米；` : `${neighbours.searchedM} 米内没有；`}${counts.map(({ radiusM, count }) => `${radiusM} 米内${least.zh}${count} 家`).join('，')}。距离不作为不予纳入的理由。`,
        en: `${nearest ? `The nearest designated one is ${nearest.name} at ${nearest.distanceM.toFixed(1)} m; ` : `None within ${neighbours.searchedM} m; `}${counts.map(({ radiusM, count }) => `${least.en}${count} within ${radiusM} m`).join(', ')}. Distance is no ground of denial here.`,
      },
      evidence: {
        institutions: designated.slice(0, 5).map((one) => ({
          institutionId: one.institutionId,
          applicationId: null,
          name: one.name,
          category: one.category,
          typeNo: one.typeNo,
          relation: 'nearest',
          distanceM: one.distanceM,
          bandM: one.accuracyM + site.accuracyM,
          lon: one.lon,
          lat: one.lat,
          county: one.county,
        })),
      },
      derived: Object.fromEntries(counts.map(({ radiusM, count }) => [`within_${radiusM}m`, count])),
      uses: ['institutions'],
    };
  },
});
