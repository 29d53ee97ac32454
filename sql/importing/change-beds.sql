-- Writes figures and last day of stored beds that begin on the day the file states and differ otherwise.
-- Parameters: none.
-- Returns: nothing.
-- Index: bed_institution_idx.
update bed b
set licensed = w.licensed, open = w.open, designated = w.designated, occupied_bed_days = w.occupied_bed_days, valid_to = w.valid_to
from import_row r, jsonb_to_recordset(r.refs -> 'beds') as w(category text, licensed int, open int, designated int,
                                                             occupied_bed_days double precision, valid_from date, valid_to date)
where r.action = 'update' and not r.rejected and b.institution_id = r.entity_id and b.category = w.category
  and b.valid_from is not distinct from w.valid_from
  and (b.licensed, b.open, b.designated, b.occupied_bed_days, b.valid_to)
      is distinct from (w.licensed, w.open, w.designated, w.occupied_bed_days, w.valid_to);
