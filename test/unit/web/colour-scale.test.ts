import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  amountColour,
  amountScale,
  NOTHING_COLOUR,
  spread,
  UNKNOWN_COLOUR,
} from '../../../web/colour-scale.js';

const answerOf = (amounts: (number | null)[]) => ({
  features: amounts.map((amount) => ({
    type: 'Feature',
    geometry: null,
    properties: { role: 'cell', per_1000: amount },
  })),
});

describe('spread', () => {
  it('runs from the first stop to the last', () => {
    expect(spread(['#000000', '#ffffff'], 3)).toEqual(['#000000', '#808080', '#ffffff']);
    expect(spread(['#112233', '#445566', '#778899'], 2)).toEqual(['#112233', '#778899']);
    expect(spread(['#112233', '#445566'], 1)).toEqual(['#112233']);
  });
});

describe('amountScale', () => {
  it('is only for answers that tell amounts', () => {
    expect(amountScale({ features: [{ properties: { role: 'cell' } }] })).toBeNull();
  });

  it('has classes without gap or overlap, and one class for every amount', () => {
    const amount = fc.double({ min: 1e-6, max: 1e4, noNaN: true });
    fc.assert(
      fc.property(fc.array(amount, { minLength: 1, maxLength: 60 }), (amounts) => {
        const scale = amountScale(answerOf(amounts))!;
        expect(scale[0]?.from).toBe(0);
        expect(scale.at(-1)?.to).toBeNull();
        scale.slice(1).forEach(({ from }, index) => {
          expect(from).toBe(scale[index]?.to);
          expect(from).toBeGreaterThan(scale[index]?.from ?? 0);
        });
        for (const one of amounts) {
          const fitting = scale.filter(({ from, to }) => one >= from && (to === null || one < to));
          expect(fitting.map(({ colour }) => colour)).toEqual([amountColour(scale, one)]);
        }
      }),
    );
  });

  it('keeps nothing and not known apart from little', () => {
    const scale = amountScale(answerOf([0, null, 0.001, 5]));
    expect(amountColour(scale, 0)).toBe(NOTHING_COLOUR);
    expect(amountColour(scale, null)).toBe(UNKNOWN_COLOUR);
    expect([NOTHING_COLOUR, UNKNOWN_COLOUR]).not.toContain(amountColour(scale, 0.001));
  });

  it('stands when nothing is reached anywhere', () => {
    const scale = amountScale(answerOf([0, 0, null]));
    expect(scale).toHaveLength(1);
    expect(amountColour(scale, 0)).toBe(NOTHING_COLOUR);
  });
});
