import { z } from 'zod';
import { namedQuery } from '../db/named-query.ts';

const id = z.object({ institution_id: z.number() });
const ids = z.array(z.number());
const texts = z.array(z.string());
const numbers = z.array(z.number());

export const addInstitutions = namedQuery('scenarios/add-institutions', {
  params: z.object({ institutions: z.string() }),
  row: id,
});

export const addDesignations = namedQuery('scenarios/add-designations', {
  params: z.object({ institutionIds: ids, services: texts }),
  row: id,
});

export const addBeds = namedQuery('scenarios/add-beds', {
  params: z.object({ institutionIds: ids, categories: texts, beds: numbers }),
  row: id,
});

export const endDesignations = namedQuery('scenarios/end-designations', {
  params: z.object({ institutionIds: ids, services: z.array(z.string().nullable()) }),
  row: z.object({ institution_id: z.number(), service: z.string() }),
});

export const closeInstitutions = namedQuery('scenarios/close-institutions', {
  params: z.object({ institutionIds: ids }),
  row: id,
});

export const moveInstitutions = namedQuery('scenarios/move-institutions', {
  params: z.object({
    institutionIds: ids,
    lons: numbers,
    lats: numbers,
    crs: texts,
    accuraciesM: numbers,
    verified: z.array(z.boolean()),
  }),
  row: id,
});

export const locateInstitutions = namedQuery('scenarios/locate-institutions', {
  params: z.object({ institutionIds: ids, areasOn: z.string(), licensedThere: ids }),
  row: z.object({ institution_id: z.number(), location_status: z.string() }),
});

export const drawAreas = namedQuery('scenarios/draw-areas', {
  params: z.object({ codes: texts, level: z.enum(['county', 'street']), asOf: z.string() }),
  row: z.object({
    code: z.string(),
    name: z.string(),
    name_en: z.string().nullable(),
    geometry: z.string(),
  }),
});
