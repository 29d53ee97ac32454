-- Says for the staged rows of known institutions which designations they state: one per service, in refs as `designations`. Columns
-- that the file does not state come from the stored period of the service that ends last. A period that the planning workflow
-- has written stands by its own first day, which a register may not know: what the file states of a time that contains it is
-- taken for that period; its lapse and the day from which it counts are not cleared.
-- Parameters: $1 columns not stated (designation_status, designated_from, designated_to, counts_from).
-- Returns: nothing.
-- Index: designation_institution_idx.
with stated as (
  select r.row_no, r.entity_id, s.service,
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
), wanted as (
  select s.row_no, s.service, s.status,
         case when own.is_own then own.valid_from else s.valid_from end as valid_from,
         case when own.is_own then least(s.valid_to, own.lapses_on) else s.valid_to end as valid_to,
         case when own.is_own then coalesce(s.counts_from, own.counts_from) else s.counts_from end as counts_from
  from stated s
  left join lateral (
    select true as is_own, d.valid_from, d.lapses_on, d.counts_from
    from designation d
    where d.institution_id = s.entity_id and d.service = s.service and d.application_id is not null
      and coalesce(d.valid_from >= s.valid_from, true) and coalesce(d.valid_from <= s.valid_to, true)
    order by d.valid_from desc nulls last
    limit 1
  ) own on true
), by_row as (
  select row_no, jsonb_agg(jsonb_build_object('service', service, 'status', status, 'valid_from', valid_from, 'valid_to', valid_to,
                                              'counts_from', counts_from)) as designations
  from wanted group by row_no
)
update import_row r set refs = r.refs || jsonb_build_object('designations', coalesce(w.designations, '[]'))
from import_row own left join by_row w on w.row_no = own.row_no
where own.row_no = r.row_no and r.action = 'update' and not r.rejected;
