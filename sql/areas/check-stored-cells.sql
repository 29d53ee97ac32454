-- Whether the areas stored with the cells of a population surface are those of a date; see check-stored-areas.
--
-- $1 surface id   $2 date asked for   $3 levels that the question uses: city, county, street
-- Row: holds. False when an area stored with a cell is not valid on the date, or when an area valid on the date is stored
-- with no cell although the centre of one lies inside it.
-- Indexes: population_cell_street_idx, population_cell_county_idx (one probe an area), population_cell_geom_idx.
with stored as materialized (
  select a.area_id, a.level, a.geom, a.valid @> $2::date as is_valid,
         coalesce(case a.level
           when 'street' then (select true from population_cell c where c.street_id = a.area_id and c.surface_id = $1::bigint limit 1)
           when 'county' then (select true from population_cell c where c.county_id = a.area_id and c.surface_id = $1::bigint limit 1)
           else (select true from population_cell c where c.city_id = a.area_id and c.surface_id = $1::bigint limit 1) end, false) as is_used
  from area a
  where a.level in ('city', 'county', 'street') and a.level = any ($3::text[])
)
select not exists (select 1 from stored s where s.is_used and not s.is_valid)
       and not exists (
         select 1 from stored s
         where s.is_valid and not s.is_used
           and (select true from population_cell c
                where c.surface_id = $1::bigint and c.geom && s.geom
                  and not (c.location_status = 'border'
                           and case s.level when 'street' then c.street_id when 'county' then c.county_id else c.city_id end is null)
                  and st_contains(s.geom, c.centre::geometry)
                limit 1)) as holds
