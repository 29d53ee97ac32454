-- The population surface a question uses: the one of that code, else the latest with as_of on or before the date.
-- $1 surface code or null   $2 date asked for
select s.surface_id, s.code, s.title_zh, s.title_en, s.h3_resolution, s.as_of, s.is_modelled, s.method, s.document, s.is_synthetic
from population_surface s
where case when $1::text is null then s.as_of <= $2::date else s.code = $1::text end
order by s.as_of desc, s.surface_id desc
limit 1
