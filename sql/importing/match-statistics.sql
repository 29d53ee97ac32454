-- Finds for each staged statistic the stored one of the same area, indicator and date, and decides what is to do.
-- Parameters: none.
-- Returns: nothing.
-- Index: area_statistic_area_id_indicator_as_of_key.
update import_row r
set entity_id = m.statistic_id, key = m.own_key,
    action = case when m.statistic_id is null then 'insert' when m.content_hash = r.hash then 'unchanged' else 'update' end
from (
  select s.row_no, t.statistic_id, t.content_hash,
         jsonb_build_array(s.refs -> 'area_code', s.value -> 'indicator', s.value -> 'as_of')::text as own_key
  from import_row s
  left join area_statistic t on t.area_id = (s.refs ->> 'area_code')::bigint and t.indicator = s.value ->> 'indicator'
   and t.as_of = (s.value ->> 'as_of')::date
  where not s.rejected and s.action is null
) m
where m.row_no = r.row_no;
