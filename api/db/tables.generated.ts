// Generated from migrations/ by npm run generate. Do not edit.
import type { ColumnType } from 'kysely';

export interface ApiKeyTable {
  key_id: string;
  name: string;
  role: string;
  secret_hash: string;
  created_at: ColumnType<Date, Date | undefined, Date>;
  expires_at: ColumnType<Date | null, Date | null | undefined, Date | null>;
  revoked_at: ColumnType<Date | null, Date | null | undefined, Date | null>;
}

export interface AreaTable {
  area_id: ColumnType<number, number | undefined, number>;
  code: string;
  level: string;
  name: string;
  name_en: ColumnType<string | null, string | null | undefined, string | null>;
  parent_id: ColumnType<number | null, number | null | undefined, number | null>;
  geom: ColumnType<string | null, string | null | undefined, string | null>;
  area_km2: ColumnType<number | null, never, never>;
  source: string;
  source_crs: ColumnType<string | null, string | null | undefined, string | null>;
  valid_from: ColumnType<string | null, string | null | undefined, string | null>;
  valid_to: ColumnType<string | null, string | null | undefined, string | null>;
  valid: ColumnType<string | null, never, never>;
  is_synthetic: ColumnType<boolean, boolean | undefined, boolean>;
  content_hash: string;
  updated_at: ColumnType<Date, Date | undefined, Date>;
}

export interface AreaStatisticTable {
  statistic_id: ColumnType<number, number | undefined, number>;
  area_id: number;
  indicator: string;
  value: number;
  as_of: string;
  document: string;
  is_modelled: ColumnType<boolean, boolean | undefined, boolean>;
  is_synthetic: ColumnType<boolean, boolean | undefined, boolean>;
  content_hash: string;
  updated_at: ColumnType<Date, Date | undefined, Date>;
}

export interface AuditLogTable {
  audit_id: ColumnType<number, number | undefined, number>;
  at: ColumnType<Date, Date | undefined, Date>;
  actor: string;
  action: string;
  entity: string;
  entity_id: string;
  request_id: ColumnType<string | null, string | null | undefined, string | null>;
  details: ColumnType<unknown, unknown | undefined, unknown>;
}

export interface BedTable {
  bed_id: ColumnType<number, number | undefined, number>;
  institution_id: number;
  category: string;
  licensed: ColumnType<number | null, number | null | undefined, number | null>;
  open: ColumnType<number | null, number | null | undefined, number | null>;
  designated: ColumnType<number | null, number | null | undefined, number | null>;
  occupied_bed_days: ColumnType<number | null, number | null | undefined, number | null>;
  valid_from: ColumnType<string | null, string | null | undefined, string | null>;
  valid_to: ColumnType<string | null, string | null | undefined, string | null>;
  valid: ColumnType<string | null, never, never>;
  document: ColumnType<string | null, string | null | undefined, string | null>;
}

export interface DataExtentTable {
  only_row: ColumnType<boolean, boolean | undefined, boolean>;
  geom: string;
  made_at: ColumnType<Date, Date | undefined, Date>;
}

export interface DataExtentEdgeTable {
  edge_id: ColumnType<number, number | undefined, number>;
  geog: string;
}

export interface DesignationTable {
  designation_id: ColumnType<number, number | undefined, number>;
  institution_id: number;
  service: string;
  status: string;
  valid_from: ColumnType<string | null, string | null | undefined, string | null>;
  valid_to: ColumnType<string | null, string | null | undefined, string | null>;
  valid: ColumnType<string | null, never, never>;
  counts_from: ColumnType<string | null, string | null | undefined, string | null>;
  document: ColumnType<string | null, string | null | undefined, string | null>;
  is_synthetic: ColumnType<boolean, boolean | undefined, boolean>;
  updated_at: ColumnType<Date, Date | undefined, Date>;
}

export interface ImportCellTable {
  h3: number;
  population: number;
  action: ColumnType<string, string | undefined, string>;
}

export interface ImportIssueTable {
  row_no: number;
  severity: string;
  code: string;
  field: string;
  value: ColumnType<string | null, string | null | undefined, string | null>;
  detail: ColumnType<string | null, string | null | undefined, string | null>;
  allowed: ColumnType<string | null, string | null | undefined, string | null>;
}

