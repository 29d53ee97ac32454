-- Whether the areas stored with the institutions are those of a date, so that nothing has to be located again.
--
-- $1 date asked for   $2 levels that the question uses: city, county, street
-- Row: holds. False when an area stored with an institution is not valid on the date, or when an area valid on the date is
-- stored with no institution although one lies inside it.
-- Indexes: institution_street_idx, institution_county_idx (one probe an area), institution_geom_idx for areas without institutions.
with stored as materialized (
  select a.area_id, a.level, a.geom, a.valid @> $1::date as is_valid,
         coalesce(case a.level
           when 'street' then (select true from institution i where i.street_id = a.area_id limit 1)
           when 'county' then (select true from institution i where i.county_id = a.area_id limit 1)
           else (select true from institution i where i.city_id = a.area_id limit 1) end, false) as is_used
  from area a
  where a.level in ('city', 'county', 'street') and a.level = any ($2::text[])
)
select not exists (select 1 from stored s where s.is_used and not s.is_valid)
       and not exists (
         select 1 from stored s
         where s.is_valid and not s.is_used
           and (select true from institution i
                where i.geom && s.geom
                  -- on a border, or in several areas of the level: stored with none of them
                  and not (i.location_status = 'border'
                           and case s.level when 'street' then i.street_id when 'county' then i.county_id else i.city_id end is null)
                  and st_contains(s.geom, i.geom)
                limit 1)) as holds
