-- Everything that is counted over a whole city as of a date: designated pharmacies by area, beds and bed use by area, totals.
-- The one statement of an assessment that reads the register from end to end; its answer serves every applicant of the city and date.
--
-- $1 city code   $2 date
-- Row (always one):
-- pharmacies: per attribution (location: where it stands, streets and counties | business_licence: counties), level and code, of each
-- kind of pharmacy those that count on the date and those exempt until later (_new).
-- loose: pharmacies (counting) without an area of a level for want of data: which attribution and level, and where they may belong:
-- scope city (anywhere) | county | street with its code.
-- beds: beds of the date of institutions designated for inpatients, by county of location, management area, zone (a polygon of level
-- management with a classification in force: its area id stands for its code), and city: bed category, licence category, hospital grade; without_designated, without_open: institutions lacking the figure. An institution
-- without any bed row has the bed category 'unknown'. LTC beds are left out.
-- bed_use: bed-days of the last full calendar year by county and management area, where every inpatient institution has them.
-- totals: institutions that use the pooled fund, designated inpatient beds, pharmacies (exempt ones from their counts-from day), open beds by grade.
-- by_service: institutions in force by kind and service; uncertain: those that may belong to another city.
-- undesignated_kinds: kinds of which institutions that never were designated are registered.
-- Areas stored with an institution count where they are valid on the date; otherwise its position is compared with the polygons.
-- An institution without position belongs to the city by its stated county or the area of its authorities, else (is_certain false) perhaps.
-- Indexes: area_geom_idx, area_level_code_idx; institutions, agreements and beds are read once.
with city as materialized (
  select a.area_id, a.code, a.geom from area a where a.level = 'city' and a.code = $1::text and a.valid @> $2::date
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
agreement as materialized (
  select d.institution_id, bool_or(n.counts) as counts,
         bool_or(d.service = 'personal_account') as pa, bool_or(d.service = 'personal_account' and n.counts) as pa_counts,
         bool_or(d.service = 'outpatient_pooling') as op, bool_or(d.service = 'outpatient_pooling' and n.counts) as op_counts,
         bool_or(d.service = 'dual_channel') as dc, bool_or(d.service = 'dual_channel' and n.counts) as dc_counts,
         bool_or(n.counts and d.service in ('outpatient_pooling', 'outpatient_chronic', 'inpatient', 'dual_channel', 'special_drugs')) as pooled,
         bool_or(d.service = 'inpatient') as inpatient
  from designation d
  cross join lateral (select coalesce(d.counts_from <= $2::date, true) as counts) n
  where designation_in_force(d.status, d.valid, $2::date)
  group by d.institution_id
),
located as materialized (
  select i.institution_id, i.kind, i.category, i.location_status, i.geom is null as is_unplaced, g.counts, g.pa, g.pa_counts, g.op, g.op_counts,
         g.dc, g.dc_counts, g.pooled, g.inpatient, i.is_synthetic, management.code as management_code, licence.level as licence_level,
         licence.county_code as licence_county, licence.city_code as licence_city,
         coalesce(street.code, moved.street_code) as street_code,
         coalesce(county.code, moved.county_code, street.county_code) as county_code,
         coalesce(county.city_code, town.code, moved.city_code, street.city_code) as located_city,
         coalesce(stated.city_code, management.city_code, licensing.city_code, licence.city_code) as registered_city,
         stated.code as stated_county
  from agreement g
  join institution i using (institution_id)
  left join division street on street.area_id = i.street_id and street.is_valid
  left join division county on county.area_id = i.county_id and county.is_valid
  left join division town on town.area_id = i.city_id and town.is_valid
  left join division management on management.area_id = i.management_area_id
  left join division licensing on licensing.area_id = i.licensing_area_id
  left join division licence on licence.area_id = i.business_licence_area_id
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
    where (i.street_id is null or street.area_id is null) and (i.county_id is null or county.area_id is null)
      and i.geom is not null and a.valid @> $2::date and a.level <> 'management' and st_intersects(a.geom, st_expand(i.geom, 1e-9))
  ) moved on true
  where i.valid @> $2::date
),
member as materialized ( -- those of the city, and those that may be
  select l.*, coalesce(l.located_city, l.registered_city) is not null as is_certain
  from located l
  where coalesce(l.located_city, l.registered_city, $1::text) = $1::text
    and (l.located_city is not null or l.location_status <> 'outside')
    and exists (select 1 from city)
),
pharmacy as materialized (
  select m.* from member m where m.kind = 'pharmacy'
),
attributed as (
  select 'location' as attribution, 'street' as level, p.street_code as code, p.institution_id from pharmacy p
  union all
  select 'location', 'county', p.county_code, p.institution_id from pharmacy p
  union all
  select 'business_licence', 'county', case when p.licence_city = $1::text then p.licence_county end, p.institution_id from pharmacy p
),
loose as (
  select a.attribution, a.level,
         case when a.attribution = 'business_licence' then 'city'
              when p.location_status = 'border' then 'touching'
              when coalesce(p.county_code, p.stated_county) is not null then 'county' else 'city' end as scope,
         case when a.attribution = 'location' then coalesce(p.county_code, p.stated_county) end as code, p.institution_id
  from attributed a
  join pharmacy p using (institution_id)
  where a.code is null and p.counts and (a.attribution = 'location' or p.licence_city is null or p.licence_city = $1::text)
),
loose_scope as (
  select l.attribution, l.level, l.scope, l.code, l.institution_id from loose l where l.scope <> 'touching'
  union all
  select l.attribution, l.level, touched.level, touched.code, l.institution_id
  from loose l
  join institution i using (institution_id)
  join area touched on touched.level = l.level and touched.valid @> $2::date and st_intersects(touched.geom, st_expand(i.geom, 1e-9))
  where l.scope = 'touching'
),
ward as materialized ( -- an inpatient institution and each of the areas it counts in
  select 'county' as level, m.county_code as code, m.institution_id, m.category, m.is_certain from member m where m.inpatient and m.county_code is not null
  union all
  select 'management', m.management_code, m.institution_id, m.category, m.is_certain from member m where m.inpatient and m.management_code is not null
  union all
  select 'zone', zone.area_id::text, m.institution_id, m.category, true
  from area zone
  join institution i on st_contains(zone.geom, i.geom)
  join member m on m.institution_id = i.institution_id and m.inpatient
  where zone.level = 'management' and zone.geom is not null and zone.valid @> $2::date
    and exists (select 1 from area_classification c where c.area_id = zone.area_id and c.valid @> $2::date)
  union all
  select 'city', $1::text, m.institution_id, m.category, m.is_certain from member m where m.inpatient
),
bedded as (
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
             count(*) filter (where p.counts) as "all", count(*) filter (where not p.counts) as all_new,
             count(*) filter (where p.pa_counts) as personal_account, count(*) filter (where p.pa and not p.pa_counts) as personal_account_new,
             count(*) filter (where p.op_counts) as outpatient_pooling, count(*) filter (where p.op and not p.op_counts) as outpatient_pooling_new,
             count(*) filter (where p.dc_counts) as dual_channel, count(*) filter (where p.dc and not p.dc_counts) as dual_channel_new
      from attributed a join pharmacy p using (institution_id)
      where a.code is not null
      group by a.attribution, a.level, a.code
    ) c), '[]') as pharmacies,
  coalesce((
    select jsonb_agg(to_jsonb(s) order by s.attribution, s.level, s.scope, s.code)
    from (select attribution, level, scope, code, count(*) as count from loose_scope group by attribution, level, scope, code) s), '[]') as loose,
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
     'pooledInstitutions', (select count(*) from member where pooled),
     'inpatientBeds', (select coalesce(sum(designated), 0) from bedded where level = 'city'),
     'pharmacies', (select count(*) from pharmacy where counts),
     'openBedsByGrade', coalesce((select jsonb_object_agg(grade, open)
                                  from (select coalesce(grade, 'unknown') as grade, coalesce(sum(open), 0) as open
                                        from bedded where level = 'city' group by 1) g), '{}'))
   where exists (select 1 from city)) as totals,
  coalesce((
    select jsonb_agg(to_jsonb(s) order by s.kind, s.service)
    from (
      select m.kind, d.service, count(*) filter (where m.is_certain) as certain, count(*) filter (where not m.is_certain) as uncertain
      from member m
      join designation d on d.institution_id = m.institution_id and designation_in_force(d.status, d.valid, $2::date)
      group by m.kind, d.service
    ) s), '[]') as by_service,
  coalesce((
    select array_agg(k.kind order by k.kind)
    from unnest(array['medical', 'pharmacy', 'ltc_home', 'ltc_residential', 'ltc_both']) as k (kind)
    where exists (select 1 from institution i
                  where i.kind = k.kind and i.valid @> $2::date
                    and not exists (select 1 from designation d where d.institution_id = i.institution_id))), '{}') as undesignated_kinds,
  coalesce((select bool_or(is_synthetic) from member), false) as is_synthetic
