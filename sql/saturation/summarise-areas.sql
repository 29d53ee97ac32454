-- Pharmacies against their bounds, institutions, beds and reference figures of every county or street on a date.
--
-- $1 level: county | street   $2 date asked for   $3 service that makes a pharmacy one of the kind asked for, or null (any)
-- $4 pharmacy kind of the bound   $5 attribution of pharmacies: location | business_licence
-- $6, $7 level and code of the area to keep to (itself or what lies in it), or nulls
-- $8 geometry: none | full | simplified (about 50 m, for drawing)   $9 most rows
-- $10, $11, $12, $13, $14 institutions located for the date: ids, their street, county and city ids, statuses; nulls where
-- the stored areas hold
-- Rows: one per area valid on the date, by code; `areas` counts before $9 cuts. Polygons: GeoJSON text, EPSG:4326.
-- The area above is the stored parent where it is valid on the date, else the one that holds the point on surface.
-- actual: pharmacies designated and counting on the date, each once; not_yet_counted: those exempt until a later date.
-- possible_more: counting pharmacies that belong to no area of the level for want of data and may belong to this one.
-- other_*: the same by the other attribution; licence_known: some pharmacy of the area's city has a business-licence area.
-- A pharmacy without licence area may be licensed in any area of the city it stands in. Licence areas go by code.
-- Institutions and beds are always those located in the area. figures and bound are JSON objects or null.
-- use_*: only bed rows with open beds, occupied bed-days and a closed period; use_implausible: those above 150 %.
-- inpatient_without_bed_data: medical institutions with an inpatient agreement, or with beds on other dates, without on this.
-- `overall` counts pharmacies of all areas, and institutions and beds that are in none.
-- Indexes: area_level_code_idx, area_geom_idx, designation_institution_idx, bed_institution_idx; institutions are read once.
with target as materialized (
  select t.area_id, t.code, t.level, t.name, t.name_en, t.is_synthetic, t.area_km2,
         p.level as parent_level, p.code as parent_code, p.name as parent_name,
         g.level as grandparent_level, g.code as grandparent_code,
         case when p.level = 'city' then p.code when g.level = 'city' then g.code end as city_code
  from area t
  left join area stored_parent on stored_parent.area_id = t.parent_id and stored_parent.valid @> $2::date
  left join lateral (
    select min(a.area_id) as area_id from area a
    where stored_parent.area_id is null and a.level = case t.level when 'street' then 'county' else 'city' end
      and a.valid @> $2::date and st_intersects(a.geom, st_pointonsurface(t.geom))
    having count(*) = 1
  ) around on true
  left join area p on p.area_id = coalesce(stored_parent.area_id, around.area_id)
  left join area stored_grandparent on stored_grandparent.area_id = p.parent_id and stored_grandparent.valid @> $2::date
  left join lateral (
    select min(a.area_id) as area_id from area a
    where stored_grandparent.area_id is null and p.level = 'county' and a.level = 'city'
      and a.valid @> $2::date and st_intersects(a.geom, st_pointonsurface(t.geom))
    having count(*) = 1
  ) far_around on true
  left join area g on g.area_id = coalesce(stored_grandparent.area_id, far_around.area_id)
  where t.level = $1::text and t.valid @> $2::date
),
lift as materialized ( -- an area valid on the date → the area of the level asked for that it is, or lies in
  select area_id, area_id as target_id from target
  union all
  select s.area_id, t.area_id
  from area s join target t on t.area_id = s.parent_id
  where $1::text = 'county' and s.level = 'street' and s.valid @> $2::date
),
licence_lift as materialized ( -- any stored version of an area → the same for the area of an authority, which its code names
  select v.area_id, t.area_id as target_id
  from area v
  left join area p on p.area_id = v.parent_id
  join target t on t.code = case when v.level = $1::text then v.code when p.level = $1::text then p.code end
),
moved as materialized (
  select m.institution_id, m.street_id, m.county_id, m.city_id, m.location_status
  from unnest($10::bigint[], $11::bigint[], $12::bigint[], $13::bigint[], $14::text[])
       as m (institution_id, street_id, county_id, city_id, location_status)
),
agreement as (
  select d.institution_id,
         bool_or($3::text is null or d.service = $3::text) as of_kind,
         bool_or(($3::text is null or d.service = $3::text) and (d.counts_from is null or d.counts_from <= $2::date)) as counts,
         bool_or(d.service = 'inpatient') as inpatient
  from designation d
  where designation_in_force(d.status, d.valid, $2::date)
  group by d.institution_id
),
designated as materialized (
  select i.institution_id, i.kind, i.business_licence_area_id, i.is_synthetic, agreement.of_kind, agreement.counts, agreement.inpatient,
         case when $10::bigint[] is null or i.geom is null then i.location_status else m.location_status end as location_status,
         case when $10::bigint[] is null then i.city_id else m.city_id end as city_id,
         on_date.located_id, here.target_id as by_location, licensed.target_id as by_licence
  from institution i
  join agreement using (institution_id)
  left join moved m on m.institution_id = i.institution_id
  cross join lateral (
    select case when $10::bigint[] is null
                then coalesce(case when $1::text = 'county' then i.county_id end, i.street_id)
                else coalesce(case when $1::text = 'county' then m.county_id end, m.street_id) end as located_id
  ) on_date
  left join lift here on here.area_id = on_date.located_id
  left join licence_lift licensed on licensed.area_id = i.business_licence_area_id
  where i.valid @> $2::date
),
pharmacy as materialized (
  select d.institution_id, d.business_licence_area_id, d.is_synthetic, d.counts, d.location_status, d.city_id, d.located_id,
         d.by_location, d.by_licence
  from designated d
  where d.kind = 'pharmacy' and d.of_kind
),
licence_city as materialized ( -- cities whose pharmacies have licence areas; null = city not known
  select distinct c.code
  from (select distinct city_id from pharmacy where business_licence_area_id is not null) p
  left join area c on c.area_id = p.city_id
),
attributed as materialized (
  select p.institution_id, p.business_licence_area_id, p.counts, p.location_status, p.city_id, p.located_id, p.by_location, p.by_licence,
         way.attribution, case way.attribution when 'location' then p.by_location else p.by_licence end as target_id
  from pharmacy p
  cross join (values ('location'), ('business_licence')) as way (attribution)
  where way.attribution = $5::text or way.attribution = 'location' or exists (select 1 from licence_city)
),
loose as materialized ( -- counting pharmacies without an area of the level, and where they may belong
  select p.institution_id, p.attribution,
         case when p.attribution = 'location' and p.location_status = 'border' then 'touching'
              when p.attribution = 'location' and p.located_id is null and stated.code is not null then 'within'
              when p.attribution = 'business_licence'
                   and (licence.level = 'city' or licence.level = 'county' and $1::text = 'street'
                        or licence.area_id is null and city.code is not null) then 'within'
              else 'anywhere' end as scope,
         case when p.attribution = 'location' then 'county' else coalesce(licence.level, 'city') end as scope_level,
         case when p.attribution = 'location' then stated.code when licence.area_id is null then city.code else licence.code end as scope_code
  from attributed p
  left join area licence on licence.area_id = p.business_licence_area_id
  left join area city on p.business_licence_area_id is null and city.area_id = p.city_id
  left join lateral (
    select min(c.code) as code
    from institution i
    join area c on c.level = 'county' and c.valid @> $2::date and (c.name = i.stated_county or c.code = i.stated_county)
    where p.attribution = 'location' and p.located_id is null and i.institution_id = p.institution_id
    having count(*) = 1
  ) stated on true
  where p.target_id is null and p.counts
    and (p.attribution = 'business_licence' or p.location_status in ('border', 'unlocated') or p.located_id is not null)
),
touched as materialized (
  select l.institution_id, l.attribution, a.area_id as target_id
  from loose l
  join institution i using (institution_id)
  join area a on a.level = $1::text and a.valid @> $2::date and st_intersects(a.geom, st_expand(i.geom, 1e-9))
  where l.scope = 'touching'
),
loose_scope as materialized (
  select attribution, scope, scope_level, scope_code, count(*) as pharmacies
  from (
    select l.attribution,
           case when l.scope = 'touching' and not exists (select 1 from touched t where t.institution_id = l.institution_id)
                then 'anywhere' else l.scope end as scope, l.scope_level, l.scope_code
    from loose l
  ) settled
  group by attribution, scope, scope_level, scope_code
),
pharmacies_of as materialized (
  select target_id, attribution,
         count(*) filter (where counts) as actual,
         count(*) filter (where not counts) as not_yet_counted,
         count(*) filter (where by_location is null or by_licence is null or by_location <> by_licence) as attribution_differs
  from attributed group by target_id, attribution
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
beds_of as materialized (
  select d.by_location as target_id,
         sum(b.licensed) filter (where b.category <> 'ltc') as licensed,
         sum(b.open) filter (where b.category <> 'ltc') as open,
         sum(b.designated) filter (where b.category <> 'ltc') as designated,
         sum(b.open) filter (where b.category = 'ltc') as ltc_open,
         count(*) filter (where b.category <> 'ltc' and b.open is null) as rows_without_open,
         sum(b.occupied_bed_days) filter (where b.category <> 'ltc' and known.period) as use_occupied_bed_days,
         sum(known.open_bed_days) filter (where b.category <> 'ltc' and known.period) as use_open_bed_days,
         sum(b.open) filter (where b.category <> 'ltc' and known.period) as use_beds,
         min(lower(b.valid)) filter (where b.category <> 'ltc' and known.period) as use_from,
         max(upper(b.valid) - 1) filter (where b.category <> 'ltc' and known.period) as use_to,
         count(*) filter (where b.category <> 'ltc' and known.period and b.occupied_bed_days > 1.5 * known.open_bed_days) as use_implausible,
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
           and not lower_inf(b.valid) and not upper_inf(b.valid) as period,
           b.open::float8 * (upper(b.valid) - lower(b.valid)) as open_bed_days
  ) known
  group by d.by_location
),
without_beds_of as materialized (
  select d.by_location as target_id, count(*) as institutions
  from designated d
  where d.kind = 'medical'
    and (d.inpatient or exists (select 1 from bed b where b.institution_id = d.institution_id and b.category <> 'ltc'))
    and not exists (select 1 from bed b where b.institution_id = d.institution_id and b.category <> 'ltc' and b.valid @> $2::date)
  group by d.by_location
),
overall as materialized (
  select jsonb_build_object(
    'designated', (select count(*) from pharmacy),
    'counted', (select count(*) from pharmacy where counts),
    'not_yet_counted', (select count(*) from pharmacy where not counts),
    'unattributed', (select count(*) from loose where attribution = $5::text),
    'outside_every_area', (select count(*) from attributed where attribution = $5::text and counts and target_id is null)
                          - (select count(*) from loose where attribution = $5::text),
    'attribution_differs', (select count(*) from pharmacy where by_location is null or by_licence is null or by_location <> by_licence),
    'licensed', (select count(*) from pharmacy where business_licence_area_id is not null),
    'is_synthetic', coalesce((select bool_or(is_synthetic) from pharmacy), false),
    'in_no_area', (
      select jsonb_build_object(
        'institutions', count(*),
        'medical', count(*) filter (where kind = 'medical'),
        'on_border', count(*) filter (where location_status = 'border'),
        'without_position', count(*) filter (where location_status = 'unlocated'),
        'outside', count(*) filter (where location_status not in ('border', 'unlocated')),
        'beds_open', coalesce((select open from beds_of where target_id is null), 0),
        'beds_ltc_open', coalesce((select ltc_open from beds_of where target_id is null), 0),
        'inpatient_without_bed_data', coalesce((select institutions from without_beds_of where target_id is null), 0))
      from designated where by_location is null)) as counts
)
select t.area_id, t.code, t.level, t.name, t.name_en, t.parent_code, t.parent_name, t.area_km2,
       t.is_synthetic or coalesce(i.is_synthetic, false) as is_synthetic,
       count(*) over ()::int as areas,
       coalesce(p.actual, 0)::int as actual, coalesce(p.not_yet_counted, 0)::int as not_yet_counted,
       coalesce(p.attribution_differs, 0)::int as attribution_differs,
       more.possible_more::int as possible_more,
       coalesce(o.actual, 0)::int as other_actual, more.other_possible_more::int as other_possible_more,
       exists (select 1 from licence_city l where l.code is null or t.city_code is null or l.code = t.city_code) as licence_known,
       bound.value as bound, other_bound.kinds as other_bound_kinds,
       coalesce(i.medical, 0)::int as medical, coalesce(i.pharmacy, 0)::int as pharmacy, coalesce(i.ltc_home, 0)::int as ltc_home,
       coalesce(i.ltc_residential, 0)::int as ltc_residential, coalesce(i.ltc_both, 0)::int as ltc_both,
       b.licensed::int as beds_licensed, b.open::int as beds_open, b.designated::int as beds_designated, b.ltc_open::int as beds_ltc_open,
       coalesce(b.rows_without_open, 0)::int as bed_rows_without_open,
       b.use_occupied_bed_days, b.use_open_bed_days, b.use_beds::int as use_beds, b.use_from, b.use_to,
       coalesce(b.use_implausible, 0)::int as use_implausible, coalesce(w.institutions, 0)::int as inpatient_without_bed_data,
       b.tertiary::int as beds_tertiary, b.secondary::int as beds_secondary, b.primary::int as beds_primary,
       b.ungraded::int as beds_ungraded, b.grade_unknown::int as beds_grade_unknown,
       figure.resident_pop, figure.insured_pop, figure.bed_use_rate, overall.counts as overall,
       case $8::text
         when 'full' then (select st_asgeojson(a.geom, 7) from area a where a.area_id = t.area_id)
         when 'simplified' then (select st_asgeojson(st_simplifypreservetopology(a.geom, 0.0005), 5) from area a where a.area_id = t.area_id)
       end as geometry
from target t
cross join overall
left join pharmacies_of p on p.target_id = t.area_id and p.attribution = $5::text
left join pharmacies_of o on o.target_id = t.area_id and o.attribution <> $5::text
cross join lateral (
  select coalesce(sum(s.pharmacies) filter (where s.attribution = $5::text), 0) as possible_more,
         coalesce(sum(s.pharmacies) filter (where s.attribution <> $5::text), 0) as other_possible_more
  from (
    select s.attribution, s.pharmacies from loose_scope s
    where s.scope = 'anywhere'
       or s.scope = 'within' and (s.scope_level, s.scope_code) in
          ((t.level, t.code), (t.parent_level, t.parent_code), (t.grandparent_level, t.grandparent_code))
    union all
    select x.attribution, 1 from touched x where x.target_id = t.area_id
  ) s
) more
left join institutions_of i on i.target_id = t.area_id
left join beds_of b on b.target_id = t.area_id
left join without_beds_of w on w.target_id = t.area_id
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
