import type { RawBuilder } from 'kysely';
import { z } from 'zod';
import { dateSchema } from '../../dates.ts';
import type { InputIssue } from '../../errors.ts';
import type { Localized } from '../../localized.ts';

/** One value of a resource: its name outside, its column inside, and what it may hold. */
export interface DatedField {
  readonly name: string;
  readonly column: string;
  /** Type of the column, for statements that take many rows as JSON. */
  readonly type: 'text' | 'int' | 'float8' | 'date';
  /** As given; optional where the column has a value for "none". */
  readonly schema: z.ZodType;
  /** Empty text in the column is `null` outside. */
  readonly emptyIsNull?: true;
  /** Part of what may stand only once at a time. */
  readonly isKey?: true;
  /** May be put right later by a correction with a document. */
  readonly isCorrectable?: true;
  /** A list may be filtered by it. */
  readonly isFilter?: true;
}

/** Whom a row concerns: a plan of this installation, an area by code and level, a city by code. */
export type DatedScope = 'plan' | 'area' | 'city';

/**
 * A kind of dated data of the authority, declared once: routes, checks, statements and OpenAPI follow from it.
 * `validity`: rows hold from a day to a day (both inclusive), one of a key at a time. `publication`: rows stand from the day
 * of publication, one of a key.
 */
export interface DatedResource {
  /** Path without slash, also the name in audit rows. */
  readonly path: string;
  readonly title: Localized;
  /** One row, for summaries: "fund warning". */
  readonly one: string;
  readonly table: string;
  readonly idColumn: string;
  /** Columns with one value for the whole resource, where several share a table. */
  readonly constants?: Readonly<Record<string, string>>;
  readonly scopes: readonly DatedScope[];
  readonly fields: readonly DatedField[];
  readonly period: 'validity' | 'publication';
  /** First days may be unknown (null = since ever) unless the resource says that they are declared. */
  readonly firstDayRequired?: true;
  /** A list may be kept to the latest publication of each key (publishedOn is then part of the key). */
  readonly hasLatest?: true;
  /** Whole numbers that the database computes for each row `t`. */
  readonly figures?: readonly {
    readonly name: string;
    readonly column: string;
    readonly meaning: string;
    readonly select: RawBuilder<unknown>;
  }[];
  /** What the fields' schemas cannot see. */
  readonly check?: (item: Readonly<Record<string, unknown>>) => readonly InputIssue[];
}

/** An item as given, after its schema: names outside → values. */
export type DatedItem = Readonly<Record<string, unknown>>;

const areaCode = z.string().trim().min(1).max(100);
export const AREA_LEVELS = ['city', 'county', 'street', 'management'] as const;
export const areaLevelSchema = z.enum(AREA_LEVELS);

export const SCOPE_INPUTS = {
  plan: { plan: z.string().trim().min(1).max(200).describe('Plan id, e.g. dalian/2025-2027.') },
  area: {
    areaCode: areaCode.describe('Area code (division code, or the code of a management area).'),
    areaLevel: areaLevelSchema.optional().describe('Needed when two levels use the same code.'),
  },
  city: { city: z.string().trim().min(1).max(100).describe('Code of the city (GB/T 2260).') },
} as const;

const validTo = dateSchema.nullable().default(null).describe('Last day; null = open, it runs on.');

/** What one new row is given as. */
export function itemSchema(resource: DatedResource): z.ZodObject {
  const scopes = Object.assign({}, ...resource.scopes.map((scope) => SCOPE_INPUTS[scope])) as z.ZodRawShape;
  const fields = Object.fromEntries(resource.fields.map((field) => [field.name, field.schema]));
  const from = resource.firstDayRequired
    ? dateSchema.describe('First day.')
    : dateSchema.nullable().describe('First day; null = since ever.');
  const period = resource.period === 'validity' ? { validFrom: from, validTo } : {};
  return z.strictObject({ ...scopes, ...fields, ...period });
}

/** What a stored row is shown as. */
export function answerSchema(resource: DatedResource): z.ZodObject {
  const shown: Record<DatedScope, z.ZodRawShape> = {
    plan: { plan: z.string() },
    area: { areaCode: z.string(), areaLevel: areaLevelSchema, areaName: z.string() },
    city: { city: z.string(), cityName: z.string().nullable() },
  };
  const scopes = Object.assign({}, ...resource.scopes.map((scope) => shown[scope])) as z.ZodRawShape;
  const types = { text: z.string(), date: z.string(), int: z.int(), float8: z.number() } as const;
  const fields = Object.fromEntries(
    resource.fields.map((field) => [field.name, types[field.type].nullable()] as const),
  );
  const period =
    resource.period === 'validity'
      ? { validFrom: z.string().nullable(), validTo: z.string().nullable() }
      : {};
  const figures = Object.fromEntries(
    (resource.figures ?? []).map((figure) => [figure.name, z.int().describe(figure.meaning)] as const),
  );
  return z.strictObject({
    id: z.number(),
    ...scopes,
    ...fields,
    ...figures,
    ...period,
    enteredBy: z.string(),
    enteredAt: z.iso.datetime(),
  });
}
