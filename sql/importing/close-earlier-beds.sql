-- Ends stored beds the day before the later period that the file states for the same category. Their occupied bed-days were those
-- of the longer period and no longer fit.
-- Parameters: none.
-- Returns: nothing.
-- Index: bed_institution_idx.
update bed b
set valid_to = w.valid_from - 1, occupied_bed_days = null
from import_row r, jsonb_to_recordset(r.refs -> 'beds') as w(category text, valid_from date, valid_to date)
where r.action = 'update' and not r.rejected and b.institution_id = r.entity_id and b.category = w.category
  and b.valid && daterange(w.valid_from, w.valid_to, '[]') and (b.valid_from is null or b.valid_from < w.valid_from)
  and w.valid_from is not null;
