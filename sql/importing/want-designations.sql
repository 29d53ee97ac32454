-- Says for the staged rows of known institutions which designations they state: one per service, in refs as `designations`. Columns
-- that the file does not state come from the stored period of the service that ends last.
-- Parameters: $1 columns not stated (designation_status, designated_from, designated_to, counts_from).
-- Returns: nothing.
-- Index: designation_institution_idx.
with wanted as (
  select r.row_no, s.service,
         case when 'designation_status' = any ($1::text[]) then coalesce(l.status, 'active') else r.value ->> 'designation_status' end as status,
         case when 'designated_from' = any ($1::text[]) then l.valid_from else (r.value ->> 'designated_from')::date end as valid_from,
         case when 'designated_to' = any ($1::text[])
              then case when l.valid_to >= coalesce((r.value ->> 'designated_from')::date, l.valid_to) then l.valid_to end
              else (r.value ->> 'designated_to')::date end as valid_to,
         case when 'counts_from' = any ($1::text[]) then l.counts_from else (r.value ->> 'counts_from')::date end as counts_from
  from import_row r
  cross join lateral jsonb_array_elements_text(r.value -> 'services') as s(service)
  left join lateral (
    select d.status, d.valid_from, d.valid_to, d.counts_from
    from designation d
    where d.institution_id = r.entity_id and d.service = s.service
    order by coalesce(d.valid_to, 'infinity') desc
    limit 1
  ) l on true
  where r.action = 'update' and not r.rejected
), by_row as (
  select row_no, jsonb_agg(jsonb_build_object('service', service, 'status', status, 'valid_from', valid_from, 'valid_to', valid_to,
                                              'counts_from', counts_from)) as designations
  from wanted group by row_no
)
update import_row r set refs = r.refs || jsonb_build_object('designations', coalesce(w.designations, '[]'))
from import_row own left join by_row w on w.row_no = own.row_no
where own.row_no = r.row_no and r.action = 'update' and not r.rejected;
