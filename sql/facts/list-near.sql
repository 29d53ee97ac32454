-- Institutions near a site that may be of the same type as the applicant, with what was agreed with each as of a date.
--
-- $1 longitude, $2 latitude (degrees, EPSG:4326)   $3 search radius in metres   $4 accuracy of the site in metres   $5 date
-- $6 kind   $7 types of the applicant by scheme $8 (empty: none)   $8 type scheme, or null: institutions of the kind are compared by category
-- $9 category of the applicant with half-width brackets and without spaces, or null: any   $10 institution left out (the applicant), or null
-- $11 institution whose branches are marked, or null   $12 whether institutions that were never designated, or no more, are listed too
-- $13 most rows   $14 radius in metres that rules decide by: who has no position could stand inside it
-- $15 whether to find out that nobody of the kind is designated at all
-- Row (always one): listed, nearest first, id breaks ties, cut after $13; truncated; unplaced: designated ones of the same or unknown
-- type without position, unless every county of the stated name is out of reach; is_data_silent: nobody of the kind is designated on the date (false where not asked).
-- Institutions whose position is so inexact that they may stand nearer than $3 are listed too.
-- designated: in_force (also suspended) | lapsed (ran out without a recorded end, or the institution's own validity contradicts the
-- agreement) | ended | never. A temporary agreement that reached its last day has ended.
-- Distances by distance_m. Indexes: institution_type_geog_idx, institution_kind_geog_idx; institution_coarse_geog_idx holds the few
-- positions less exact than 100 m; institution_untyped_geog_idx; designation_institution_idx; institution_unplaced_idx.
with site as materialized (
  select st_setsrid(st_makepoint($1::float8, $2::float8), 4326)::geography as geog,
         $3::float8 + $4::float8 + 100.001 as fine_reach_m,
         $3::float8 + $4::float8 + coalesce((select max(accuracy_m) from institution), 0) + 0.001 as coarse_reach_m,
         $6::text = 'medical' and $8::text is not null as by_type,
         -- Usually one scheme is in use, and nobody has to be looked for under another.
         $8::text is not null and ((select min(type_scheme) from institution) <> $8::text
                               or (select max(type_scheme) from institution) <> $8::text) as has_other_schemes
),
near as (
  select i.institution_id
  from unnest($7::int[]) as wanted (type_no)
  join institution i on i.type_no = wanted.type_no
  where (select by_type from site) and i.type_scheme = $8::text and i.kind = $6::text and i.accuracy_m <= 100
    and st_dwithin(i.geog, (select geog from site), (select fine_reach_m from site))
  union all
  select i.institution_id
  from institution i
  where not (select by_type from site) and i.kind = $6::text and i.accuracy_m <= 100
    and st_dwithin(i.geog, (select geog from site), (select fine_reach_m from site))
  union all
  select i.institution_id
  from institution i
  where i.accuracy_m > 100 and i.kind = $6::text
    and (not (select by_type from site) or i.type_no = any ($7::int[]) and i.type_scheme = $8::text)
    and st_dwithin(i.geog, (select geog from site), (select coarse_reach_m from site))
  union all
  select i.institution_id
  from institution i
  where (select by_type from site) and i.type_no is null and i.kind = 'medical'
    and st_dwithin(i.geog, (select geog from site), (select coarse_reach_m from site))
  union all
  select i.institution_id
  from institution i
  where (select by_type and has_other_schemes from site) and i.kind = 'medical' and i.type_scheme <> $8::text
    and st_dwithin(i.geog, (select geog from site), (select coarse_reach_m from site))
),
judged as materialized (
  select i.institution_id, m.distance_m, agreement.in_force and i.valid @> $5::date as runs,
         case when agreement.in_force and i.valid @> $5::date then 'in_force'
              when agreement.in_force or i.valid @> $5::date and agreement.lapsed then 'lapsed'
              when agreement.began then 'ended' else 'never' end as designated,
         agreement.services, agreement.suspended, agreement.is_temporary, agreement.counts_from
  from near n
  join institution i using (institution_id)
  cross join lateral (select distance_m(i.geog, (select geog from site)) as distance_m offset 0) m
  cross join lateral (
    select coalesce(bool_or(f.runs), false) as in_force, coalesce(bool_or(d.valid_from is null or d.valid_from <= $5::date), false) as began,
           coalesce(bool_or(d.status in ('active', 'suspended') and d.valid_to < $5::date and d.lapses_on is null
             and not exists (select 1 from designation later
                             where later.institution_id = d.institution_id and later.service = d.service
                               and later.status in ('terminated', 'withdrawn') and later.valid_from > d.valid_to
                               and later.valid_from <= $5::date)), false) as lapsed,
           coalesce(array_agg(d.service order by d.service) filter (where f.runs), '{}') as services,
           coalesce(bool_and(d.status = 'suspended') filter (where f.runs), false) as suspended,
           coalesce(bool_and(d.lapses_on is not null) filter (where f.runs), false) as is_temporary,
           case when not coalesce(bool_or(d.counts_from is null) filter (where f.runs), false)
                then min(d.counts_from) filter (where f.runs) end as counts_from
    from designation d
    cross join lateral (select designation_in_force(d.status, d.valid, $5::date) as runs) f
    where d.institution_id = i.institution_id
  ) agreement
  where i.institution_id is distinct from $10::bigint
    and m.distance_m <= $3::float8 + $4::float8 + i.accuracy_m
    and (i.valid @> $5::date or agreement.in_force)
    and ((select by_type from site) or $9::text is null or i.category is null
         or regexp_replace(translate(i.category, '（）﹙﹚', '()()'), '\s', '', 'g') = $9::text)
),
chosen as (
  select j.institution_id, j.distance_m, j.designated, j.services, j.suspended, j.is_temporary, j.counts_from
  from judged j
  where $12::boolean or j.designated in ('in_force', 'lapsed')
  order by j.distance_m, j.institution_id
  limit $13::int + 1
),
listed as (
  select c.distance_m, c.institution_id, row_number() over (order by c.distance_m, c.institution_id) as place, i.is_synthetic,
         jsonb_build_object(
           'institutionId', i.institution_id, 'code', i.code, 'name', i.name, 'kind', i.kind, 'category', i.category,
           'typeNo', i.type_no, 'typeScheme', i.type_scheme, 'lon', st_x(i.geom), 'lat', st_y(i.geom), 'distanceM', c.distance_m,
           'accuracyM', i.accuracy_m, 'verified', i.verified, 'designated', c.designated, 'suspended', c.suspended,
           'isTemporary', c.is_temporary, 'countsFrom', c.counts_from, 'services', to_jsonb(c.services),
           'settlementLevel', level.grade, 'isBranchOfApplicant', coalesce($11::bigint in (i.parent_id, i.institution_id), false),
           'county', county.name, 'street', street.name) as neighbour
  from chosen c
  join institution i using (institution_id)
  left join area street on street.area_id = i.street_id
  left join area county on county.area_id = i.county_id
  left join lateral (
    select g.grade from institution_grade g
    where g.institution_id = i.institution_id and g.scale = 'settlement_level' and g.valid @> $5::date
  ) level on true
)
select coalesce((select jsonb_agg(neighbour order by place) from listed where place <= $13::int), '[]') as listed,
       (select count(*) > $13::int from listed) as truncated,
       (select coalesce(bool_or(is_synthetic), false) from listed) as is_synthetic,
       (select count(*)::int
        from institution i
        where i.geom is null and i.kind = $6::text and i.valid @> $5::date and i.institution_id is distinct from $10::bigint
          and (not (select by_type from site) or i.type_no = any ($7::int[]) or i.type_scheme is distinct from $8::text
               or cardinality($7::int[]) = 0)
          and exists (select 1 from designation d
                      where d.institution_id = i.institution_id and designation_in_force(d.status, d.valid, $5::date))
          and not (exists (select 1 from area a where a.level = 'county' and a.name = i.stated_county and a.valid @> $5::date)
                   and not exists (select 1 from area a
                                   where a.level = 'county' and a.name = i.stated_county and a.valid @> $5::date
                                     and st_dwithin(a.geom::geography, (select geog from site), $14::float8 + $4::float8 + 0.001)
                                     and distance_m(a.geom::geography, (select geog from site)) <= $14::float8 + $4::float8))) as unplaced,
       $15::boolean and not exists (select 1 from judged where designated = 'in_force') and not exists (
         select 1 from institution i
         where i.kind = $6::text and i.valid @> $5::date
           and exists (select 1 from designation d
                       where d.institution_id = i.institution_id and designation_in_force(d.status, d.valid, $5::date))) as is_data_silent
