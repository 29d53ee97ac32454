import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PROGRAM_ROOT } from '../../api/paths.ts';
import packageFile from '../../package.json' with { type: 'json' };
import { readSources } from './source-files.ts';

const atRoot = readdirSync(PROGRAM_ROOT).filter((name) => name.endsWith('.md'));
const documents = new Map([
  ...atRoot.map((name) => [name, readFileSync(join(PROGRAM_ROOT, name), 'utf8')] as const),
  ...readSources(['docs'], ['.md']),
]);

/** Relative targets of `[text](target)` and `<img src="target">`, without the `#anchor`. */
function listLinks(text: string): string[] {
  const targets = [...text.matchAll(/\]\(([^)\s]+)\)|(?:src|href)="([^"]+)"/g)].map(
    (match) => match[1] ?? match[2] ?? '',
  );
  return targets
    .filter((target) => !/^(?:[a-z]+:|#|\/)/.test(target))
    .map((target) => target.replace(/#.*$/, ''));
}

describe('the documents', () => {
  it('are found', () =>
    expect([...documents.keys()]).toEqual(expect.arrayContaining(['README.md', 'CONTRIBUTING.md'])));

  it('link only to what exists', () => {
    const dead = [...documents].flatMap(([path, text]) =>
      listLinks(text)
        .filter((target) => !existsSync(join(PROGRAM_ROOT, dirname(path), target)))
        .map((target) => `${path}: ${target}`),
    );
    expect(dead).toEqual([]);
  });

  it('name only commands that package.json has', () => {
    const unknown = [...documents].flatMap(([path, text]) =>
      [...text.matchAll(/\bnpm run (\w[\w:-]*)/g)]
        .filter((match) => !(match[1]! in packageFile.scripts))
        .map((match) => `${path}: npm run ${match[1]}`),
    );
    expect(unknown).toEqual([]);
  });

  it('are searched for links at all', () => {
    expect(listLinks('[a](b.md#c) ![d](e.png) [f](https://g.h) [i](#j) <img src="k.png"> [l](/m)')).toEqual([
      'b.md',
      'e.png',
      'k.png',
    ]);
  });
});
