// Generated from migrations/ by npm run generate. Do not edit.
import type { ColumnType } from 'kysely';

export interface AdmissionTable {
  admission_id: string;
  application_id: string;
  settlement_id: ColumnType<string | null, string | null | undefined, string | null>;
  plan_id: string;
  admitted_on: string;
  route: string;
  annual_plan_id: ColumnType<number | null, number | null | undefined, number | null>;
  annual_quantity: ColumnType<number, number | undefined, number>;
  area_id: ColumnType<number | null, number | null | undefined, number | null>;
  category: ColumnType<string | null, string | null | undefined, string | null>;
  beds: ColumnType<number | null, number | null | undefined, number | null>;
  exemption_ground: ColumnType<string | null, string | null | undefined, string | null>;
  physician: ColumnType<string | null, string | null | undefined, string | null>;
  counts_from: ColumnType<string | null, string | null | undefined, string | null>;
  assessment_id: string;
  designation_id: ColumnType<number | null, number | null | undefined, number | null>;
  admitted_by: string;
  admitted_at: ColumnType<Date, Date | undefined, Date>;
}

export interface AnnualPlanTable {
  annual_plan_id: ColumnType<number, number | undefined, number>;
  plan_id: string;
  year: number;
  area_id: number;
  kind: string;
  service: ColumnType<string, string | undefined, string>;
  category: ColumnType<string, string | undefined, string>;
  quantity: number;
  published_on: string;
  document: string;
  entered_by: string;
  entered_at: ColumnType<Date, Date | undefined, Date>;
}

export interface ApiKeyTable {
  key_id: string;
  name: string;
  role: string;
  secret_hash: string;
  created_at: ColumnType<Date, Date | undefined, Date>;
  expires_at: ColumnType<Date | null, Date | null | undefined, Date | null>;
  revoked_at: ColumnType<Date | null, Date | null | undefined, Date | null>;
}

export interface ApplicationTable {
  application_id: string;
  application_no: ColumnType<number, number | undefined, number>;
  plan_id: string;
  batch_id: ColumnType<string | null, string | null | undefined, string | null>;
  contents: unknown;
  applicant_name: string;
  purpose: string;
  kind: string;
  service: string;
  status: ColumnType<string, string | undefined, string>;
  geom: ColumnType<string | null, string | null | undefined, string | null>;
  geog: ColumnType<string | null, never, never>;
  submitted_at: ColumnType<Date, Date | undefined, Date>;
  accepted_on: ColumnType<string | null, string | null | undefined, string | null>;
  decided_on: ColumnType<string | null, string | null | undefined, string | null>;
  revision: ColumnType<number, number | undefined, number>;
  created_by: string;
  updated_at: ColumnType<Date, Date | undefined, Date>;
}

