import type { Collection } from './collection.ts';
import * as common from './common-fields.ts';

/** The streets of every version of the walking network; `network_code` picks one, `is_active` those in use. */
export const walkEdges: Collection = {
  id: 'walk-edges',
  title: { zh: '步行路段', en: 'Streets on foot' },
  description: {
    zh: '步行路网的路段，双向可走。存有多个版本时用 network_code 选择其一，或用 is_active=true 取正在使用者。component 相同的路段相互连通，0 为最大部分。',
    en: 'Streets between two junctions, walked both ways. Where several versions are stored pick one by network_code, or those in use by is_active=true. Streets of one component are connected; 0 is the largest.',
  },
  source: 'layer_walk_edges',
  geometryType: 'MultiLineString',
  extentTable: 'walk_edge',
  hasValidity: false,
  defaultDatetime: 'all',
  fields: [
    {
      name: 'network_code',
      type: 'string',
      title: { zh: '路网版本代码', en: 'Code of the version of the network' },
      filterable: true,
      required: true,
    },
    {
      name: 'is_active',
      type: 'boolean',
      title: { zh: '正在使用', en: 'Decides walking distances' },
      filterable: true,
      required: true,
    },
    {
      name: 'edge_id',
      type: 'integer',
      title: { zh: '路段编号', en: 'Number in its version' },
      sortable: true,
      required: true,
    },
    { name: 'source', type: 'integer', title: { zh: '起点节点', en: 'Node at its start' }, required: true },
    { name: 'target', type: 'integer', title: { zh: '终点节点', en: 'Node at its end' }, required: true },
    {
      name: 'length_m',
      type: 'number',
      unit: 'm',
      title: { zh: '长度', en: 'Length on the ellipsoid' },
      sortable: true,
      required: true,
    },
    {
      name: 'component',
      type: 'integer',
      title: { zh: '连通部分', en: 'Part that paths join; 0 is the largest' },
      required: true,
    },
    { name: 'highway', type: 'string', title: { zh: '道路类别', en: 'Class of street' }, required: true },
    { name: 'name', type: 'string', title: { zh: '路名', en: 'Name' } },
    { name: 'way_id', type: 'string', title: { zh: '来源编号', en: 'Id in the source' } },
    { name: 'is_bridge', type: 'boolean', title: { zh: '桥', en: 'Bridge' }, required: true },
    { name: 'is_tunnel', type: 'boolean', title: { zh: '隧道', en: 'Tunnel' }, required: true },
    { name: 'layer', type: 'integer', title: { zh: '层', en: 'Layer, 0 = on the ground' }, required: true },
    common.isSynthetic,
  ],
};
