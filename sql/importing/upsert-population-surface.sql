-- Writes the description of a surface, new or changed.
-- Parameters: $1 code, $2 title_zh, $3 title_en, $4 H3 resolution, $5 as_of, $6 is_modelled, $7 method, $8 document, $9 is_synthetic.
-- Returns: surface_id.
with written as (
  insert into population_surface as s (code, title_zh, title_en, h3_resolution, as_of, is_modelled, method, document, is_synthetic)
  values ($1::text, $2::text, $3::text, $4::int, $5::date, $6::boolean, $7::text, $8::text, $9::boolean)
  on conflict (code) do update
    set title_zh = excluded.title_zh, title_en = excluded.title_en, h3_resolution = excluded.h3_resolution, as_of = excluded.as_of,
        is_modelled = excluded.is_modelled, method = excluded.method, document = excluded.document,
        is_synthetic = excluded.is_synthetic, updated_at = now()
    where (s.title_zh, s.title_en, s.h3_resolution, s.as_of, s.is_modelled, s.method, s.document, s.is_synthetic)
          is distinct from (excluded.title_zh, excluded.title_en, excluded.h3_resolution, excluded.as_of, excluded.is_modelled,
                            excluded.method, excluded.document, excluded.is_synthetic)
  returning surface_id
)
select surface_id from written
union
select surface_id from population_surface where code = $1::text;
