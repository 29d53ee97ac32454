-- Writes the staged bounds that are new.
-- Parameters: none.
-- Returns: nothing.
insert into pharmacy_bound (area_id, pharmacy_kind, lower_bound, upper_bound, version, document, valid_from, valid_to, is_synthetic, content_hash)
select (r.refs ->> 'area_code')::bigint, v.pharmacy_kind, v.lower_bound, v.upper_bound, v.version, v.document, v.valid_from, v.valid_to,
       v.is_synthetic, r.hash
from import_row r,
     jsonb_to_record(r.value) as v(pharmacy_kind text, lower_bound double precision, upper_bound double precision, version text,
                                   document text, valid_from date, valid_to date, is_synthetic boolean)
where r.action = 'insert' and not r.rejected
order by r.row_no;