export interface ApplicationReviewTable {
  review_id: ColumnType<number, number | undefined, number>;
  application_id: string;
  revision: number;
  rule_id: string;
  decision: string;
  ground: string;
  document: ColumnType<string | null, string | null | undefined, string | null>;
  reviewer: string;
  decided_on: string;
  entered_by: string;
  entered_at: ColumnType<Date, Date | undefined, Date>;
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

export interface AreaClassificationTable {
  classification_id: ColumnType<number, number | undefined, number>;
  area_id: number;
  trait: string;
  value: string;
  category: ColumnType<string, string | undefined, string>;
  document: string;
  published_on: ColumnType<string | null, string | null | undefined, string | null>;
  valid_from: ColumnType<string | null, string | null | undefined, string | null>;
  valid_to: ColumnType<string | null, string | null | undefined, string | null>;
  valid: ColumnType<string | null, never, never>;
  entered_by: string;
  entered_at: ColumnType<Date, Date | undefined, Date>;
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

export interface AssessmentTable {
  assessment_id: string;
  application_id: ColumnType<string | null, string | null | undefined, string | null>;
  batch_id: ColumnType<string | null, string | null | undefined, string | null>;
  revision: ColumnType<number | null, number | null | undefined, number | null>;
  plan_hash: string;
  plan_id: string;
  as_of: string;
  application: unknown;
  facts: unknown;
  reviews: ColumnType<unknown, unknown | undefined, unknown>;
  result: unknown;
  overall: string;
  made_by: string;
  made_at: ColumnType<Date, Date | undefined, Date>;
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

export interface BatchTable {
  batch_id: string;
  plan_id: string;
  procedure_id: string;
  title: string;
  area_id: ColumnType<number | null, number | null | undefined, number | null>;
  opened_on: string;
  cut_off_on: string;
  status: ColumnType<string, string | undefined, string>;
  snapshot_at: ColumnType<Date | null, Date | null | undefined, Date | null>;
  created_by: string;
  created_at: ColumnType<Date, Date | undefined, Date>;
  updated_at: ColumnType<Date, Date | undefined, Date>;
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

export interface BedQueueEntryTable {
  entry_id: ColumnType<number, number | undefined, number>;
  plan_id: string;
  pool_kind: string;
  area_id: number;
  application_id: string;
  place: number;
  need: number;
  beds: number;
  batch_id: string;
  entered_on: string;
  left_on: ColumnType<string | null, string | null | undefined, string | null>;
  left_because: ColumnType<string | null, string | null | undefined, string | null>;
}

export interface CategoryListTable {
  entry_id: ColumnType<number, number | undefined, number>;
  city_code: string;
  list: string;
  category: string;
  document: string;
  published_on: ColumnType<string | null, string | null | undefined, string | null>;
  valid_from: ColumnType<string | null, string | null | undefined, string | null>;
  valid_to: ColumnType<string | null, string | null | undefined, string | null>;
  valid: ColumnType<string | null, never, never>;
  entered_by: string;
  entered_at: ColumnType<Date, Date | undefined, Date>;
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

export interface DeclaredIntervalTable {
  interval_id: ColumnType<number, number | undefined, number>;
  kind: string;
  city_code: string;
  valid_from: string;
  valid_to: ColumnType<string | null, string | null | undefined, string | null>;
  valid: ColumnType<string | null, never, never>;
  document: string;
  entered_by: string;
  entered_at: ColumnType<Date, Date | undefined, Date>;
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
  plan_id: ColumnType<string | null, string | null | undefined, string | null>;
  coaching_until: ColumnType<string | null, string | null | undefined, string | null>;
  lapses_on: ColumnType<string | null, string | null | undefined, string | null>;
  application_id: ColumnType<string | null, string | null | undefined, string | null>;
}

export interface IdempotentRequestTable {
  made_by: string;
  operation: string;
  idempotency_key: string;
  request_hash: string;
  answer: unknown;
  made_at: ColumnType<Date, Date | undefined, Date>;
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

export interface JobTable {
  job_id: ColumnType<string, string | undefined, string>;
  number: ColumnType<number, number | undefined, number>;
  analysis: string;
  input: unknown;
  scenario: ColumnType<string | null, string | null | undefined, string | null>;
  status: ColumnType<string, string | undefined, string>;
  progress: ColumnType<number, number | undefined, number>;
  message_zh: ColumnType<string | null, string | null | undefined, string | null>;
  message_en: ColumnType<string | null, string | null | undefined, string | null>;
  attempts: ColumnType<number, number | undefined, number>;
  runner: ColumnType<string | null, string | null | undefined, string | null>;
  heartbeat_at: ColumnType<Date | null, Date | null | undefined, Date | null>;
  problem: ColumnType<unknown | null, unknown | null | undefined, unknown | null>;
  actor: string;
  request_id: string;
  created_at: ColumnType<Date, Date | undefined, Date>;
  started_at: ColumnType<Date | null, Date | null | undefined, Date | null>;
  finished_at: ColumnType<Date | null, Date | null | undefined, Date | null>;
  updated_at: ColumnType<Date, Date | undefined, Date>;
}

export interface JobResultTable {
  job_id: string;
  media_type: string;
  content: string;
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
  coaching_until: ColumnType<string | null, string | null | undefined, string | null>;
  is_coaching: ColumnType<boolean | null, boolean | null | undefined, boolean | null>;
  lapses_on: ColumnType<string | null, string | null | undefined, string | null>;
  is_temporary: ColumnType<boolean | null, boolean | null | undefined, boolean | null>;
  is_counted: ColumnType<boolean | null, boolean | null | undefined, boolean | null>;
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

export interface LayerWalkEdgesTable {
  fid: ColumnType<number | null, number | null | undefined, number | null>;
  network_code: ColumnType<string | null, string | null | undefined, string | null>;
  is_active: ColumnType<boolean | null, boolean | null | undefined, boolean | null>;
  edge_id: ColumnType<number | null, number | null | undefined, number | null>;
  source: ColumnType<number | null, number | null | undefined, number | null>;
  target: ColumnType<number | null, number | null | undefined, number | null>;
  length_m: ColumnType<number | null, number | null | undefined, number | null>;
  component: ColumnType<number | null, number | null | undefined, number | null>;
  highway: ColumnType<string | null, string | null | undefined, string | null>;
  name: ColumnType<string | null, string | null | undefined, string | null>;
  way_id: ColumnType<string | null, string | null | undefined, string | null>;
  is_bridge: ColumnType<boolean | null, boolean | null | undefined, boolean | null>;
  is_tunnel: ColumnType<boolean | null, boolean | null | undefined, boolean | null>;
  layer: ColumnType<number | null, number | null | undefined, number | null>;
  is_synthetic: ColumnType<boolean | null, boolean | null | undefined, boolean | null>;
  geom: ColumnType<string | null, string | null | undefined, string | null>;
}

export interface LayerWalkNetworksTable {
  fid: ColumnType<number | null, number | null | undefined, number | null>;
  code: ColumnType<string | null, string | null | undefined, string | null>;
  area: ColumnType<string | null, string | null | undefined, string | null>;
  title_zh: ColumnType<string | null, string | null | undefined, string | null>;
  title_en: ColumnType<string | null, string | null | undefined, string | null>;
  is_active: ColumnType<boolean | null, boolean | null | undefined, boolean | null>;
  activated_at: ColumnType<Date | null, Date | null | undefined, Date | null>;
  source: ColumnType<string | null, string | null | undefined, string | null>;
  source_date: ColumnType<string | null, string | null | undefined, string | null>;
  document: ColumnType<string | null, string | null | undefined, string | null>;
  profile: ColumnType<string | null, string | null | undefined, string | null>;
  nodes: ColumnType<number | null, number | null | undefined, number | null>;
  edges: ColumnType<number | null, number | null | undefined, number | null>;
  length_km: ColumnType<number | null, number | null | undefined, number | null>;
  components: ColumnType<number | null, number | null | undefined, number | null>;
  largest_share: ColumnType<number | null, number | null | undefined, number | null>;
  is_synthetic: ColumnType<boolean | null, boolean | null | undefined, boolean | null>;
  imported_at: ColumnType<Date | null, Date | null | undefined, Date | null>;
  geom: ColumnType<string | null, string | null | undefined, string | null>;
}

export interface LedgerEntryTable {
  entry_id: ColumnType<number, number | undefined, number>;
  lot_id: string;
  entry: string;
  quantity: number;
  effective_on: string;
  settlement_id: ColumnType<string | null, string | null | undefined, string | null>;
  application_id: ColumnType<string | null, string | null | undefined, string | null>;
  reverses: ColumnType<number | null, number | null | undefined, number | null>;
  into_lot: ColumnType<string | null, string | null | undefined, string | null>;
  touched: ColumnType<boolean, boolean | undefined, boolean>;
  document: ColumnType<string | null, string | null | undefined, string | null>;
  entered_by: string;
  entered_at: ColumnType<Date, Date | undefined, Date>;
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

export interface PlanParameterTable {
  parameter_id: ColumnType<number, number | undefined, number>;
  plan_id: string;
  name: string;
  qualifier: ColumnType<string, string | undefined, string>;
  value: number;
  unit: string;
  document: string;
  valid_from: ColumnType<string | null, string | null | undefined, string | null>;
  valid_to: ColumnType<string | null, string | null | undefined, string | null>;
  valid: ColumnType<string | null, never, never>;
  entered_by: string;
  entered_at: ColumnType<Date, Date | undefined, Date>;
}

export interface PlanVersionTable {
  plan_hash: string;
  plan_id: string;
  version: string;
  contents: unknown;
  first_used_at: ColumnType<Date, Date | undefined, Date>;
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

export interface ReleaseBulletinTable {
  bulletin_id: string;
  plan_id: string;
  year: number;
  quarter: number;
  as_of: string;
  published_on: string;
  contents: unknown;
  document: string;
  published_by: string;
  published_at: ColumnType<Date, Date | undefined, Date>;
}

export interface ReleaseBulletinLotTable {
  bulletin_id: string;
  lot_id: string;
  balance: number;
}

export interface ReleaseLotTable {
  lot_id: string;
  plan_id: string;
  pool_kind: string;
  area_id: number;
  quantity: number;
  event: string;
  institution_id: ColumnType<number | null, number | null | undefined, number | null>;
  institution_name: string;
  released_on: string;
  valid_to: string;
  valid: ColumnType<string | null, never, never>;
  usage: ColumnType<string, string | undefined, string>;
  street_id: ColumnType<number | null, number | null | undefined, number | null>;
  transferred_from: ColumnType<string | null, string | null | undefined, string | null>;
  voided: ColumnType<boolean, boolean | undefined, boolean>;
  document: string;
  entered_by: string;
  entered_at: ColumnType<Date, Date | undefined, Date>;
}

export interface SaturationSnapshotTable {
  snapshot_id: ColumnType<number, number | undefined, number>;
  plan_id: string;
  area_id: number;
  pharmacy_kind: string;
  as_of: string;
  actual: number;
  upper_bound: number;
  bound_version: string;
  class_name: string;
  published_on: string;
  document: string;
  entered_by: string;
  entered_at: ColumnType<Date, Date | undefined, Date>;
}

export interface ScenarioTable {
  scenario_id: ColumnType<string, string | undefined, string>;
  title: string;
  description: ColumnType<string | null, string | null | undefined, string | null>;
  changes: unknown;
  version: ColumnType<number, number | undefined, number>;
  created_by: string;
  created_at: ColumnType<Date, Date | undefined, Date>;
  updated_by: string;
  updated_at: ColumnType<Date, Date | undefined, Date>;
}

export interface SettlementTable {
  settlement_id: string;
  idempotency_key: string;
  batch_id: ColumnType<string | null, string | null | undefined, string | null>;
  plan_id: string;
  settled_on: string;
  request_hash: string;
  result: unknown;
  made_by: string;
  made_at: ColumnType<Date, Date | undefined, Date>;
}

export interface WalkComponentTable {
  network_id: number;
  component: number;
  nodes: number;
  edges: number;
  length_m: number;
}

export interface WalkEdgeTable {
  edge_key: ColumnType<number, number | undefined, number>;
  network_id: number;
  edge_id: number;
  source: number;
  target: number;
  length_m: number;
  component: number;
  highway: string;
  name: ColumnType<string | null, string | null | undefined, string | null>;
  way_id: ColumnType<string | null, string | null | undefined, string | null>;
  is_bridge: ColumnType<boolean, boolean | undefined, boolean>;
  is_tunnel: ColumnType<boolean, boolean | undefined, boolean>;
  layer: ColumnType<number, number | undefined, number>;
  geom: string;
}

export interface WalkGraphPartTable {
  network_id: number;
  part: number;
  content: Buffer;
}

export interface WalkNetworkTable {
  network_id: ColumnType<number, number | undefined, number>;
  code: string;
  area: string;
  title_zh: string;
  title_en: string;
  source: string;
  source_date: string;
  document: string;
  profile: string;
  profile_hash: string;
  is_active: ColumnType<boolean, boolean | undefined, boolean>;
  activated_at: ColumnType<Date | null, Date | null | undefined, Date | null>;
  is_synthetic: ColumnType<boolean, boolean | undefined, boolean>;
  file_name: string;
  sha256: string;
  nodes: number;
  edges: number;
  length_m: number;
  components: number;
  largest_share: number;
  report: unknown;
  graph_format: number;
  graph_bytes: number;
  geom: string;
  imported_at: ColumnType<Date, Date | undefined, Date>;
}

export interface WalkNodeTable {
  network_id: number;
  node_id: number;
  component: number;
  geom: string;
}

export interface Tables {
  admission: AdmissionTable;
  annual_plan: AnnualPlanTable;
  api_key: ApiKeyTable;
  application: ApplicationTable;
  application_review: ApplicationReviewTable;
  area: AreaTable;
  area_classification: AreaClassificationTable;
  area_statistic: AreaStatisticTable;
  assessment: AssessmentTable;
  audit_log: AuditLogTable;
  batch: BatchTable;
  bed: BedTable;
  bed_queue_entry: BedQueueEntryTable;
  category_list: CategoryListTable;
  data_extent: DataExtentTable;
  data_extent_edge: DataExtentEdgeTable;
  declared_interval: DeclaredIntervalTable;
  designation: DesignationTable;
  idempotent_request: IdempotentRequestTable;
  import_cell: ImportCellTable;
  import_issue: ImportIssueTable;
  import_row: ImportRowTable;
  import_run: ImportRunTable;
  indicator: IndicatorTable;
  institution: InstitutionTable;
  institution_grade: InstitutionGradeTable;
  job: JobTable;
  job_result: JobResultTable;
  layer_counties: LayerCountiesTable;
  layer_designations: LayerDesignationsTable;
  layer_institutions: LayerInstitutionsTable;
  layer_management_areas: LayerManagementAreasTable;
  layer_pharmacy_bounds: LayerPharmacyBoundsTable;
  layer_population_cells: LayerPopulationCellsTable;
  layer_streets: LayerStreetsTable;
  layer_walk_edges: LayerWalkEdgesTable;
  layer_walk_networks: LayerWalkNetworksTable;
  ledger_entry: LedgerEntryTable;
  pharmacy_bound: PharmacyBoundTable;
  plan_parameter: PlanParameterTable;
  plan_version: PlanVersionTable;
  population_cell: PopulationCellTable;
  population_surface: PopulationSurfaceTable;
  release_bulletin: ReleaseBulletinTable;
  release_bulletin_lot: ReleaseBulletinLotTable;
  release_lot: ReleaseLotTable;
  saturation_snapshot: SaturationSnapshotTable;
  scenario: ScenarioTable;
  settlement: SettlementTable;
  walk_component: WalkComponentTable;
  walk_edge: WalkEdgeTable;
  walk_graph_part: WalkGraphPartTable;
  walk_network: WalkNetworkTable;
  walk_node: WalkNodeTable;
}
