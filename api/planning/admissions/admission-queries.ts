import { z } from 'zod';
import { namedQuery } from '../../db/named-query.ts';

const text = z.string();
const number = z.number();
const institution = z.object({ institution_id: number });

export const insertInstitution = namedQuery('admissions/insert-institution', {
  params: z.object({
    applicationId: z.uuid(),
    code: text.nullable(),
    name: text,
    kind: text,
    category: text.nullable(),
    typeScheme: text.nullable(),
    typeNo: number.nullable(),
    lon: number.nullable(),
    lat: number.nullable(),
    sourceCrs: text.nullable(),
    accuracyM: number,
    isVerified: z.boolean(),
    authority: text.nullable(),
    authorityLevel: text.nullable(),
    licensingAreaCode: text.nullable(),
    businessAreaCode: text.nullable(),
    managementArea: text.nullable(),
    parentId: number.nullable(),
    isBranch: z.boolean(),
    from: text,
    areasOn: text,
  }),
  row: institution,
});

export const keepOldSite = namedQuery('admissions/keep-old-site', {
  params: z.object({ institutionId: number, applicationId: z.uuid(), on: text }),
  row: institution,
});

export const moveInstitution = namedQuery('admissions/move-institution', {
  params: z.object({
    institutionId: number,
    lon: number,
    lat: number,
    sourceCrs: text,
    accuracyM: number,
    isVerified: z.boolean(),
    on: text,
    areasOn: text,
  }),
  row: institution,
});

const split = { institutionId: number, oldSiteId: number, on: text };
export const splitDesignations = namedQuery('admissions/split-designations', {
  params: z.object({ ...split, service: text }),
  row: z.object({ service: text }),
});
export const splitBeds = namedQuery('admissions/split-beds', {
  params: z.object(split),
  row: z.object({ kept: number }),
});
export const copyGrades = namedQuery('admissions/copy-grades', {
  params: z.object(split),
  row: z.object({ copied: number }),
});
