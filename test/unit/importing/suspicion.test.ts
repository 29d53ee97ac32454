import { expect, it } from 'vitest';
import { fitsBetter } from '../../../api/importing/suspicion.ts';

it.each([
  [{ gained: 177, lost: 0 }, 3244, true],
  [{ gained: 9, lost: 0 }, 20, false],
  [{ gained: 10, lost: 0 }, 20, true],
  [{ gained: 40, lost: 11 }, 400, false],
  [{ gained: 30, lost: 0 }, 4000, false],
])('%j of %i rows fits clearly better: %s', (moved, compared, expected) => {
  expect(fitsBetter(moved, compared)).toBe(expected);
});
