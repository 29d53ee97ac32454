import { describe, expect, it } from 'vitest';
import { limitOf, listFindings, natureOf, siteOf, toneOf } from '../../../web/findings.js';

const feature = (properties: Record<string, unknown>) => ({
  type: 'Feature',
  geometry: { type: 'Point', coordinates: [121.6, 38.9] },
  properties,
});

describe('reading an answer', () => {
  it('finds the site under the names the analyses use, an added one too', () => {
    expect(siteOf({ features: [feature({ role: 'site' })] })).toEqual({ lon: 121.6, lat: 38.9 });
    expect(siteOf({ features: [], parameters: { site: { lon: 1, lat: 2 } } })).toEqual({ lon: 1, lat: 2 });
    expect(siteOf({ features: [], gain: { site: { lon: 3, lat: 4 } } })).toEqual({ lon: 3, lat: 4 });
    expect(siteOf({ features: [] })).toBeNull();
  });

  it('finds the limit of the metric asked for', () => {
    expect(limitOf({ parameters: { radius_m: 800 } })).toBe(800);
    expect(limitOf({ parameters: { radiusM: 500 } })).toBe(500);
    expect(limitOf({ parameters: { metric: 'walk', max_walk_m: 1000 } })).toBe(1000);
    expect(limitOf({ parameters: { limit_m: 750 } })).toBe(750);
    expect(limitOf({})).toBeNull();
  });

  it('counts as findings neither the site nor what explains them', () => {
    const roles = [
      'within',
      'site',
      'circle',
      'route',
      'site-snap',
      'snap',
      'streets',
      'picture',
      'gap',
      'zone',
    ];
    const answer = { features: [...roles, 'cell'].map((role) => feature({ role })) };
    expect(listFindings(answer).map(({ number, properties }) => [number, properties.role])).toEqual([
      [1, 'within'],
      [2, 'cell'],
    ]);
  });
});

describe('toneOf', () => {
  it('gives doubt another tone than conflict', () => {
    const tones = ['within', 'uncertain', 'untyped', 'unmeasured', 'beyond', 'beyond-on-foot'].map((role) =>
      toneOf({ role }),
    );
    expect(tones).toEqual(['conflict', 'review', 'review', 'review', 'plain', 'plain']);
    expect(
      ['over_saturated', 'saturated', 'unsaturated', 'unknown'].map((name) => toneOf({ class: name })),
    ).toEqual(['conflict', 'review', 'clear', 'unknown']);
    expect(['open', 'review', 'closed'].map((status) => toneOf({ role: 'cell', status }))).toEqual([
      'clear',
      'review',
      'conflict',
    ]);
    expect(toneOf({})).toBe('plain');
  });

  it('takes unnamed cells of people for gaps, but not those whose access is told', () => {
    expect(toneOf({ role: 'cell', population: 5 })).toBe('conflict');
    expect(toneOf({ role: 'cell', population: 5, status: 'known' })).toBe('plain');
  });

  it('never shows an institution whose walk is in doubt as plainly reached', () => {
    const verdicts = [{ limit_m: 375, verdict: 'uncertain' }];
    expect(toneOf({ role: 'institution', within_m: null, verdicts })).toBe('review');
    expect(natureOf({ role: 'institution', within_m: null, verdicts })).toBe('uncertain');
    expect(natureOf({ role: 'institution', within_m: null, verdicts, review_reason: 'no-path' })).toBe(
      'no-path',
    );
    expect(natureOf({ role: 'institution', within_m: 375, verdicts })).toBeNull();
  });
});
