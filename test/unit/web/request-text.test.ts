import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import type { Field } from '../../../web/questions.js';
import { curlLine, curlPostLine, questionBody, questionUrl } from '../../../web/request-text.js';

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

describe('questionBody', () => {
  const untitled = { zh: null, en: null };
  const field = (name: string, kind: Field['kind'], about: Partial<Field> = {}): Field => ({
    name,
    kind,
    required: false,
    defaultValue: null,
    choices: [],
    minimum: null,
    maximum: null,
    longest: null,
    title: untitled,
    description: untitled,
    ...about,
  });
  const columns = [
    { name: 'area', isNumber: false, required: true },
    { name: 'most', isNumber: true, required: true },
  ];
  const question = {
    id: 'site-suggestions',
    title: untitled,
    description: untitled,
    fields: [
      field('p', 'integer'),
      field('coverAll', 'flag'),
      field('area', 'text'),
      field('minutes', 'text'),
      field('caps', 'rows', { columns }),
    ],
  };

  it('gives every member the type of its field', () => {
    expect(
      questionBody(question, {
        p: '5',
        coverAll: 'true',
        area: '210202',
        minutes: '5,10',
        caps: '210202001, 2',
      }),
    ).toEqual({
      p: 5,
      coverAll: true,
      area: '210202',
      minutes: '5,10',
      caps: [{ area: '210202001', most: 2 }],
    });
  });

  it('sends what is no number as it is, for the service to refuse', () => {
    expect(questionBody(question, { p: 'five', coverAll: 'maybe' })).toEqual({
      p: 'five',
      coverAll: 'maybe',
    });
  });

  it('is quoted for the shell', () => {
    const body = { name: `it's "x"`, n: 1 };
    const given = shellArguments(curlPostLine(BASE, 'site-suggestions', body));
    expect(given.slice(0, 4)).toEqual([
      `${BASE}site-suggestions`,
      '-H',
      'Content-Type: application/json',
      '-d',
    ]);
    expect(JSON.parse(given[4] ?? '')).toEqual(body);
  });
});
