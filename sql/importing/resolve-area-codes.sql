-- Finds the area that a standard column names by code: its id goes to refs under the column's name; none or several reject the row.
-- Parameters: $1 column with the code, $2 levels that may be meant, $3 date on which the area must be valid,
--   $4 date column of the row that replaces $3 where filled (empty text: none), $5 column that names the level (empty text: none).
-- Returns: nothing.
-- Index: area_level_code_idx.
with wanted as (
  select row_no, value ->> $1::text as code, value ->> $5::text as stated_level,
         coalesce((value ->> $4::text)::date, $3::date) as on_date
  from import_row
  where not rejected and action is distinct from 'duplicate' and action is distinct from 'excluded' and value ->> $1::text is not null
), found as (
  select w.row_no, w.code, w.on_date, count(a.area_id) as areas, min(a.area_id) as area_id, string_agg(a.level || ' ' || a.name, ', ') as names
  from wanted w
  left join area a on a.code = w.code and a.valid @> w.on_date
   and a.level = any (case when w.stated_level is null then $2::text[] else array[w.stated_level] end)
  group by w.row_no, w.code, w.on_date
), refused as (
  insert into import_issue (row_no, severity, code, field, value, detail)
  select row_no, 'rejected', case when areas = 0 then 'unknown-area' else 'ambiguous-area' end, $1::text, code, coalesce(names, on_date::text)
  from found
  where areas <> 1
)
update import_row r set refs = r.refs || jsonb_build_object($1::text, f.area_id)
from found f
where f.row_no = r.row_no and f.areas = 1;
