-- Dated figures of a few areas as of a date: statistics, bounds of pharmacies, published saturation classes, classifications.
--
-- $1 area ids   $2 date   $3 plan id
-- Rows: one per area. Figures of any stored version of an area (same level and code) count; the version asked for wins.
-- statistics: indicator → latest figure on or before the date.   bounds: one per pharmacy kind, in force on the date.
-- snapshots: saturation classes published on or before the date, latest first, at most 20.   traits: classifications in force.
-- Indexes: area_pkey, area_level_code_idx and the unique keys of the figures (area first).
with target as materialized (
  select a.area_id, a.level, a.code, a.name, a.area_km2 from area a where a.area_id = any ($1::bigint[])
),
version as materialized (
  select t.area_id as target_id, v.area_id, v.area_id <> t.area_id as is_other
  from target t join area v on v.level = t.level and v.code = t.code
)
select t.area_id,
       coalesce((
         select jsonb_object_agg(s.indicator, jsonb_build_object('value', s.value, 'asOf', s.as_of, 'document', s.document,
                                                                 'isModelled', s.is_modelled))
         from (
           select distinct on (s.indicator) s.indicator, s.value, s.as_of, s.document, s.is_modelled
           from version v join area_statistic s using (area_id)
           where v.target_id = t.area_id and s.as_of <= $2::date
           order by s.indicator, s.as_of desc, v.is_other, v.area_id
         ) s), '{}') as statistics,
       coalesce((
         select jsonb_agg(jsonb_build_object('pharmacyKind', b.pharmacy_kind, 'lower', b.lower_bound, 'upper', b.upper_bound,
                                             'version', b.version, 'document', b.document) order by b.pharmacy_kind)
         from (
           select distinct on (b.pharmacy_kind) b.pharmacy_kind, b.lower_bound, b.upper_bound, b.version, b.document
           from version v join pharmacy_bound b using (area_id)
           where v.target_id = t.area_id and b.valid @> $2::date
           order by b.pharmacy_kind, v.is_other, b.valid_from desc nulls last, v.area_id
         ) b), '[]') as bounds,
       coalesce((
         select jsonb_agg(jsonb_build_object('snapshotId', s.snapshot_id, 'pharmacyKind', s.pharmacy_kind, 'className', s.class_name,
                                             'actual', s.actual, 'upper', s.upper_bound, 'asOf', s.as_of, 'publishedOn', s.published_on,
                                             'document', s.document)
                          order by s.published_on desc, s.pharmacy_kind, s.snapshot_id desc)
         from (
           select s.snapshot_id, s.pharmacy_kind, s.class_name, s.actual, s.upper_bound, s.as_of, s.published_on, s.document
           from version v join saturation_snapshot s using (area_id)
           where v.target_id = t.area_id and s.plan_id = $3::text and s.published_on <= $2::date
           order by s.published_on desc, s.pharmacy_kind, s.snapshot_id desc
           limit 20
         ) s), '[]') as snapshots,
       coalesce((
         select jsonb_agg(jsonb_build_object('trait', c.trait, 'value', c.value, 'category', nullif(c.category, ''), 'areaCode', t.code,
                                             'areaLevel', t.level, 'areaName', t.name, 'areaKm2', t.area_km2, 'document', c.document,
                                             'publishedOn', c.published_on, 'from', c.valid_from, 'to', c.valid_to)
                          order by c.trait, c.category)
         from (
           select distinct on (c.trait, c.category) c.trait, c.value, c.category, c.document, c.published_on, c.valid_from, c.valid_to
           from version v join area_classification c using (area_id)
           where v.target_id = t.area_id and c.valid @> $2::date
           order by c.trait, c.category, v.is_other, v.area_id
         ) c), '[]') as traits,
       exists (select 1 from version v join area_statistic s using (area_id) where v.target_id = t.area_id and s.is_synthetic)
       or exists (select 1 from version v join pharmacy_bound b using (area_id) where v.target_id = t.area_id and b.is_synthetic) as is_synthetic
from target t
order by t.area_id
