-- Rejects staged areas whose validity would overlap that of another area of the same level and code, stored or in the file.
-- Parameters: none.
-- Returns: nothing.
-- Index: area_level_code_idx.
with staged as (
  select row_no, entity_id, value ->> 'level' as level, value ->> 'code' as code, value ->> 'valid_from' as first_day,
         daterange((value ->> 'valid_from')::date, (value ->> 'valid_to')::date, '[]') as valid
  from import_row
  where not rejected and action in ('insert', 'update', 'unchanged')
), other as (
  select row_no, level, code, valid, 'row ' || row_no as named from staged
  union all
  select null, a.level, a.code, a.valid, 'the stored area ' || a.name || ' ' || a.valid::text
  from area a
  where not exists (select from staged s where s.entity_id = a.area_id)
)
insert into import_issue (row_no, severity, code, field, value, detail)
select s.row_no, 'rejected', 'validity-overlap', 'valid_from', s.first_day, left(string_agg(o.named, ', '), 200)
from staged s
join other o on o.level = s.level and o.code = s.code and o.valid && s.valid and o.row_no is distinct from s.row_no
group by s.row_no, s.first_day;
