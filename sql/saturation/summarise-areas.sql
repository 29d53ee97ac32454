-- Pharmacies against their bounds, institutions, beds and reference figures of every county or street on a date.
--
-- $1 level: county | street   $2 date asked for   $3 service that makes a pharmacy one of the kind asked for, or null (any)
-- $4 pharmacy kind of the bound   $5 attribution of pharmacies: location | business_licence
-- $6, $7 level and code of the area to keep to (itself or what lies in it), or nulls
-- $8 geometry: none | full | simplified (about 50 m, for drawing)   $9 most rows
-- Rows: one per area valid on the date, by code; `areas` counts before $9 cuts. Areas of earlier validity with the same
-- level and code are the same area. Polygons: GeoJSON text, EPSG:4326.
-- actual: pharmacies designated and counting on the date, each once; not_yet_counted: those exempt until a later date.
-- possible_more: counting pharmacies that belong to no area of the level for want of data and may belong to this one.
-- Institutions and beds are always those located in the area. figures and bound are JSON objects or null.
-- use_*: only bed rows with open beds, occupied bed-days and a closed period. `overall` counts pharmacies of all areas.
-- Indexes: area_level_code_idx, area_geom_idx, designation_institution_idx, bed_institution_idx; institutions are read once.
with target as materialized (
  select t.area_id, t.code, t.level, t.name, t.name_en, t.is_synthetic, t.area_km2,
         p.level as parent_level, p.code as parent_code, p.name as parent_name,
         g.level as grandparent_level, g.code as grandparent_code
  from area t
  left join area p on p.area_id = t.parent_id
  left join area g on g.area_id = p.parent_id
  where t.level = $1::text and t.valid @> $2::date
),
lift as materialized ( -- any stored area → the area of the level asked for that it is, or lies in
  select v.area_id, t.area_id as target_id
  from area v
  left join area p on p.area_id = v.parent_id
  join target t on t.code = case when v.level = $1::text then v.code when p.level = $1::text then p.code end
),
designated as materialized (
  select i.institution_id, i.kind, i.location_status, i.business_licence_area_id, i.is_synthetic,
         coalesce(case $1::text when 'county' then i.county_id else i.street_id end,
                  case when $1::text = 'county' then i.street_id end) as located_id,
         here.target_id as by_location, licensed.target_id as by_licence, agreement.of_kind, agreement.counts
  from institution i
  join (
    select d.institution_id,
           bool_or($3::text is null or d.service = $3::text) as of_kind,
           bool_or(($3::text is null or d.service = $3::text) and (d.counts_from is null or d.counts_from <= $2::date)) as counts
    from designation d
    where designation_in_force(d.status, d.valid, $2::date)
    group by d.institution_id
  ) agreement using (institution_id)
  left join lift here on here.area_id = coalesce(case $1::text when 'county' then i.county_id else i.street_id end,
                                                 case when $1::text = 'county' then i.street_id end)
  left join lift licensed on licensed.area_id = i.business_licence_area_id
  where i.valid @> $2::date
),
pharmacy as materialized (
  select d.*, case $5::text when 'location' then d.by_location else d.by_licence end as target_id
  from designated d
  where d.kind = 'pharmacy' and d.of_kind
),
loose as materialized ( -- counting pharmacies without an area of the level, and where they may belong
  select p.institution_id, i.geom,
         case when $5::text = 'location' and p.location_status = 'border' then 'touching'
              when $5::text = 'location' and p.located_id is null and stated.code is not null then 'within'
              when $5::text = 'business_licence' and (licence.level = 'city' or licence.level = 'county' and $1::text = 'street') then 'within'
              else 'anywhere' end as scope,
         case $5::text when 'location' then 'county' else licence.level end as scope_level,
         case $5::text when 'location' then stated.code else licence.code end as scope_code
  from pharmacy p
  join institution i using (institution_id)
  left join area licence on licence.area_id = p.business_licence_area_id
  left join lateral (
    select min(c.code) as code from area c
    where c.level = 'county' and c.valid @> $2::date and (c.name = i.stated_county or c.code = i.stated_county)
    having count(*) = 1
  ) stated on true
  where p.target_id is null and p.counts
    and ($5::text = 'business_licence' or p.location_status in ('border', 'unlocated') or p.located_id is not null)
),
touched as materialized (
  select l.institution_id, a.area_id as target_id
  from loose l
  join area a on a.level = $1::text and a.valid @> $2::date and st_intersects(a.geom, l.geom)
  where l.scope = 'touching'
),
loose_scope as materialized (
  select scope, scope_level, scope_code, count(*) as pharmacies
  from (
    select case when l.scope = 'touching' and not exists (select 1 from touched t where t.institution_id = l.institution_id)
                then 'anywhere' else l.scope end as scope, l.scope_level, l.scope_code
    from loose l
  ) settled
  group by scope, scope_level, scope_code
),
pharmacies_of as (
  select target_id,
         count(*) filter (where counts) as actual,
         count(*) filter (where not counts) as not_yet_counted,
         count(*) filter (where by_location is null or by_licence is null or by_location <> by_licence) as attribution_differs
  from pharmacy group by target_id
),
institutions_of as (
  select by_location as target_id,
         count(*) filter (where kind = 'medical') as medical,
         count(*) filter (where kind = 'pharmacy') as pharmacy,
         count(*) filter (where kind = 'ltc_home') as ltc_home,
         count(*) filter (where kind = 'ltc_residential') as ltc_residential,
         count(*) filter (where kind = 'ltc_both') as ltc_both,
         bool_or(is_synthetic) as is_synthetic
  from designated group by by_location
),
beds_of as (
  select d.by_location as target_id,
         sum(b.licensed) filter (where b.category <> 'ltc') as licensed,
         sum(b.open) filter (where b.category <> 'ltc') as open,
         sum(b.designated) filter (where b.category <> 'ltc') as designated,
         sum(b.open) filter (where b.category = 'ltc') as ltc_open,
         count(*) filter (where b.category <> 'ltc' and b.open is null) as rows_without_open,
         sum(b.occupied_bed_days) filter (where b.category <> 'ltc' and known.period) as use_occupied_bed_days,
         sum(b.open::float8 * (upper(b.valid) - lower(b.valid))) filter (where b.category <> 'ltc' and known.period) as use_open_bed_days,
         sum(b.open) filter (where b.category <> 'ltc' and known.period) as use_beds,
         min(lower(b.valid)) filter (where b.category <> 'ltc' and known.period) as use_from,
         max(upper(b.valid) - 1) filter (where b.category <> 'ltc' and known.period) as use_to,
         sum(b.open) filter (where b.category <> 'ltc' and g.grade = 'tertiary') as tertiary,
         sum(b.open) filter (where b.category <> 'ltc' and g.grade = 'secondary') as secondary,
         sum(b.open) filter (where b.category <> 'ltc' and g.grade = 'primary') as "primary",
         sum(b.open) filter (where b.category <> 'ltc' and g.grade = 'ungraded') as ungraded,
         sum(b.open) filter (where b.category <> 'ltc' and g.grade is null) as grade_unknown
  from designated d
  join bed b on b.institution_id = d.institution_id and b.valid @> $2::date
  left join institution_grade g on g.institution_id = d.institution_id and g.scale = 'hospital_grade' and g.valid @> $2::date
  cross join lateral (
    select b.open is not null and b.occupied_bed_days is not null
           and not lower_inf(b.valid) and not upper_inf(b.valid) as period
  ) known
  group by d.by_location
),
overall as materialized (
  select jsonb_build_object(
    'designated', count(*),
    'counted', count(*) filter (where counts),
    'not_yet_counted', count(*) filter (where not counts),
    'unattributed', (select count(*) from loose),
    'outside_every_area', count(*) filter (where counts and target_id is null) - (select count(*) from loose),
    'attribution_differs', count(*) filter (where by_location is null or by_licence is null or by_location <> by_licence),
    'is_synthetic', coalesce(bool_or(is_synthetic), false)) as counts
  from pharmacy
)
select t.area_id, t.code, t.level, t.name, t.name_en, t.parent_code, t.parent_name, t.area_km2,
       t.is_synthetic or coalesce(i.is_synthetic, false) as is_synthetic,
       count(*) over ()::int as areas,
       coalesce(p.actual, 0)::int as actual, coalesce(p.not_yet_counted, 0)::int as not_yet_counted,
       coalesce(p.attribution_differs, 0)::int as attribution_differs,
       (coalesce((select sum(s.pharmacies) from loose_scope s
                  where s.scope = 'anywhere'
                     or s.scope = 'within' and (s.scope_level, s.scope_code) in
                        ((t.level, t.code), (t.parent_level, t.parent_code), (t.grandparent_level, t.grandparent_code))), 0)
        + (select count(*) from touched x where x.target_id = t.area_id))::int as possible_more,
       bound.value as bound, other_bound.kinds as other_bound_kinds,
       coalesce(i.medical, 0)::int as medical, coalesce(i.pharmacy, 0)::int as pharmacy, coalesce(i.ltc_home, 0)::int as ltc_home,
       coalesce(i.ltc_residential, 0)::int as ltc_residential, coalesce(i.ltc_both, 0)::int as ltc_both,
       b.licensed::int as beds_licensed, b.open::int as beds_open, b.designated::int as beds_designated, b.ltc_open::int as beds_ltc_open,
       coalesce(b.rows_without_open, 0)::int as bed_rows_without_open,
       b.use_occupied_bed_days, b.use_open_bed_days, b.use_beds::int as use_beds, b.use_from, b.use_to,
       b.tertiary::int as beds_tertiary, b.secondary::int as beds_secondary, b.primary::int as beds_primary,
       b.ungraded::int as beds_ungraded, b.grade_unknown::int as beds_grade_unknown,
       figure.resident_pop, figure.insured_pop, figure.bed_use_rate, overall.counts as overall,
       case $8::text
         when 'full' then (select st_asgeojson(a.geom, 7) from area a where a.area_id = t.area_id)
         when 'simplified' then (select st_asgeojson(st_simplifypreservetopology(a.geom, 0.0005), 5) from area a where a.area_id = t.area_id)
       end as geometry
