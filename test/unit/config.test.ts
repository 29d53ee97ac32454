import { describe, expect, it } from 'vitest';
import { configSchema, readConfig } from '../../api/config.ts';
import { StartupError } from '../../api/errors.ts';

const refusal = (environment: Record<string, string>): string => {
  try {
    readConfig(environment);
  } catch (error) {
    expect(error).toBeInstanceOf(StartupError);
    return (error as Error).message;
  }
  throw new Error('the configuration was accepted');
};

describe('the configuration', () => {
  it('needs nothing: every variable has a default or may be absent', () => {
    const config = readConfig({});
    expect(config).toMatchObject({
      PORT: 8080,
      HOST: '127.0.0.1',
      DATA_DIR: 'data',
      DEMO: 'auto',
      READS: 'open',
      METRICS: true,
    });
    expect(config).not.toHaveProperty('DATABASE_URL');
  });

  it('takes an empty variable for an absent one, and leaves other variables alone', () => {
    expect(readConfig({ PORT: '', DATABASE_URL: '', HOME: '/root' })).toEqual(readConfig({}));
  });

  it('reads numbers and switches', () => {
    expect(readConfig({ PORT: '0', DATABASE_POOL_SIZE: '3' })).toMatchObject({
      PORT: 0,
      DATABASE_POOL_SIZE: 3,
    });
    for (const on of ['true', '1', 'on']) expect(readConfig({ METRICS: on }).METRICS).toBe(true);
    for (const off of ['false', '0', 'off']) expect(readConfig({ METRICS: off }).METRICS).toBe(false);
  });

  it.each([
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PORT', '80.5'],
    ['PORT', 'http'],
    ['PUBLIC_URL', 'example.org'],
    ['DATABASE_POOL_SIZE', '0'],
    ['STATEMENT_TIMEOUT_MS', '1'],
    ['DEMO', 'yes'],
    ['READS', 'closed'],
    ['TRUST_PROXY', '11'],
    ['MAX_BODY_BYTES', '1e3x'],
    ['LOG_LEVEL', 'loud'],
    ['METRICS', 'maybe'],
  ])('refuses %s=%s by name, with the remedy', (name, value) => {
    expect(refusal({ [name]: value })).toMatch(new RegExp(`${name}: .*Remedy`));
  });

  it('names every wrong variable at once', () => {
    expect(refusal({ PORT: 'x', READS: 'y' })).toMatch(/PORT: .*READS: /);
  });

  it('says what each variable means, in one sentence', () => {
    for (const [name, schema] of Object.entries(configSchema.shape)) {
      expect(name).toMatch(/^[A-Z][A-Z_]+$/);
      expect(schema.description, name).toMatch(/^.{10,}\.$/);
    }
  });
});
