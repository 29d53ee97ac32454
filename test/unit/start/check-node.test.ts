import { describe, expect, it } from 'vitest';
import { refusalFor } from '../../../bin/check-node.mjs';

describe('the Node that starts the program', () => {
  it.each(['20.19.0', '20.20.2', '22.0.0', '24.21.0'])('%s will do', (version) => {
    expect(refusalFor(version)).toBeUndefined();
  });
  it.each(['16.20.2', '18.20.8', '20.9.0', '20.18.3'])('%s is refused with the remedy', (version) => {
    expect(refusalFor(version)).toMatch(new RegExp(`this is ${version}[^]*Remedy: install`));
  });
});
