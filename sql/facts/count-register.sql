-- Everything that is counted over a whole city as of a date: designated pharmacies by area, beds and bed use by area, totals.
-- The one statement of an assessment that reads a whole city; its answer serves every applicant of the city and date.
--
-- $1 city code   $2 date
-- Row (always one):
-- pharmacies: per attribution (location: where it stands, streets and counties | business_licence: counties), level and code, of each
-- kind of pharmacy those that count on the date and those exempt until later (_new).
-- loose: pharmacies (counting) without an area of a level for want of data: which attribution and level, and where they may belong:
-- scope city (anywhere) | county | street with its code.
-- beds: beds of the date of institutions designated for inpatients, by county of location, management area, zone (a polygon of level
-- management with a classification in force: its area id stands for its code), and city: bed category, licence category, hospital
-- grade; without_designated, without_open: institutions lacking the figure. An institution without any bed row has the bed category
-- 'unknown'. LTC beds are left out.
-- bed_use: bed-days of the last full calendar year by county and management area, where every inpatient institution has them.
-- totals: institutions that use the pooled fund, designated inpatient beds, pharmacies (exempt ones from their counts-from day), open beds by grade.
-- by_service: institutions in force by kind and service; uncertain: those that may belong to another city.
-- undesignated_kinds: kinds of which institutions of the city that never were designated are registered.
-- Areas stored with an institution count where they are valid on the date; otherwise its position is compared with the polygons.
-- An institution without position belongs to the city by its stated county or the area of its authorities, else perhaps (uncertain).
-- Indexes: institution_county_idx, designation_institution_idx, bed_institution_idx, area_geom_idx. Institutions alike in all that
-- is counted are taken together (n), so that a million of them become a few thousand rows; services are bits in the order of `service_names`.
with city as materialized (
  select a.area_id, a.code from area a where a.level = 'city' and a.code = $1::text and a.valid @> $2::date
),
service_names as materialized (
  select array['personal_account', 'outpatient_pooling', 'outpatient_chronic', 'inpatient', 'dual_channel', 'special_drugs',
               'medical_assistance', 'ltc_home_care', 'ltc_residential_care', 'ltc_dementia_unit'] as names
),
service as materialized (
  select s.name, 1 << (s.place - 1)::int as bit from service_names, unnest(names) with ordinality as s (name, place)
),
division as materialized ( -- any stored version of an area below a city → the codes it stands for
  select a.area_id, a.level, a.code, a.name, a.valid @> $2::date as is_valid,
         case a.level when 'street' then a.code end as street_code,
         case when a.level = 'county' then a.code when p.level = 'county' then p.code end as county_code,
         case when a.level = 'city' then a.code when p.level = 'city' then p.code when g.level = 'city' then g.code end as city_code
  from area a
  left join area p on p.area_id = a.parent_id
  left join area g on g.area_id = p.parent_id
),
registered as ( -- institutions of counties of the city, of counties that are no longer, and of none
  select i.institution_id, i.kind, i.street_id, i.county_id, i.city_id, i.management_area_id, i.licensing_area_id,
         i.business_licence_area_id, i.location_status, i.valid, i.is_synthetic, d.is_valid as is_settled
  from division d
  join institution i on i.county_id = d.area_id
  where coalesce(d.city_code, $1::text) = $1::text or not d.is_valid
  union all
  select i.institution_id, i.kind, i.street_id, null, i.city_id, i.management_area_id, i.licensing_area_id,
         i.business_licence_area_id, i.location_status, i.valid, i.is_synthetic, false
  from institution i where i.county_id is null
),
agreement as ( -- a join, not a look-up for each: the planner then reads agreements in one pass where there are many
  select r.institution_id, r.kind, r.street_id, r.county_id, r.city_id, r.management_area_id, r.licensing_area_id,
         r.business_licence_area_id, r.is_synthetic, r.is_settled and r.location_status = 'located' as is_settled,
         bit_or(s.bit) as services, coalesce(bit_or(s.bit) filter (where coalesce(d.counts_from <= $2::date, true)), 0) as counting
  from registered r
  join designation d on d.institution_id = r.institution_id and designation_in_force(d.status, d.valid, $2::date)
  cross join lateral (select 1 << (array_position((select names from service_names), d.service) - 1) as bit) s
  where r.valid @> $2::date
  group by r.institution_id, r.kind, r.street_id, r.county_id, r.city_id, r.management_area_id, r.licensing_area_id,
           r.business_licence_area_id, r.is_synthetic, r.is_settled, r.location_status
),
alike as materialized (
  select a.kind, a.street_id, a.county_id, a.city_id, a.management_area_id, a.licensing_area_id, a.business_licence_area_id,
         a.services, a.counting, a.is_synthetic, single.institution_id, count(*) as n
  from agreement a
  left join area street on street.area_id = a.street_id
  cross join lateral (
    select case when a.services & 8 > 0 or not a.is_settled or not coalesce(street.valid @> $2::date, true)
                then a.institution_id end as institution_id
  ) single
  group by a.kind, a.street_id, a.county_id, a.city_id, a.management_area_id, a.licensing_area_id, a.business_licence_area_id,
           a.services, a.counting, a.is_synthetic, single.institution_id
),
located as materialized (
  select g.institution_id, g.kind, g.n, g.services, g.counting, g.is_synthetic, i.category, i.geom, coalesce(i.location_status, 'located') as location_status,
         management.code as management_code, licence.county_code as licence_county, licence.city_code as licence_city,
         coalesce(street.code, moved.street_code) as street_code,
         coalesce(county.code, moved.county_code, street.county_code) as county_code,
         coalesce(county.city_code, town.code, moved.city_code, street.city_code) as located_city,
         coalesce(stated.city_code, management.city_code, licensing.city_code, licence.city_code) as registered_city,
         stated.code as stated_county
  from alike g
  left join institution i on i.institution_id = g.institution_id
  left join division street on street.area_id = g.street_id and street.is_valid
  left join division county on county.area_id = g.county_id and county.is_valid
  left join division town on town.area_id = g.city_id and town.is_valid
  left join division management on management.area_id = g.management_area_id
  left join division licensing on licensing.area_id = g.licensing_area_id
  left join division licence on licence.area_id = g.business_licence_area_id
  left join lateral (
    select min(c.code) as code, min(c.city_code) as city_code
    from division c
    where i.county_id is null and i.stated_county is not null and c.level = 'county' and c.is_valid
      and i.stated_county in (c.name, c.code)
    having count(*) = 1
  ) stated on true
  left join lateral (
    select case when count(*) filter (where d.level = 'street') = 1 then min(d.code) filter (where d.level = 'street' and t.inside) end as street_code,
           case when count(*) filter (where d.level = 'county') = 1 then min(d.code) filter (where d.level = 'county' and t.inside) end as county_code,
           case when count(*) filter (where d.level = 'city') = 1 then min(d.code) filter (where d.level = 'city' and t.inside) end as city_code
    from area a
    join division d using (area_id)
    cross join lateral (select st_containsproperly(a.geom, st_expand(i.geom, 1e-9)) as inside) t
    where (street.area_id is null or county.area_id is null) and not (g.street_id is null and county.area_id is not null)
      and i.geom is not null and a.valid @> $2::date and a.level <> 'management' and st_intersects(a.geom, st_expand(i.geom, 1e-9))
  ) moved on true
),
member as materialized ( -- those of the city, and those that may be
  select l.*, coalesce(l.located_city, l.registered_city) is not null as is_certain
  from located l
  where coalesce(l.located_city, l.registered_city, $1::text) = $1::text
    and (l.located_city is not null or l.location_status <> 'outside')
    and exists (select 1 from city)
),
attributed as materialized ( -- pharmacies by street, by county, and by the district of their business licence
  select way.attribution, way.level, way.code, m.institution_id, m.location_status, coalesce(m.county_code, m.stated_county) as near_county,
         m.licence_city, m.services, m.counting, m.n
  from member m
  cross join lateral (values ('location', 'street', m.street_code), ('location', 'county', m.county_code),
                             ('business_licence', 'county', case when m.licence_city = $1::text then m.licence_county end)
                     ) as way (attribution, level, code)
  where m.kind = 'pharmacy'
),
loose as materialized (
  select a.attribution, a.level, a.institution_id, a.n,
         case when a.attribution = 'business_licence' then 'city'
              when a.location_status = 'border' then 'touching'
              when a.near_county is not null then 'county' else 'city' end as scope,
         case when a.attribution = 'location' then a.near_county end as code
  from attributed a
  where a.code is null and a.counting > 0 and (a.attribution = 'location' or a.licence_city is null or a.licence_city = $1::text)
),
loose_scope as (
  select l.attribution, l.level, l.scope, l.code, l.n from loose l where l.scope <> 'touching'
  union all
  select l.attribution, l.level, touched.level, touched.code, l.n
  from loose l
  join institution i using (institution_id)
  join area touched on touched.level = l.level and touched.valid @> $2::date and st_intersects(touched.geom, st_expand(i.geom, 1e-9))
  where l.scope = 'touching'
),
ward as materialized ( -- an inpatient institution and each of the areas it counts in
  select way.level, way.code, m.institution_id, m.category, m.is_certain
  from member m
  cross join lateral (values ('county', m.county_code), ('management', m.management_code), ('city', $1::text)) as way (level, code)
  where m.services & 8 > 0 and way.code is not null
  union all
  select 'zone', zone.area_id::text, m.institution_id, m.category, true
  from area zone
  join member m on m.services & 8 > 0 and st_contains(zone.geom, m.geom)
  where zone.level = 'management' and zone.geom is not null and zone.valid @> $2::date
    and exists (select 1 from area_classification c where c.area_id = zone.area_id and c.valid @> $2::date)
),
bedded as materialized (
  select w.level, w.code, w.institution_id, w.category, coalesce(b.category, 'unknown') as bed_category, grade.grade,
         case when w.is_certain then b.designated end as designated, case when w.is_certain then b.open end as open
  from ward w
  left join bed b on b.institution_id = w.institution_id and b.valid @> $2::date and b.category <> 'ltc'
  left join lateral (
    select g.grade from institution_grade g
    where g.institution_id = w.institution_id and g.scale = 'hospital_grade' and g.valid @> $2::date
  ) grade on true
),
year as (
  select make_date(extract(year from $2::date)::int - 1, 1, 1) as first, make_date(extract(year from $2::date)::int - 1, 12, 31) as last
),
used as (
  select w.level, w.code, w.institution_id, bool_and(u.is_complete) as is_complete, sum(u.occupied) as occupied, sum(u.open_days) as open_days
  from ward w
  cross join year
  cross join lateral (
    select coalesce(sum(b.valid_to - b.valid_from + 1) = year.last - year.first + 1
                    and bool_and(b.open is not null and b.occupied_bed_days is not null), false) as is_complete,
           sum(b.occupied_bed_days) as occupied, sum(b.open::float8 * (b.valid_to - b.valid_from + 1)) as open_days
    from bed b
    where b.institution_id = w.institution_id and b.category <> 'ltc' and b.valid_from >= year.first and b.valid_to <= year.last
    group by b.category
    union all
    select false, null, null
    where not exists (select 1 from bed b where b.institution_id = w.institution_id and b.category <> 'ltc'
                                            and b.valid_from >= year.first and b.valid_to <= year.last)
  ) u
  where w.level in ('county', 'management')
  group by w.level, w.code, w.institution_id
)
select
  coalesce((
    select jsonb_agg(to_jsonb(c) order by c.attribution, c.level, c.code)
    from (
      select a.attribution, a.level, a.code,
             coalesce(sum(a.n) filter (where a.counting > 0), 0) as "all", coalesce(sum(a.n) filter (where a.counting = 0), 0) as all_new,
             coalesce(sum(a.n) filter (where a.counting & 1 > 0), 0) as personal_account,
             coalesce(sum(a.n) filter (where a.services & 1 > 0 and a.counting & 1 = 0), 0) as personal_account_new,
             coalesce(sum(a.n) filter (where a.counting & 2 > 0), 0) as outpatient_pooling,
             coalesce(sum(a.n) filter (where a.services & 2 > 0 and a.counting & 2 = 0), 0) as outpatient_pooling_new,
             coalesce(sum(a.n) filter (where a.counting & 16 > 0), 0) as dual_channel,
             coalesce(sum(a.n) filter (where a.services & 16 > 0 and a.counting & 16 = 0), 0) as dual_channel_new
      from attributed a
      where a.code is not null
      group by a.attribution, a.level, a.code
    ) c), '[]') as pharmacies,
  coalesce((
    select jsonb_agg(to_jsonb(s) order by s.attribution, s.level, s.scope, s.code)
    from (select attribution, level, scope, code, sum(n) as count from loose_scope group by attribution, level, scope, code) s), '[]') as loose,
  coalesce((
    select jsonb_agg(to_jsonb(b) order by b.level, b.code, b.bed_category, b.category, b.grade)
    from (
      select level, code, bed_category, category, grade, coalesce(sum(designated), 0) as designated, coalesce(sum(open), 0) as open,
             count(distinct institution_id) filter (where designated is null) as without_designated,
             count(distinct institution_id) filter (where open is null) as without_open
      from bedded group by level, code, bed_category, category, grade
    ) b), '[]') as beds,
  coalesce((
    select jsonb_agg(jsonb_build_object('level', u.level, 'code', u.code, 'numerator', u.occupied, 'denominator', u.open_days,
                                        'from', u.first, 'to', u.last) order by u.level, u.code)
    from (
      select used.level, used.code, sum(occupied) as occupied, sum(open_days) as open_days, year.first, year.last
      from used cross join year
      group by used.level, used.code, year.first, year.last
      having bool_and(is_complete) and sum(open_days) > 0
    ) u), '[]') as bed_use,
  (select jsonb_build_object(
     -- outpatient pooling, chronic disease, inpatient, dual channel, special drugs
     'pooledInstitutions', (select coalesce(sum(n), 0) from member where counting & (2 + 4 + 8 + 16 + 32) > 0),
     'inpatientBeds', (select coalesce(sum(designated), 0) from bedded where level = 'city'),
     'pharmacies', (select coalesce(sum(n), 0) from member where kind = 'pharmacy' and counting > 0),
     'openBedsByGrade', coalesce((select jsonb_object_agg(grade, open)
                                  from (select coalesce(grade, 'unknown') as grade, coalesce(sum(open), 0) as open
                                        from bedded where level = 'city' group by 1) g), '{}'))
   where exists (select 1 from city)) as totals,
  coalesce((
    select jsonb_agg(to_jsonb(s) order by s.kind, s.service)
    from (
      select m.kind, s.name as service, coalesce(sum(m.n) filter (where m.is_certain), 0) as certain,
             coalesce(sum(m.n) filter (where not m.is_certain), 0) as uncertain
      from member m
      join service s on m.services & s.bit > 0
      group by m.kind, s.name
    ) s), '[]') as by_service,
  coalesce((
    select array_agg(k.kind order by k.kind)
    from unnest(array['medical', 'pharmacy', 'ltc_home', 'ltc_residential', 'ltc_both']) as k (kind)
    where exists (
      select 1
      from division d
      join institution i on i.county_id = d.area_id
      where d.city_code = $1::text and i.kind = k.kind and i.valid @> $2::date
        and not exists (select 1 from designation d where d.institution_id = i.institution_id))), '{}') as undesignated_kinds,
  coalesce((select bool_or(is_synthetic) from member), false) as is_synthetic
