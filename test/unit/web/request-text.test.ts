import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { curlLine, questionUrl } from '../../../web/request-text.js';

const BASE = 'http://localhost:8080/city/';

/** The arguments that a shell makes of the line. */
function shellArguments(line: string): string[] {
  const printed = execFileSync(
    '/bin/sh',
    ['-c', `curl() { for word in "$@"; do printf '%s\\000' "$word"; done; }\n${line}`],
    { encoding: 'utf8' },
  );
  return printed.split('\0').slice(0, -1);
}

describe('questionUrl', () => {
  it('stays below the address of the service and encodes the values', () => {
    const url = new URL(
      questionUrl(BASE, 'proximity-check', { category: '中医（综合）诊所', lon: '121.6', note: 'a&b=c+d' }),
    );
    expect(url.pathname).toBe('/city/proximity-check');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      category: '中医（综合）诊所',
      lon: '121.6',
      note: 'a&b=c+d',
    });
  });
});

describe('curlLine', () => {
  it('is readable', () => {
    expect(curlLine(BASE, 'proximity-check', { lon: '121.6', category: '中医诊所' })).toBe(
      "curl -G 'http://localhost:8080/city/proximity-check' -d lon=121.6 --data-urlencode 'category=中医诊所'",
    );
  });

  it('gives the shell exactly the values, whatever they hold', () => {
    const nasty = `it's "$(touch /tmp/x)" \`id\` \\ & | ; + % #`;
    const given = shellArguments(curlLine(BASE, 'nearest', { category: nasty, k: '5', when: '2025-01-01' }));
    expect(given).toEqual([
      '-G',
      'http://localhost:8080/city/nearest',
      '--data-urlencode',
      `category=${nasty}`,
      '-d',
      'k=5',
      '-d',
      'when=2025-01-01',
    ]);
  });

  it('encodes a plus sign, which a form would turn into a blank', () => {
    expect(curlLine(BASE, 'x', { a: '1+1' })).toContain("--data-urlencode 'a=1+1'");
  });
});
