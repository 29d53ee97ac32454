import { stat } from 'node:fs/promises';
import { WayJudge } from '../../network/build/judge-way.ts';
import { PairIndex } from '../../network/build/pair-index.ts';
import type { StreetCollector, StreetPart } from '../../network/build/street-collector.ts';
import type { WalkingProfile } from '../../network/build/walking-profile.ts';
import { type OsmBlock, type OsmRelation, type OsmWay, osmBlocks, osmEntities } from './osm-blocks.ts';
import type { ReadSteps, SourceFigures } from './read-steps.ts';

/** A street of the file before the positions of its vertices are known. */
interface Candidate {
  readonly id: number;
  readonly refs: readonly number[];
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * Hands the streets of an OpenStreetMap PBF extract to the collector. The file is read twice, so that memory holds streets only:
 * first its ways, then the positions of their nodes; once more between when pedestrian areas are relations of plain ways.
 * Ways are cut where the extract lacks a node. Throws InvalidInputError for a file that cannot be read.
 */
export async function readOsmStreets(
  file: { readonly path: string; readonly fileName: string },
  profile: WalkingProfile,
  collector: StreetCollector,
  steps: ReadSteps,
): Promise<SourceFigures> {
  const bytes = (await stat(file.path)).size;
  const told = (from: number, share: number) => (block: OsmBlock) => {
    steps.signal?.throwIfAborted();
    steps.progress?.(Math.min(1, from + (share * block.bytesRead) / bytes));
  };
  const found = await findCandidates(file, profile, told(0, 0.5));
  collector.addNoStreets(found.otherWays);
  await addAreaEdges(file, found, told(0.5, 0));
  const places = await findPlaces(file, found, told(0.5, 0.5));
  let cut = 0;
  for (const [index, { id, refs, tags }] of found.candidates.entries()) {
    const parts = partsOf(refs, places);
    if (parts.length > 1 || (parts[0]?.lon.length ?? 0) < refs.length) cut++;
    collector.add({ id: String(id), tags, parts });
    if (index % 2000 === 0) await steps.pause();
  }
  return { format: 'osm.pbf', crs: 'CRS84', cutWays: cut, dataDate: found.dataDate, findings: [] };
}

interface Found {
  readonly candidates: Candidate[];
  /** Ways that are no streets. */
  otherWays: number;
  /** Members of pedestrian areas, way id → tags of the area. */
  readonly areaEdges: Map<number, Readonly<Record<string, string>>>;
  readonly wayBlocks: Set<number>;
  readonly nodeBlocks: Set<number>;
  dataDate: string | undefined;
}

async function findCandidates(
  file: { readonly path: string; readonly fileName: string },
  profile: WalkingProfile,
  tell: (block: OsmBlock) => void,
): Promise<Found> {
  const judge = new WayJudge(profile);
  const tags = tagsOfInterest(profile);
  const found: Found = {
    candidates: [],
    otherWays: 0,
    areaEdges: new Map(),
    wayBlocks: new Set(),
    nodeBlocks: new Set(),
    dataDate: undefined,
  };
  for await (const block of osmBlocks(file.path, file.fileName)) {
    tell(block);
    found.dataDate = block.dataDate;
    for (const entity of osmEntities(block, tags, file.fileName)) {
      if (entity.type === 'node') found.nodeBlocks.add(block.index);
      else if (entity.type === 'way') {
        found.wayBlocks.add(block.index);
        addWay(entity, judge, found);
      } else addArea(entity, judge, found);
    }
  }
  for (const { id } of found.candidates) found.areaEdges.delete(id);
  return found;
}

function addWay(way: OsmWay, judge: WayJudge, found: Found): void {
  if (judge.classOf(way.tags ?? {}) === undefined) found.otherWays++;
  else found.candidates.push({ id: way.id, refs: way.refs, tags: way.tags ?? {} });
}

function addArea({ tags, members }: OsmRelation, judge: WayJudge, found: Found): void {
  if (tags?.type !== 'multipolygon' || judge.classOf(tags) === undefined) return;
  for (const { type, ref } of members)
    if (type === 'way' && !found.areaEdges.has(ref)) found.areaEdges.set(ref, tags);
}

/** The edges of pedestrian areas that are relations: their member ways carry no tags of their own. */
async function addAreaEdges(
  file: { readonly path: string; readonly fileName: string },
  found: Found,
  tell: (block: OsmBlock) => void,
): Promise<void> {
  if (found.areaEdges.size === 0) return;
  for await (const block of osmBlocks(file.path, file.fileName)) {
    tell(block);
    if (!found.wayBlocks.has(block.index)) continue;
    for (const entity of osmEntities(block, [], file.fileName)) {
      const tags = entity.type === 'way' ? found.areaEdges.get(entity.id) : undefined;
      if (entity.type === 'way' && tags) found.candidates.push({ id: entity.id, refs: entity.refs, tags });
    }
  }
}

/** Positions of nodes by id. */
class NodePlaces {
  readonly #index = new PairIndex();
  #lon = new Float64Array(0);
  #lat = new Float64Array(0);

  constructor(ways: readonly Candidate[]) {
    for (const { refs } of ways) for (const ref of refs) this.#index.numberOf(high(ref), low(ref));
    this.#lon = new Float64Array(this.#index.count).fill(Number.NaN);
    this.#lat = new Float64Array(this.#index.count);
  }

  set(id: number, lon: number, lat: number): void {
    const number = this.#index.find(high(id), low(id));
    if (number < 0) return;
    this.#lon[number] = lon;
    this.#lat[number] = lat;
  }

  /** Longitude and latitude in degrees; undefined when the extract lacks the node. */
  get(id: number): readonly [number, number] | undefined {
    const number = this.#index.find(high(id), low(id));
    const lon = this.#lon[number];
    return lon === undefined || Number.isNaN(lon) ? undefined : [lon, this.#lat[number]!];
  }
}

const high = (id: number) => Math.floor(id / 2 ** 32);
const low = (id: number) => id | 0;

async function findPlaces(
  file: { readonly path: string; readonly fileName: string },
  found: Found,
  tell: (block: OsmBlock) => void,
): Promise<NodePlaces> {
  const places = new NodePlaces(found.candidates);
  for await (const block of osmBlocks(file.path, file.fileName)) {
    tell(block);
    if (!found.nodeBlocks.has(block.index)) continue;
    for (const entity of osmEntities(block, [], file.fileName))
      if (entity.type === 'node') places.set(entity.id, entity.lon, entity.lat);
  }
  return places;
}

/** The vertices of a way, cut where the extract lacks one. */
function partsOf(refs: readonly number[], places: NodePlaces): StreetPart[] {
  const parts: { lon: number[]; lat: number[]; nodeIds: number[] }[] = [];
  let open: (typeof parts)[number] | undefined;
  for (const ref of refs) {
    const place = places.get(ref);
    if (!place) {
      open = undefined;
      continue;
    }
    if (!open) {
      open = { lon: [], lat: [], nodeIds: [] };
      parts.push(open);
    }
    open.lon.push(place[0]);
    open.lat.push(place[1]);
    open.nodeIds.push(ref);
  }
  return parts;
}

function tagsOfInterest(profile: WalkingProfile): string[] {
  return [
    ...profile.classKeys,
    ...profile.nameKeys,
    ...profile.otherWays.map(({ key }) => key),
    ...profile.access.map(({ key }) => key),
    'bridge',
    'tunnel',
    'layer',
  ];
}