export interface ImportRowTable {
  row_no: number;
  key: ColumnType<string | null, string | null | undefined, string | null>;
  hash: ColumnType<string | null, string | null | undefined, string | null>;
  value: unknown;
  geom: ColumnType<string | null, string | null | undefined, string | null>;
  readings: ColumnType<unknown | null, unknown | null | undefined, unknown | null>;
  refs: ColumnType<unknown, unknown | undefined, unknown>;
  original: ColumnType<unknown | null, unknown | null | undefined, unknown | null>;
  entity_id: ColumnType<number | null, number | null | undefined, number | null>;
  action: ColumnType<string | null, string | null | undefined, string | null>;
  rejected: ColumnType<boolean, boolean | undefined, boolean>;
}

export interface ImportRunTable {
  import_id: string;
  kind: string;
  file_name: string;
  sha256: string;
  options: unknown;
  actor: string;
  rows_read: number;
  inserted: number;
  updated: number;
  unchanged: number;
  rejected: number;
  report: unknown;
  started_at: Date;
  finished_at: Date;
}

export interface IndicatorTable {
  indicator: string;
  unit: string;
  title_zh: string;
  title_en: string;
}

export interface InstitutionTable {
  institution_id: ColumnType<number, number | undefined, number>;
  code: ColumnType<string | null, string | null | undefined, string | null>;
  source: string;
  source_id: string;
  name: string;
  kind: string;
  category: ColumnType<string | null, string | null | undefined, string | null>;
  type_scheme: ColumnType<string | null, string | null | undefined, string | null>;
  type_no: ColumnType<number | null, number | null | undefined, number | null>;
  address: ColumnType<string | null, string | null | undefined, string | null>;
  geom: ColumnType<string | null, string | null | undefined, string | null>;
  geog: ColumnType<string | null, never, never>;
  source_crs: ColumnType<string | null, string | null | undefined, string | null>;
  accuracy_m: number;
  verified: ColumnType<boolean, boolean | undefined, boolean>;
  location_status: ColumnType<string, string | undefined, string>;
  street_id: ColumnType<number | null, number | null | undefined, number | null>;
  county_id: ColumnType<number | null, number | null | undefined, number | null>;
  city_id: ColumnType<number | null, number | null | undefined, number | null>;
  stated_county: ColumnType<string | null, string | null | undefined, string | null>;
  licensing_authority: ColumnType<string | null, string | null | undefined, string | null>;
  licensing_level: ColumnType<string | null, string | null | undefined, string | null>;
  licensing_area_id: ColumnType<number | null, number | null | undefined, number | null>;
  business_licence_area_id: ColumnType<number | null, number | null | undefined, number | null>;
  management_area_id: ColumnType<number | null, number | null | undefined, number | null>;
  parent_id: ColumnType<number | null, number | null | undefined, number | null>;
  is_branch: ColumnType<boolean, boolean | undefined, boolean>;
  valid_from: ColumnType<string | null, string | null | undefined, string | null>;
  valid_to: ColumnType<string | null, string | null | undefined, string | null>;
  valid: ColumnType<string | null, never, never>;
  warnings: ColumnType<string[], string[] | undefined, string[]>;
  is_synthetic: ColumnType<boolean, boolean | undefined, boolean>;
  content_hash: string;
  updated_at: ColumnType<Date, Date | undefined, Date>;
}

export interface InstitutionGradeTable {
  institution_id: number;
  scale: string;
  grade: string;
  obtained_by: ColumnType<string | null, string | null | undefined, string | null>;
  valid_from: ColumnType<string | null, string | null | undefined, string | null>;
  valid_to: ColumnType<string | null, string | null | undefined, string | null>;
  valid: ColumnType<string | null, never, never>;
}

export interface LayerCountiesTable {
  fid: ColumnType<number | null, number | null | undefined, number | null>;
  code: ColumnType<string | null, string | null | undefined, string | null>;
  name: ColumnType<string | null, string | null | undefined, string | null>;
  name_en: ColumnType<string | null, string | null | undefined, string | null>;
  city_code: ColumnType<string | null, string | null | undefined, string | null>;
  city_name: ColumnType<string | null, string | null | undefined, string | null>;
  area_km2: ColumnType<number | null, number | null | undefined, number | null>;
  resident_pop: ColumnType<number | null, number | null | undefined, number | null>;
  resident_pop_as_of: ColumnType<string | null, string | null | undefined, string | null>;
  insured_pop: ColumnType<number | null, number | null | undefined, number | null>;
  insured_pop_as_of: ColumnType<string | null, string | null | undefined, string | null>;
  source_crs: ColumnType<string | null, string | null | undefined, string | null>;
  source: ColumnType<string | null, string | null | undefined, string | null>;
  valid_from: ColumnType<string | null, string | null | undefined, string | null>;
  valid_to: ColumnType<string | null, string | null | undefined, string | null>;
  is_synthetic: ColumnType<boolean | null, boolean | null | undefined, boolean | null>;
  updated_at: ColumnType<Date | null, Date | null | undefined, Date | null>;
  valid: ColumnType<string | null, string | null | undefined, string | null>;
  geom: ColumnType<string | null, string | null | undefined, string | null>;
}

