-- Rejects staged bounds whose validity would overlap that of other bounds of the same area and pharmacy kind, stored or in the file.
-- Parameters: none.
-- Returns: nothing.
-- Index: pharmacy_bound_one_at_a_time.
with staged as (
  select row_no, entity_id, (refs ->> 'area_code')::bigint as area_id, value ->> 'pharmacy_kind' as pharmacy_kind,
         value ->> 'version' as version, value ->> 'valid_from' as first_day,
         daterange((value ->> 'valid_from')::date, (value ->> 'valid_to')::date, '[]') as valid
  from import_row
  where not rejected and action in ('insert', 'update', 'unchanged')
), other as (
  select row_no, area_id, pharmacy_kind, valid, 'row ' || row_no as named from staged
  union all
  select null, b.area_id, b.pharmacy_kind, b.valid, 'the stored version ' || b.version || ' ' || b.valid::text
  from pharmacy_bound b
  where not exists (select from staged s where s.entity_id = b.bound_id)
)
insert into import_issue (row_no, severity, code, field, value, detail)
select s.row_no, 'rejected', 'validity-overlap', 'valid_from', s.first_day, left(string_agg(o.named, ', '), 200)
from staged s
join other o on o.area_id = s.area_id and o.pharmacy_kind = s.pharmacy_kind and o.valid && s.valid and o.row_no is distinct from s.row_no
group by s.row_no, s.first_day;
