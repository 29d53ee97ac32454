import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FieldType } from '../../../api/collections/collection.ts';
import { COLLECTIONS } from '../../../api/collections/registry.ts';
import { seedCity } from '../../http/ogc-fixture.ts';
import { openTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let opened: TestDatabase;
beforeAll(async () => {
  opened = await openTestDatabase();
  await seedCity(opened.database);
});
afterAll(() => opened.close());

const TYPES: Readonly<Record<string, FieldType>> = {
  text: 'string',
  bigint: 'integer',
  integer: 'integer',
  'double precision': 'number',
  boolean: 'boolean',
  date: 'date',
  'timestamp with time zone': 'date-time',
  'text[]': 'string[]',
};

async function columnsOf(view: string): Promise<Map<string, string>> {
  const rows = await opened.database.run<{ name: string; type: string }>({
    text: `select attname as name, format_type(atttypid, null) as type from pg_attribute
           where attrelid = to_regclass($1) and attnum > 0 and not attisdropped order by attnum`,
    values: [view],
  });
  return new Map(rows.map((row) => [row.name, row.type]));
}

describe.each(COLLECTIONS.map((collection) => [collection.id, collection] as const))(
  'the view of %s',
  (_id, collection) => {
    it('has exactly the columns that the layer declares, of the declared types, in the declared order', async () => {
      const columns = await columnsOf(collection.source);
      expect(columns.get('fid')).toBe('bigint');
      expect(columns.has('geom')).toBe(collection.geometryType !== null);
      expect(columns.get('valid')).toBe(collection.hasValidity ? 'daterange' : undefined);
      const properties = [...columns].filter(([name]) => !['fid', 'geom', 'valid'].includes(name));
      expect(properties.map(([name, type]) => [name, TYPES[type]])).toEqual(
        collection.fields.map((field) => [field.name, field.type]),
      );
    });

    it('has a unique number, no empty required field, only listed values, and one type of geometry', async () => {
      const { rows } = await sql<Record<string, unknown>>`
      select v.*${collection.geometryType === null ? sql`` : sql`, geometrytype(v.geom) as geometry_type, st_srid(v.geom) as srid`}
      from ${sql.table(collection.source)} v`.execute(opened.database.kysely);
      expect(rows.length).toBeGreaterThan(0);
      expect(new Set(rows.map((row) => row.fid)).size).toBe(rows.length);
      for (const row of rows) {
        for (const field of collection.fields) {
          const value = row[field.name];
          if (field.required) expect(value, `${collection.id}.${field.name}`).not.toBeNull();
          if (field.values && value !== null)
            for (const one of [value].flat()) expect(field.values).toContain(one);
        }
        if (row.geometry_type)
          expect([row.geometry_type, row.srid]).toEqual([collection.geometryType?.toUpperCase(), 4326]);
      }
    });

    it('declares every field with both titles, and filters and sorts only by what can be', () => {
      for (const field of collection.fields) {
        expect(field.title.zh).toMatch(/[\u4e00-\u9fffA-Z]/);
        expect(field.title.en).not.toBe('');
        if (field.filterable) expect(['string', 'integer', 'boolean']).toContain(field.type);
        if (field.sortable) expect(field.type).not.toBe('string[]');
      }
      expect(collection.fields.map((field) => field.name)).toContain('is_synthetic');
    });
  },
);

describe('values that the database allows', () => {
  it('are those that the layers declare', async () => {
    const rows = await opened.database.run<{ definition: string }>({
      text: `select pg_get_constraintdef(oid) as definition from pg_constraint
             where contype = 'c' and conrelid in ('institution'::regclass, 'designation'::regclass, 'pharmacy_bound'::regclass)`,
    });
    const allowed = (column: string) => {
      const found = rows.find(({ definition }) => definition.includes(`CHECK ((${column} = ANY`));
      return [...(found?.definition.matchAll(/'([^']+)'::text/g) ?? [])].map(([, value]) => value);
    };
    const declared = (layer: string, name: string) =>
      COLLECTIONS.find((one) => one.id === layer)?.fields.find((field) => field.name === name)?.values;
    expect(declared('institutions', 'kind')).toEqual(allowed('kind'));
    expect(declared('institutions', 'location_status')).toEqual(allowed('location_status'));
    expect(declared('institutions', 'services')).toEqual(allowed('service'));
    expect(declared('designations', 'service')).toEqual(allowed('service'));
    expect(declared('pharmacy-bounds', 'pharmacy_kind')).toEqual(allowed('pharmacy_kind'));
  });
});
