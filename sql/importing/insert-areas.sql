-- Writes the staged areas that are new, under the ids assigned.
-- Parameters: none.
-- Returns: nothing.
insert into area (area_id, code, level, name, name_en, geom, source, source_crs, valid_from, valid_to, is_synthetic, content_hash)
overriding system value
select r.entity_id, v.code, v.level, v.name, v.name_en, r.geom, v.source, v.source_crs, v.valid_from, v.valid_to, v.is_synthetic, r.hash
from import_row r,
     jsonb_to_record(r.value) as v(code text, level text, name text, name_en text, source text, source_crs text,
                                   valid_from date, valid_to date, is_synthetic boolean)
where r.action = 'insert' and not r.rejected
order by r.row_no;
