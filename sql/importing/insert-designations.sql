-- Writes the designations that new institutions state, and those of updated ones that begin on a day not stored yet: one per service.
-- Parameters: none.
-- Returns: nothing.
-- Index: designation_institution_idx.
insert into designation (institution_id, service, status, valid_from, valid_to, counts_from, is_synthetic)
select institution_id, service, status, valid_from, valid_to, counts_from, is_synthetic
from (
  select r.row_no, r.entity_id as institution_id, s.service, r.value ->> 'designation_status' as status,
         (r.value ->> 'designated_from')::date as valid_from, (r.value ->> 'designated_to')::date as valid_to,
         (r.value ->> 'counts_from')::date as counts_from, (r.value ->> 'is_synthetic')::boolean as is_synthetic
  from import_row r, jsonb_array_elements_text(r.value -> 'services') as s(service)
  where r.action = 'insert' and not r.rejected
  union all
  select r.row_no, r.entity_id, w.service, w.status, w.valid_from, w.valid_to, w.counts_from, (r.value ->> 'is_synthetic')::boolean
  from import_row r,
       jsonb_to_recordset(r.refs -> 'designations') as w(service text, status text, valid_from date, valid_to date, counts_from date)
  where r.action = 'update' and not r.rejected
    and not exists (select from designation d where d.institution_id = r.entity_id and d.service = w.service
                    and d.valid_from is not distinct from w.valid_from)
) stated
order by row_no;