export interface LayerDesignationsTable {
  fid: ColumnType<number | null, number | null | undefined, number | null>;
  institution_fid: ColumnType<number | null, number | null | undefined, number | null>;
  institution_code: ColumnType<string | null, string | null | undefined, string | null>;
  institution_name: ColumnType<string | null, string | null | undefined, string | null>;
  institution_kind: ColumnType<string | null, string | null | undefined, string | null>;
  category: ColumnType<string | null, string | null | undefined, string | null>;
  type_no: ColumnType<number | null, number | null | undefined, number | null>;
  service: ColumnType<string | null, string | null | undefined, string | null>;
  status: ColumnType<string | null, string | null | undefined, string | null>;
  valid_from: ColumnType<string | null, string | null | undefined, string | null>;
  valid_to: ColumnType<string | null, string | null | undefined, string | null>;
  counts_from: ColumnType<string | null, string | null | undefined, string | null>;
  document: ColumnType<string | null, string | null | undefined, string | null>;
  county_code: ColumnType<string | null, string | null | undefined, string | null>;
  county_name: ColumnType<string | null, string | null | undefined, string | null>;
  street_code: ColumnType<string | null, string | null | undefined, string | null>;
  street_name: ColumnType<string | null, string | null | undefined, string | null>;
  source_crs: ColumnType<string | null, string | null | undefined, string | null>;
  accuracy_m: ColumnType<number | null, number | null | undefined, number | null>;
  verified: ColumnType<boolean | null, boolean | null | undefined, boolean | null>;
  warnings: ColumnType<string[] | null, string[] | null | undefined, string[] | null>;
  is_synthetic: ColumnType<boolean | null, boolean | null | undefined, boolean | null>;
  updated_at: ColumnType<Date | null, Date | null | undefined, Date | null>;
  valid: ColumnType<string | null, string | null | undefined, string | null>;
  geom: ColumnType<string | null, string | null | undefined, string | null>;
}

export interface LayerInstitutionsTable {
  fid: ColumnType<number | null, number | null | undefined, number | null>;
  code: ColumnType<string | null, string | null | undefined, string | null>;
  name: ColumnType<string | null, string | null | undefined, string | null>;
  kind: ColumnType<string | null, string | null | undefined, string | null>;
  category: ColumnType<string | null, string | null | undefined, string | null>;
  type_no: ColumnType<number | null, number | null | undefined, number | null>;
  type_scheme: ColumnType<string | null, string | null | undefined, string | null>;
  address: ColumnType<string | null, string | null | undefined, string | null>;
  city_name: ColumnType<string | null, string | null | undefined, string | null>;
  county_code: ColumnType<string | null, string | null | undefined, string | null>;
  county_name: ColumnType<string | null, string | null | undefined, string | null>;
  street_code: ColumnType<string | null, string | null | undefined, string | null>;
  street_name: ColumnType<string | null, string | null | undefined, string | null>;
  stated_county: ColumnType<string | null, string | null | undefined, string | null>;
  location_status: ColumnType<string | null, string | null | undefined, string | null>;
  management_area_name: ColumnType<string | null, string | null | undefined, string | null>;
  licensing_authority: ColumnType<string | null, string | null | undefined, string | null>;
  licensing_level: ColumnType<string | null, string | null | undefined, string | null>;
  business_licence_area_name: ColumnType<string | null, string | null | undefined, string | null>;
  parent_fid: ColumnType<number | null, number | null | undefined, number | null>;
  is_branch: ColumnType<boolean | null, boolean | null | undefined, boolean | null>;
  hospital_grade: ColumnType<string | null, string | null | undefined, string | null>;
  settlement_level: ColumnType<string | null, string | null | undefined, string | null>;
  services: ColumnType<string[] | null, string[] | null | undefined, string[] | null>;
  beds_licensed: ColumnType<number | null, number | null | undefined, number | null>;
  beds_open: ColumnType<number | null, number | null | undefined, number | null>;
  beds_designated: ColumnType<number | null, number | null | undefined, number | null>;
  source_crs: ColumnType<string | null, string | null | undefined, string | null>;
  accuracy_m: ColumnType<number | null, number | null | undefined, number | null>;
  verified: ColumnType<boolean | null, boolean | null | undefined, boolean | null>;
  source: ColumnType<string | null, string | null | undefined, string | null>;
  source_id: ColumnType<string | null, string | null | undefined, string | null>;
  valid_from: ColumnType<string | null, string | null | undefined, string | null>;
  valid_to: ColumnType<string | null, string | null | undefined, string | null>;
  warnings: ColumnType<string[] | null, string[] | null | undefined, string[] | null>;
  is_synthetic: ColumnType<boolean | null, boolean | null | undefined, boolean | null>;
  updated_at: ColumnType<Date | null, Date | null | undefined, Date | null>;
  valid: ColumnType<string | null, string | null | undefined, string | null>;
  geom: ColumnType<string | null, string | null | undefined, string | null>;
}

