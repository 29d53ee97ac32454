import type { AreaNames } from '../points/area-names.ts';
import type { DemandCell } from '../points/demand-cells.ts';

/** The group of a ranking: an area, or the cells on a border, or outside every area of the level. */
export interface CellGroup {
  readonly group: 'area' | 'border' | 'outside';
  readonly code: string | null;
  readonly name: string | null;
  readonly name_en: string | null;
  /** Breaks ties: the id of the area; groups without one come last. */
  readonly order: number;
}

/** Where a cell is counted: as in the statement that judges by straight line. */
export function groupOf(cell: DemandCell, perArea: 'county' | 'street', names: AreaNames): CellGroup {
  const areaId = perArea === 'county' ? cell.county_id : cell.street_id;
  const area = areaId === null ? undefined : names.get(areaId);
  if (area && areaId !== null) return { group: 'area', ...area, order: areaId };
  const isBorder = cell.location_status === 'border';
  return {
    group: isBorder ? 'border' : 'outside',
    code: null,
    name: null,
    name_en: null,
    order: isBorder ? Number.MAX_SAFE_INTEGER - 1 : Number.MAX_SAFE_INTEGER,
  };
}

/** The items by group, each group once. */
export function groupsOf<Item>(
  items: readonly Item[],
  groupOfItem: (item: Item) => CellGroup,
): { readonly key: CellGroup; readonly members: Item[] }[] {
  const groups = new Map<number, { key: CellGroup; members: Item[] }>();
  for (const item of items) {
    const key = groupOfItem(item);
    const group = groups.get(key.order);
    if (group) group.members.push(item);
    else groups.set(key.order, { key, members: [item] });
  }
  return [...groups.values()];
}
