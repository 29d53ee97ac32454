import { code, name, nameEn, upkeep, validityNote } from './area-fields.ts';
import type { Collection } from './collection.ts';

/** Management areas (医保管理区域): membership is a field of the institution, so they have no geometry. */
export const managementAreas: Collection = {
  id: 'management-areas',
  title: { zh: '医保管理区域', en: 'Management areas' },
  description: {
    zh: `医保管理区域，可能没有边界，因此作为无几何的表提供。${validityNote.zh}`,
    en: `Areas by which the health insurance manages institutions; they may have no boundary, so this is a table without geometry. ${validityNote.en}`,
  },
  source: 'layer_management_areas',
  geometryType: null,
  hasValidity: true,
  defaultDatetime: 'today',
  fields: [
    code,
    name,
    nameEn,
    {
      name: 'parent_code',
      type: 'string',
      title: { zh: '上级代码', en: 'Code of the parent' },
      filterable: true,
    },
    { name: 'parent_name', type: 'string', title: { zh: '上级', en: 'Parent' }, filterable: true },
    ...upkeep,
  ],
};