export interface LayerManagementAreasTable {
  fid: ColumnType<number | null, number | null | undefined, number | null>;
  code: ColumnType<string | null, string | null | undefined, string | null>;
  name: ColumnType<string | null, string | null | undefined, string | null>;
  name_en: ColumnType<string | null, string | null | undefined, string | null>;
  parent_code: ColumnType<string | null, string | null | undefined, string | null>;
  parent_name: ColumnType<string | null, string | null | undefined, string | null>;
  source: ColumnType<string | null, string | null | undefined, string | null>;
  valid_from: ColumnType<string | null, string | null | undefined, string | null>;
  valid_to: ColumnType<string | null, string | null | undefined, string | null>;
  is_synthetic: ColumnType<boolean | null, boolean | null | undefined, boolean | null>;
  updated_at: ColumnType<Date | null, Date | null | undefined, Date | null>;
  valid: ColumnType<string | null, string | null | undefined, string | null>;
}

export interface LayerPharmacyBoundsTable {
  fid: ColumnType<number | null, number | null | undefined, number | null>;
  area_code: ColumnType<string | null, string | null | undefined, string | null>;
  area_level: ColumnType<string | null, string | null | undefined, string | null>;
  area_name: ColumnType<string | null, string | null | undefined, string | null>;
  pharmacy_kind: ColumnType<string | null, string | null | undefined, string | null>;
  lower_bound: ColumnType<number | null, number | null | undefined, number | null>;
  upper_bound: ColumnType<number | null, number | null | undefined, number | null>;
  version: ColumnType<string | null, string | null | undefined, string | null>;
  document: ColumnType<string | null, string | null | undefined, string | null>;
  valid_from: ColumnType<string | null, string | null | undefined, string | null>;
  valid_to: ColumnType<string | null, string | null | undefined, string | null>;
  is_synthetic: ColumnType<boolean | null, boolean | null | undefined, boolean | null>;
  updated_at: ColumnType<Date | null, Date | null | undefined, Date | null>;
  valid: ColumnType<string | null, string | null | undefined, string | null>;
  geom: ColumnType<string | null, string | null | undefined, string | null>;
}

export interface LayerPopulationCellsTable {
  fid: ColumnType<number | null, number | null | undefined, number | null>;
  h3: ColumnType<string | null, string | null | undefined, string | null>;
  surface_code: ColumnType<string | null, string | null | undefined, string | null>;
  surface_title_zh: ColumnType<string | null, string | null | undefined, string | null>;
  surface_title_en: ColumnType<string | null, string | null | undefined, string | null>;
  as_of: ColumnType<string | null, string | null | undefined, string | null>;
  population: ColumnType<number | null, number | null | undefined, number | null>;
  is_modelled: ColumnType<boolean | null, boolean | null | undefined, boolean | null>;
  population_basis: ColumnType<string | null, string | null | undefined, string | null>;
  method: ColumnType<string | null, string | null | undefined, string | null>;
  county_code: ColumnType<string | null, string | null | undefined, string | null>;
  county_name: ColumnType<string | null, string | null | undefined, string | null>;
  street_code: ColumnType<string | null, string | null | undefined, string | null>;
  street_name: ColumnType<string | null, string | null | undefined, string | null>;
  location_status: ColumnType<string | null, string | null | undefined, string | null>;
  document: ColumnType<string | null, string | null | undefined, string | null>;
  is_synthetic: ColumnType<boolean | null, boolean | null | undefined, boolean | null>;
  geom: ColumnType<string | null, string | null | undefined, string | null>;
}

