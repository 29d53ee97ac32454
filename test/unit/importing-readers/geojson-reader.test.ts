import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type JsonPart,
  JsonSplitter,
  JsonStructureError,
} from '../../../api/importing/readers/json-splitter.ts';
import { allRows, gb18030, openBytes, readBytes, refusalOf } from './source-files.ts';

const point = { type: 'Point', coordinates: [121.6, 38.9] };
const feature = (properties: unknown, geometry: unknown = point, more: object = {}) => ({
  type: 'Feature',
  ...more,
  properties,
  geometry,
});
const collection = (features: unknown[], more: object = {}) =>
  JSON.stringify({ type: 'FeatureCollection', ...more, features });

describe('GeoJSON', () => {
  it('is a row for each feature, in the positions of the file', async () => {
    const source = await openBytes(
      'a.geojson',
      collection([
        feature({ code: '007', name: ' 甲 ', n: 1.5, ok: true, gone: null, list: [1, { a: 2 }] }),
        feature({ code: '008' }, null),
      ]),
    );
    expect(source).toMatchObject({
      format: 'geojson',
      encoding: 'utf-8',
      declaredCrs: 'CRS84',
      total: 2,
      columns: ['code', 'name', 'n', 'ok', 'gone', 'list'],
    });
    expect(await allRows(source)).toEqual([
      {
        row: 1,
        values: { code: '007', name: '甲', n: 1.5, ok: true, gone: null, list: '[1,{"a":2}]' },
        geometry: point,
      },
      { row: 2, values: { code: '008' }, geometry: null },
    ]);
  });

  it('keeps the id of a feature where no property has that name', async () => {
    const rows = await readBytes(
      'a.geojson',
      collection([feature({ a: 1 }, null, { id: 'x' }), feature({ id: 2 }, null, { id: 'y' })]),
    );
    expect(rows.map((row) => row.values)).toEqual([{ id: 'x', a: 1 }, { id: 2 }]);
  });

  it.each([
    ['no member', {}, 'CRS84'],
    [
      'a name',
      { crs: { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::4528' } } },
      'urn:ogc:def:crs:EPSG::4528',
    ],
    ['an old code', { crs: { type: 'EPSG', properties: { code: 4490 } } }, 'EPSG:4490'],
    ['null, which says unknown', { crs: null }, undefined],
    [
      'a link, which cannot be followed',
      { crs: { type: 'link', properties: { href: 'http://example.org/crs' } } },
      undefined,
    ],
    ['nonsense', { crs: 'GCJ02' }, undefined],
  ])('declares its coordinate system: %s', async (_, more, declared) => {
    expect((await openBytes('a.geojson', collection([feature({})], more))).declaredCrs).toBe(declared);
  });

  it('declares it also after the features', async () => {
    const text = `{"features":[${JSON.stringify(feature({}))}],"crs":{"type":"name","properties":{"name":"GCJ02"}},"type":"FeatureCollection"}`;
    const source = await openBytes('a.geojson', text);
    expect(source.declaredCrs).toBe('GCJ02');
    expect((await allRows(source))[0]!.problem).toBeUndefined();
  });

  it('may be one Feature, may be GB18030, may have a byte order mark and line ends everywhere', async () => {
    expect(await readBytes('a.geojson', JSON.stringify(feature({ a: 1 })))).toHaveLength(1);
    expect(
      (await readBytes('a.geojson', gb18030(collection([feature({ name: '大连市中医诊所' })]))))[0]!.values,
    ).toEqual({ name: '大连市中医诊所' });
    const spread = `\ufeff${JSON.stringify(JSON.parse(collection([feature({ name: '甲"]}{[,\\' }), feature({ a: 2 })])), null, '\t').replaceAll('\n', '\r\n')}\r\n`;
    expect((await readBytes('a.geojson', spread)).map((row) => row.values)).toEqual([
      { name: '甲"]}{[,\\' },
      { a: 2 },
    ]);
  });

  it('may be empty of features', async () => {
    expect(await readBytes('a.geojson', collection([]))).toEqual([]);
  });

  it.each([
    ['no JSON', 'hello', '"h"'],
    ['blank', ' \n ', 'no JSON object'],
    ['an array', '[]', '"["'],
    ['a geometry', JSON.stringify(point), 'of type "Point"'],
    ['no features', '{"type":"FeatureCollection"}', 'without features'],
    ['features that are no array', '{"type":"FeatureCollection","features":{}}', 'without features'],
    ['no type', '{"features":[]}', 'of type none'],
    ['a topology', '{"type":"Topology","objects":{}}', 'Topology'],
    [
      'cut short between features',
      `{"type":"FeatureCollection","features":[${JSON.stringify(feature({}))},`,
      'after 1 features',
    ],
    [
      'cut short inside a feature',
      '{"type":"FeatureCollection","features":[{"type":"Feature","prop',
      'cut short',
    ],
    ['features twice', '{"type":"FeatureCollection","features":[],"features":[]}', 'twice'],
    ['a comma too many', '{"type":"FeatureCollection","features":[{},]}', 'missing'],
    ['a comma too few', '{"type":"FeatureCollection" "features":[]}', 'not valid JSON'],
    ['text after it', `${collection([])}x`, 'something follows'],
    ['brackets that do not match', '{"type":"FeatureCollection","features":[{"a":1}}', '"}"'],
  ])('that is %s is refused', async (_, text, reason) => {
    expect((await refusalOf('a.geojson', text)).reason).toContain(reason);
  });

  it('that is a sequence is refused with the remedy', async () => {
    const issue = await refusalOf(
      'a.geojson',
      `${JSON.stringify(feature({}))}\n${JSON.stringify(feature({}))}\n`,
    );
    expect(issue.allowed).toContain('GeoJSONSeq');
  });

  it.each([
    [
      'invalid JSON inside its braces',
      '{"type":"Feature","properties":{"a":01},"geometry":null}',
      'invalid-json',
    ],
    ['a number', '7', 'invalid-json'],
    ['null', 'null', 'invalid-json'],
    ['a bare geometry', JSON.stringify(point), 'not-a-feature'],
    ['properties that are a list', JSON.stringify(feature([1])), 'not-a-feature'],
    ['a geometry that is text', JSON.stringify(feature({}, 'POINT(1 2)')), 'not-a-feature'],
    [
      'another coordinate system',
      JSON.stringify(feature({}, point, { crs: { type: 'name', properties: { name: 'BD09' } } })),
      'crs-differs',
    ],
    [
      'a code written as a number too long for one',
      '{"type":"Feature","properties":{"code":12345678901234567890},"geometry":null}',
      'number-precision',
    ],
    ['a NUL character', JSON.stringify(feature({ name: 'a\u0000b' })), 'invalid-text'],
    [
      'half a surrogate pair',
      '{"type":"Feature","properties":{"name":"\\ud83d"},"geometry":null}',
      'invalid-text',
    ],
  ])('a feature that is %s costs one row', async (_, broken, code) => {
    const text = `{"type":"FeatureCollection","features":[${JSON.stringify(feature({ a: 1 }))},${broken},${JSON.stringify(feature({ a: 3 }))}]}`;
    const rows = await readBytes('a.geojson', text);
    expect(rows.map((row) => row.problem?.code)).toEqual([undefined, code, undefined]);
    expect(rows.map((row) => row.row)).toEqual([1, 2, 3]);
  });

  it('cannot reach prototypes', async () => {
    const [row] = await readBytes(
      'a.geojson',
      '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"__proto__":{"polluted":1},"constructor":"x"},"geometry":null}]}',
    );
    expect(Object.keys(row!.values)).toEqual(['__proto__', 'constructor']);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('is nested as deep as one likes without harm', async () => {
    const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
    const rows = await readBytes(
      'a.geojson',
      `{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":${deep}}}]}`,
    );
    expect(rows).toHaveLength(1);
  });

  it('of any number of features is read in the memory of one', async () => {
    const many = collection(
      Array.from({ length: 30_000 }, (_, index) => feature({ index, name: '甲'.repeat(100) })),
    );
    const source = await openBytes('a.geojson', many);
    let next = 0;
    for await (const row of source.rows) expect(row.values.index).toBe(next++);
    expect(next).toBe(30_000);
  });
});

describe('the splitter of JSON text', () => {
  const split = (text: string, cuts: readonly number[]): JsonPart[] => {
    const splitter = new JsonSplitter();
    const places = [0, ...cuts.map((cut) => cut % (text.length + 1)).sort((a, b) => a - b), text.length];
    const parts = places.slice(1).flatMap((end, index) => [...splitter.feed(text.slice(places[index], end))]);
    splitter.end();
    return parts;
  };
  const cuts = fc.array(fc.nat(), { maxLength: 6 });

  it('gives back the features and members of any object, however the text is cut', () => {
    const members = fc.dictionary(
      fc.string({ unit: fc.constantFrom('a', '"', '\\', '{', ']', '中'), minLength: 1, maxLength: 4 }),
      fc.jsonValue({ maxDepth: 2 }),
      { maxKeys: 3 },
    );
    fc.assert(
      fc.property(
        members,
        fc.array(fc.jsonValue({ maxDepth: 3 }), { maxLength: 4 }),
        fc.constantFrom(undefined, 2),
        cuts,
        (others, features, indent, at) => {
          const parts = split(JSON.stringify({ ...others, features }, null, indent), at);
          expect(
            parts.filter((part) => part.kind === 'feature').map((part) => JSON.parse(part.text)),
          ).toEqual(JSON.parse(JSON.stringify(features)));
          const found = Object.fromEntries(
            parts.flatMap((part) => (part.kind === 'member' ? [[part.name, JSON.parse(part.text)]] : [])),
          );
          expect(found).toEqual(JSON.parse(JSON.stringify(others)));
        },
      ),
    );
  });

  it('ends on any text, and takes as whole only what JSON.parse takes or what fails inside one part', () => {
    const wild = fc.string({
      unit: fc.constantFrom(
        '{',
        '}',
        '[',
        ']',
        ',',
        ':',
        '"',
        '\\',
        'features',
        '"features":[',
        '1',
        ' ',
        '"a":',
      ),
      maxLength: 14,
    });
    fc.assert(
      fc.property(wild, cuts, (text, at) => {
        let parts: JsonPart[] | undefined;
        try {
          parts = split(text, at);
        } catch (error) {
          expect(error).toBeInstanceOf(JsonStructureError);
        }
        const parses = (value: string) => {
          try {
            JSON.parse(value);
            return true;
          } catch {
            return false;
          }
        };
        if (parts?.every((part) => parses(part.text))) expect(parses(text)).toBe(true);
      }),
      { numRuns: 5_000 },
    );
  });
});
