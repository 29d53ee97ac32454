import { describe, expect, it } from 'vitest';
import { findingFacts, snapText } from '../../../web/finding-facts.js';
import { legendOf } from '../../../web/legend.js';
import { translator } from '../../../web/texts.js';

const speech = (language: 'zh' | 'en') => ({ language, t: translator(language) });
const point = { type: 'Point', coordinates: [102, 40] };
const line = { type: 'LineString', coordinates: [point.coordinates, [102, 40.01]] };
const area = {
  type: 'Polygon',
  coordinates: [
    [
      [102, 40],
      [102.01, 40],
      [102, 40.01],
      [102, 40],
    ],
  ],
};
const feature = (geometry: unknown, properties: Record<string, unknown>) => ({
  type: 'Feature',
  geometry,
  properties,
});
const textsOf = (answer: unknown, language: 'zh' | 'en' = 'en') =>
  legendOf(answer, speech(language)).map(({ text }) => text);

describe('legendOf', () => {
  it('is empty for an answer that draws nothing', () => {
    expect(legendOf({ features: [] }, speech('zh'))).toEqual([]);
  });

  it('counts what was found and explains the lines of a walk', () => {
    const answer = {
      verdict: 'conflict',
      parameters: { metric: 'walk', max_walk_m: 1000 },
      features: [
        feature(point, { role: 'within', distance_m: 400, walk_m: 900 }),
        feature(point, { role: 'beyond-on-foot', distance_m: 500, walk_m: null }),
        feature(point, { role: 'beyond-on-foot', distance_m: 600, walk_m: null }),
        feature(line, { role: 'route', walk_m: 900 }),
        feature(area, { role: 'circle' }),
      ],
    };
    expect(textsOf(answer)).toEqual([
      'Within (1)',
      'Beyond on foot (2)',
      'Way on foot',
      'Way to the network (walked too)',
      'Straight line',
      '1,000 m in a straight line',
    ]);
    expect(textsOf(answer, 'zh')[1]).toBe('步行超限（2）');
  });

  it('says which limit a colour means, and that an outline decides nothing', () => {
    const limit = { limit_m: 333.333, minutes: 5, reached_km: 1.508718 };
    const answer = {
      features: [feature(line, { role: 'streets', ...limit }), feature(area, { role: 'picture', ...limit })],
    };
    const entries = legendOf(answer, speech('en'));
    expect(entries.map(({ text }) => text)).toEqual([
      '5 min (333.3 m), 1.5 km of street',
      'A picture of reach; verdicts come from network distance',
    ]);
    expect(entries[0]?.colour).toMatch(/^#[\da-f]{6}$/);
  });

  it('names the unit, nothing, the classes and what is not known of access', () => {
    const cell = (amount: number | null) =>
      feature(area, { role: 'cell', per_1000: amount, status: 'known' });
    const answer = { parameters: { supply: 'beds_open' }, features: [0, null, 1, 2].map(cell) };
    const entries = legendOf(answer, speech('en'));
    expect(entries[0]).toMatchObject({ mark: 'note', text: 'beds per 1,000 residents' });
    expect(entries[1]?.text).toBe('0: nothing within reach');
    expect(entries.at(-1)).toMatchObject({ hatched: true });
    expect(entries.filter(({ text }) => /^(>|≥|\d)/.test(text)).length).toBeGreaterThan(1);
  });

  it('shows open before closed, and hatches what is for review', () => {
    const cells = ['closed', 'review', 'open'].map((status) => feature(area, { role: 'cell', status }));
    const entries = legendOf(
      { features: [...cells, feature(area, { role: 'zone', status: 'open' })] },
      speech('en'),
    );
    expect(entries.map(({ text, hatched }) => [text, hatched === true])).toEqual([
      ['Open (1)', false],
      ['Closed (1)', false],
      ['Manual review (1)', true],
      ['Cells of one status joined (a picture)', false],
    ]);
  });
});

describe('findingFacts', () => {
  const answer = {
    parameters: { metric: 'walk', max_walk_m: 800 },
    features: [feature(point, { role: 'site', snap_m: 18.9 })],
  };

  it('tells the walk, its minutes, the straight line and the ways to the network', () => {
    const facts = { role: 'within', walk_m: 799.9995, walk_s: 720, distance_m: 457.8, snap_m: 55.6 };
    expect(findingFacts(facts, answer, speech('en'))).toEqual([
      'Within',
      '800.000 m · 12.0 min on foot',
      '457.8 m straight',
      '18.9 m + 55.6 m to the network',
    ]);
  });

  it('takes both ends of a pair', () => {
    expect(snapText({ walk_m: 1, a_snap_m: 1, b_snap_m: 2 }, { features: [] }, speech('zh'))).toBe(
      '到路网 1.0 m + 2.0 m',
    );
    expect(snapText({ distance_m: 5 }, { features: [] }, speech('zh'))).toBeNull();
  });

  it('gives the reasons of a rule in the language of the page', () => {
    const reasons = [{ rule: 'A', reason: { zh: '过近', en: 'too near' } }];
    expect(findingFacts({ role: 'cell', status: 'closed', reasons }, answer, speech('zh'))).toEqual([
      '不可设',
      '过近',
    ]);
  });
});
