-- Writes the staged statistics that are new.
-- Parameters: none.
-- Returns: nothing.
insert into area_statistic (area_id, indicator, value, as_of, document, is_modelled, is_synthetic, content_hash)
select (r.refs ->> 'area_code')::bigint, v.indicator, v.value, v.as_of, v.document, v.is_modelled, v.is_synthetic, r.hash
from import_row r,
     jsonb_to_record(r.value) as v(indicator text, value double precision, as_of date, document text, is_modelled boolean, is_synthetic boolean)
where r.action = 'insert' and not r.rejected
order by r.row_no;
