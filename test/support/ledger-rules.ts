/** Rules of a plan that keeps a release ledger as Dalian's does, and gives pharmacies places by street. */
export const LEDGER_RULES: readonly object[] = [
  { id: 'TV-A1', kind: 'validity', group: 'validity' },
  {
    id: 'TV-D1',
    kind: 'saturation-band',
    group: 'quantity',
    parameters: {
      bands: [
        { name: 'unsaturated', title: { zh: '非饱和区', en: 'Unsaturated' }, to: -1 },
        { name: 'saturated', title: { zh: '饱和区', en: 'Saturated' }, from: 0, to: 6 },
        { name: 'over_saturated', title: { zh: '过饱和区', en: 'Over-saturated' }, from: 7 },
      ],
    },
  },
  {
    id: 'TV-D2',
    kind: 'street-capacity',
    group: 'quantity',
    parameters: {
      bandRule: 'TV-D1',
      bands: ['saturated', 'over_saturated'],
      poolKind: 'pharmacy_personal_account',
    },
  },
  {
    id: 'TV-E1',
    kind: 'release-events',
    parameters: {
      lots: [
        {
          kind: 'medical',
          service: 'personal_account',
          poolKind: 'personal_account_medical',
          unit: 'institution',
        },
        {
          kind: 'medical',
          service: 'outpatient_pooling',
          poolKind: 'outpatient_pooling',
          unit: 'institution',
        },
        { kind: 'medical', service: 'inpatient', poolKind: 'inpatient_beds', unit: 'bed' },
        {
          kind: 'pharmacy',
          service: 'personal_account',
          poolKind: 'pharmacy_personal_account',
          unit: 'institution',
        },
        {
          kind: 'pharmacy',
          service: 'outpatient_pooling',
          poolKind: 'pharmacy_outpatient_pooling',
          unit: 'institution',
        },
      ],
      downgrades: [{ to: 'I', ends: ['outpatient_pooling'] }],
    },
  },
  {
    id: 'TV-E2',
    kind: 'release-attribution',
    parameters: { medical: 'licensing_authority', pharmacy: 'business_licence' },
  },
  { id: 'TV-E3', kind: 'release-validity', parameters: { rule: 'same_quarter_next_year' } },
];
