import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { COUNTIES } from '../../../api/demo/city-plan.ts';
import { readManifest } from '../../../api/demo/manifest.ts';
import { PROGRAM_ROOT } from '../../../api/paths.ts';

const guide = readFileSync(join(PROGRAM_ROOT, 'docs/guide/demo-city.md'), 'utf8');

describe('the guide to the demo city', () => {
  it.each(readManifest().sites.map((site) => [site.id, site] as const))(
    'lists site %s as it is',
    (id, site) => {
      const line = guide.split('\n').find((text) => text.startsWith(`| \`${id}\` |`));
      expect(line).toBeDefined();
      for (const part of [
        site.lon,
        site.lat,
        site.category,
        site.expected,
        site.reason,
        ...(site.within ?? []),
      ]) {
        expect(line).toContain(String(part));
      }
      if (site.exclude) expect(line).toContain(`exclude=${site.exclude}`);
    },
  );

  it('names the saturation planned for each county, and the counts of the manifest', () => {
    for (const { name, bound } of COUNTIES) {
      const line = guide.split('\n').find((text) => text.startsWith(`| ${name} |`));
      const number =
        typeof bound === 'string' ? '–' : `${bound.above > 0 ? '+' : ''}${bound.above}`.replace('-', '−');
      expect(line?.split('|')[2]?.trim()).toBe(number);
    }
    const { counts } = readManifest();
    for (const number of [
      counts.institutions!,
      counts.pharmacies!,
      counts.residents!,
      counts.populationCells!,
    ]) {
      expect(guide).toContain(number.toLocaleString('en'));
    }
  });
});
