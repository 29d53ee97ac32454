-- Writes the designations of new and updated institutions that are not stored yet: one per service.
-- Parameters: none.
-- Returns: nothing.
insert into designation (institution_id, service, status, valid_from, valid_to, counts_from, is_synthetic)
select r.entity_id, s.service, r.value ->> 'designation_status', (r.value ->> 'designated_from')::date,
       (r.value ->> 'designated_to')::date, (r.value ->> 'counts_from')::date, (r.value ->> 'is_synthetic')::boolean
from import_row r, jsonb_array_elements_text(r.value -> 'services') as s(service)
where r.action in ('insert', 'update') and not r.rejected
  and (r.action = 'insert' or not exists (select from designation d where d.institution_id = r.entity_id and d.service = s.service))
order by r.row_no;
