import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePermalink, serializePermalink } from '../../../web/permalink.js';

describe('permalink', () => {
  it('keeps a question, its inputs, the view and the language', () => {
    const link = serializePermalink({
      ask: 'proximity-check',
      inputs: { lon: '121.6', lat: '38.9', category: '中医诊所', exclude: 'A,B', crs: 'EPSG:4490' },
      view: { zoom: 13.5, lat: 38.9, lon: 121.6 },
      language: 'zh',
    });
    expect(link).toContain('map=13.50/38.90000/121.60000');
    expect(parsePermalink(link)).toEqual({
      ask: 'proximity-check',
      inputs: { lon: '121.6', lat: '38.9', category: '中医诊所', exclude: 'A,B', crs: 'EPSG:4490' },
      view: { zoom: 13.5, lat: 38.9, lon: 121.6 },
      language: 'zh',
    });
  });

  it('gives back any text of an input unchanged', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (category) => {
        const link = serializePermalink({ ask: 'x', inputs: { category }, view: null, language: null });
        expect(parsePermalink(link).inputs.category).toBe(category);
      }),
    );
  });

  it('leaves out what it does not understand', () => {
    for (const view of ['1/2', '//', 'a/b/c', '99/0/0', '10/91/0', '10/0/181', '10/ /5', 'Infinity/0/0'])
      expect(parsePermalink(`#map=${encodeURIComponent(view)}`).view, view).toBeNull();
    expect(parsePermalink('#lang=fr').language).toBeNull();
    expect(parsePermalink('')).toEqual({ ask: null, inputs: {}, view: null, language: null });
    expect(parsePermalink('#<b>=1&__proto__=2&lon=3').inputs).toEqual({ lon: '3' });
  });

  it('does not let an input take the place of the view or the language', () => {
    const link = serializePermalink({
      ask: 'a',
      inputs: { lang: 'en', map: '1/2/3', ask: 'b' },
      view: null,
      language: 'zh',
    });
    expect(parsePermalink(link)).toEqual({ ask: 'a', inputs: {}, view: null, language: 'zh' });
  });
});