from target t
cross join overall
left join pharmacies_of p on p.target_id = t.area_id
left join institutions_of i on i.target_id = t.area_id
left join beds_of b on b.target_id = t.area_id
left join lateral (
  select jsonb_build_object('lower', pb.lower_bound, 'upper', pb.upper_bound, 'version', pb.version, 'document', pb.document,
                            'valid_from', pb.valid_from, 'valid_to', pb.valid_to, 'is_synthetic', pb.is_synthetic) as value
  from area v
  join pharmacy_bound pb on pb.area_id = v.area_id
  where v.level = t.level and v.code = t.code and pb.pharmacy_kind = $4::text and pb.valid @> $2::date
  order by v.area_id = t.area_id desc, pb.valid_from desc nulls last
  limit 1
) bound on true
left join lateral (
  select array_agg(distinct pb.pharmacy_kind order by pb.pharmacy_kind) as kinds
  from area v
  join pharmacy_bound pb on pb.area_id = v.area_id
  where v.level = t.level and v.code = t.code and pb.pharmacy_kind <> $4::text and pb.upper_bound is not null and pb.valid @> $2::date
) other_bound on true
left join lateral (
  select max(latest.value::text) filter (where latest.indicator = 'resident_pop')::jsonb as resident_pop,
         max(latest.value::text) filter (where latest.indicator = 'insured_pop')::jsonb as insured_pop,
         max(latest.value::text) filter (where latest.indicator = 'bed_use_rate')::jsonb as bed_use_rate
  from (
    select distinct on (s.indicator) s.indicator,
           jsonb_build_object('value', s.value, 'as_of', s.as_of, 'document', s.document,
                              'is_modelled', s.is_modelled, 'is_synthetic', s.is_synthetic) as value
    from area v
    join area_statistic s on s.area_id = v.area_id
    where v.level = t.level and v.code = t.code and s.as_of <= $2::date
      and s.indicator in ('resident_pop', 'insured_pop', 'bed_use_rate')
    order by s.indicator, s.as_of desc, v.area_id = t.area_id desc
  ) latest
) figure on true
where $7::text is null
   or ($6::text, $7::text) in ((t.level, t.code), (t.parent_level, t.parent_code), (t.grandparent_level, t.grandparent_code))
order by t.code
limit $9::int
