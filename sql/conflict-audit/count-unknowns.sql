-- Designated institutions that the audit could not compare or place: without position, without type (when types are
-- compared), or on the border of the area asked about.
--
-- $1 date asked for   $2 only this type number, or null   $3 kind (instead of types), or null   $4 service or null
-- $5 type scheme that the type numbers are of   $6 level of the area asked about, or null   $7 its id, in an array
-- $8 whether to go by the polygon of the area, because the stored areas are of another date
-- unplaced: of the selection, anywhere: a position in the area cannot be excluded.
-- untyped: medical institutions without type number of the scheme; 0 when a kind is compared.
-- on_border: of the selection, on the border of the area or in it and in another of its level; null without area.
-- Indexes: institution_unplaced_idx, institution_untyped_geog_idx, institution_type_scheme_idx, institution_geom_idx.
with asked as materialized (
  select a.area_id, a.geom from area a where $6::text <> 'management' and a.area_id = any ($7::bigint[]) limit 1
)
select
  (select count(*)::int
   from institution i
   where i.geom is null
     and case when $3::text is null then i.type_scheme = $5::text and ($2::int is null or i.type_no = $2::int) else i.kind = $3::text end
     and i.valid @> $1::date
     and (select true from designation d where d.institution_id = i.institution_id
                 and ($4::text is null or d.service = $4::text) and designation_in_force(d.status, d.valid, $1::date) limit 1)) as unplaced,
  (select count(*)::int
   from (
     select institution_id, valid from institution where type_no is null and kind = 'medical'
     union all
     select institution_id, valid from institution where type_scheme < $5::text and kind = 'medical'
     union all
     select institution_id, valid from institution where type_scheme > $5::text and kind = 'medical'
   ) i
   where $3::text is null and i.valid @> $1::date
     and (select true from designation d where d.institution_id = i.institution_id
                 and ($4::text is null or d.service = $4::text) and designation_in_force(d.status, d.valid, $1::date) limit 1)) as untyped,
  (select count(*)::int
   from asked
   cross join lateral (
     select x.institution_id, x.geom from institution x
     where x.geom && st_expand(asked.geom, 1e-9)
       and ($8::boolean
            or x.location_status = 'border'
               and case $6::text when 'street' then x.street_id when 'county' then x.county_id else x.city_id end is null)
       and case when $3::text is null then x.type_scheme = $5::text and ($2::int is null or x.type_no = $2::int) else x.kind = $3::text end
       and x.valid @> $1::date
     offset 0
   ) i
   where st_intersects(asked.geom, st_expand(i.geom, 1e-9))
     and (not st_containsproperly(asked.geom, st_expand(i.geom, 1e-9))
          or exists (select 1 from area o
                     where o.level = $6::text and o.area_id <> asked.area_id and o.valid @> $1::date
                       and st_intersects(o.geom, st_expand(i.geom, 1e-9))))
     and (select true from designation d where d.institution_id = i.institution_id
          and ($4::text is null or d.service = $4::text) and designation_in_force(d.status, d.valid, $1::date) limit 1)) as on_border
