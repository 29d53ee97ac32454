-- Moves the validity of bounds that are about to change to days of their own far in the past, so that versions may exchange
-- periods without overlapping on the way: the exclusion constraint looks at every single row change.
-- Parameters: none.
-- Returns: nothing.
update pharmacy_bound b
set valid_from = parked.day, valid_to = parked.day
from (
  select r.entity_id, date '4000-01-01 BC' + row_number() over (order by r.row_no)::int as day
  from import_row r
  where r.action = 'update' and not r.rejected
) parked
where b.bound_id = parked.entity_id;
