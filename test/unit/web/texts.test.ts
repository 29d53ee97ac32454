import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { preferredLanguage, translator } from '../../../web/texts.js';

const web = join(import.meta.dirname, '../../../web');
const sources = readdirSync(web)
  .filter((name) => /\.(js|html)$/.test(name))
  .map((name) => readFileSync(join(web, name), 'utf8'));

describe('texts', () => {
  it('has every text that the page asks for, in both languages', () => {
    const keys = new Set(
      sources.flatMap((source) =>
        [
          ...source.matchAll(
            /\bt\('(\w+)'|data-(?:text|label)="(\w+)"|'((?:group|hint|job|legend)[A-Z]\w+)'/g,
          ),
        ].map((found) => found[1] ?? found[2] ?? found[3]!),
      ),
    );
    expect(keys.size).toBeGreaterThan(40);
    for (const language of ['zh', 'en'] as const) {
      const missing = [...keys].filter((key) => translator(language)(key) === key);
      expect(missing, language).toEqual([]);
    }
  });

  it('fills in values and leaves unknown places visible', () => {
    expect(translator('en')('beyondLine', { name: 'A' })).toBe('Nearest beyond the limit: A, {distance}.');
  });
});

describe('preferredLanguage', () => {
  it('takes the first language of the browser that is spoken here', () => {
    expect(preferredLanguage(['zh-TW', 'en'])).toBe('zh');
    expect(preferredLanguage(['fr', 'en-US', 'zh'])).toBe('en');
    expect(preferredLanguage(['fr'])).toBe('en');
    expect(preferredLanguage([])).toBe('zh');
  });
});

describe('the page', () => {
  it('holds nothing that a strict content security policy forbids, and asks no other host', () => {
    const html = readFileSync(join(web, 'index.html'), 'utf8');
    expect(html).toContain("default-src 'none'");
    expect(html).not.toMatch(/<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=|javascript:/i);
    for (const source of sources) expect(source).not.toMatch(/(?:src|href|url|fetch)\W{1,3}https?:/i);
    expect(sources.join('')).not.toMatch(
      /\binnerHTML\b|\bouterHTML\b|insertAdjacentHTML|document\.write|\beval\(|new Function/,
    );
  });
});