export interface LayerStreetsTable {
  fid: ColumnType<number | null, number | null | undefined, number | null>;
  code: ColumnType<string | null, string | null | undefined, string | null>;
  name: ColumnType<string | null, string | null | undefined, string | null>;
  name_en: ColumnType<string | null, string | null | undefined, string | null>;
  county_code: ColumnType<string | null, string | null | undefined, string | null>;
  county_name: ColumnType<string | null, string | null | undefined, string | null>;
  area_km2: ColumnType<number | null, number | null | undefined, number | null>;
  resident_pop: ColumnType<number | null, number | null | undefined, number | null>;
  resident_pop_as_of: ColumnType<string | null, string | null | undefined, string | null>;
  source_crs: ColumnType<string | null, string | null | undefined, string | null>;
  source: ColumnType<string | null, string | null | undefined, string | null>;
  valid_from: ColumnType<string | null, string | null | undefined, string | null>;
  valid_to: ColumnType<string | null, string | null | undefined, string | null>;
  is_synthetic: ColumnType<boolean | null, boolean | null | undefined, boolean | null>;
  updated_at: ColumnType<Date | null, Date | null | undefined, Date | null>;
  valid: ColumnType<string | null, string | null | undefined, string | null>;
  geom: ColumnType<string | null, string | null | undefined, string | null>;
}

export interface PharmacyBoundTable {
  bound_id: ColumnType<number, number | undefined, number>;
  area_id: number;
  pharmacy_kind: string;
  lower_bound: ColumnType<number | null, number | null | undefined, number | null>;
  upper_bound: ColumnType<number | null, number | null | undefined, number | null>;
  version: string;
  document: string;
  valid_from: ColumnType<string | null, string | null | undefined, string | null>;
  valid_to: ColumnType<string | null, string | null | undefined, string | null>;
  valid: ColumnType<string | null, never, never>;
  is_synthetic: ColumnType<boolean, boolean | undefined, boolean>;
  content_hash: string;
  updated_at: ColumnType<Date, Date | undefined, Date>;
}

export interface PopulationCellTable {
  surface_id: number;
  h3: number;
  population: number;
  centre: string;
  geom: string;
  street_id: ColumnType<number | null, number | null | undefined, number | null>;
  county_id: ColumnType<number | null, number | null | undefined, number | null>;
  city_id: ColumnType<number | null, number | null | undefined, number | null>;
  location_status: ColumnType<string, string | undefined, string>;
  cell_id: ColumnType<number, number | undefined, number>;
}

export interface PopulationSurfaceTable {
  surface_id: ColumnType<number, number | undefined, number>;
  code: string;
  title_zh: string;
  title_en: string;
  h3_resolution: number;
  as_of: string;
  is_modelled: boolean;
  method: string;
  document: string;
  is_synthetic: ColumnType<boolean, boolean | undefined, boolean>;
  updated_at: ColumnType<Date, Date | undefined, Date>;
}

export interface Tables {
  api_key: ApiKeyTable;
  area: AreaTable;
  area_statistic: AreaStatisticTable;
  audit_log: AuditLogTable;
  bed: BedTable;
  data_extent: DataExtentTable;
  data_extent_edge: DataExtentEdgeTable;
  designation: DesignationTable;
  import_cell: ImportCellTable;
  import_issue: ImportIssueTable;
  import_row: ImportRowTable;
  import_run: ImportRunTable;
  indicator: IndicatorTable;
  institution: InstitutionTable;
  institution_grade: InstitutionGradeTable;
  layer_counties: LayerCountiesTable;
  layer_designations: LayerDesignationsTable;
  layer_institutions: LayerInstitutionsTable;
  layer_management_areas: LayerManagementAreasTable;
  layer_pharmacy_bounds: LayerPharmacyBoundsTable;
  layer_population_cells: LayerPopulationCellsTable;
  layer_streets: LayerStreetsTable;
  pharmacy_bound: PharmacyBoundTable;
  population_cell: PopulationCellTable;
  population_surface: PopulationSurfaceTable;
}
