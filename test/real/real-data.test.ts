import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { missingRealFiles, realDataFolder } from '../../scripts/real/real-data.ts';
import { type RealRun, runReal } from '../../scripts/real/real-run.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

const folder = realDataFolder();
const missing = missingRealFiles(folder);
if (missing.length > 0)
  console.warn(`real data is missing (${missing.join(', ')}): set REAL_DATA_DIR; these tests are skipped`);

describe.skipIf(missing.length > 0)('the real files of Xi’an and Qingdao', () => {
  let opened: TestDatabase;
  let run: RealRun;
  beforeAll(async () => {
    opened = await openTestDatabase();
    run = await runReal(opened.database, folder, (line) => console.log(line));
  }, 300_000);
  afterAll(() => opened.close());

  it('puts at least 97 % of the BD-09 points into the district that their row names', () => {
    expect(run.fit.points).toBe(4097 - 741);
    expect(run.fit.converted / run.fit.points).toBeGreaterThanOrEqual(0.97);
    expect(run.fit.asGiven).toBeLessThan(run.fit.converted);
  });

  it('leaves out Xianyang and what is not medical by name, visibly, and loses no row', () => {
    const report = run.imports['xian-institutions']!;
    expect(report.excludedBy).toMatchObject({
      'other-city': 741,
      'not-medical': expect.any(Number),
      'animal-or-plant-care': expect.any(Number),
    });
    expect(report.inserted + report.excluded + report.rejected + report.duplicates).toBe(report.rowsRead);
    expect(report.rowsRead).toBe(4097);
  });

  it('counts pairs as a plain self-join of PostGIS does', async () => {
    const [row] = await opened.database.run<{ pharmacies: number; same_type: number }>({
      text: `select count(*) filter (where a.kind = 'pharmacy' and b.kind = 'pharmacy')::int as pharmacies,
                    count(*) filter (where a.type_no = b.type_no)::int as same_type
             from institution a join institution b on a.institution_id < b.institution_id and st_dwithin(a.geog, b.geog, 700)`,
    });
    // 50 m is assumed for each map-service point, so a pair is certain up to 800 m less the two accuracies.
    expect([run.pharmacyPairs.conflict, run.sameTypePairs.conflict]).toEqual([
      row?.pharmacies,
      row?.same_type,
    ]);
  });

  it('walks the streets of Xi’an: length, components, and what is walked of the straight pairs', () => {
    const { network, pairs, audit } = run.walking;
    expect(network.build.lengthKm).toBeGreaterThan(15_400);
    expect(network.build.lengthKm).toBeLessThan(15_600);
    expect(network.build.largestShare).toBeGreaterThanOrEqual(0.97);
    // On real streets about half of what is near in a straight line is near on foot.
    expect(pairs.onFoot / pairs.straight).toBeGreaterThan(0.3);
    expect(pairs.onFoot / pairs.straight).toBeLessThan(0.7);
    expect(audit.straight).toMatchObject(run.pharmacyPairs);
    const { conflict, uncertain, review } = audit.pairs;
    expect(conflict + uncertain + review + audit.beyondOnFoot).toBe(audit.straight.total);
    expect(conflict).toBeLessThanOrEqual(audit.straight.conflict);
  });

  it('covers on foot no more residents than in a straight line, district by district', () => {
    const straight = new Map(run.coverage.map((area) => [area.name, area]));
    expect(run.walking.coverage).toHaveLength(run.coverage.length);
    for (const area of run.walking.coverage) {
      expect(area.total).toBeCloseTo(straight.get(area.name)?.total ?? 0, 6);
      expect(area.covered).toBeLessThanOrEqual((straight.get(area.name)?.covered ?? 0) + 1e-6);
    }
  });

  it('labels the spread residents as modelled and keeps their sum', () => {
    expect(run.coverageIsModelled).toBe(true);
    const total = run.coverage.reduce((sum, area) => sum + area.total, 0);
    const spreadOver = [
      '长安区',
      '雁塔区',
      '临潼区',
      '未央区',
      '灞桥区',
      '蓝田县',
      '鄠邑区',
      '高陵区',
      '莲湖区',
      '碑林区',
      '新城区',
    ];
    expect(
      run.coverage
        .filter((area) => area.name !== null)
        .map((area) => area.name)
        .sort(),
    ).toEqual([...spreadOver].sort());
    expect(Math.round(total)).toBe(
      595124 + 614710 + 1083285 + 333477 + 556377 + 514026 + 655875 + 806811 + 1178529 + 589739 + 698513,
    );
  });

  it('finds a county for every Qingdao street and the census total', () => {
    expect(run.qingdao).toEqual({ residents: 10_071_722, streets: 135, streetsWithCounty: 135 });
  });
});
