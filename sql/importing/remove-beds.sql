-- Removes beds of updated institutions that begin inside the period that the file states for the category (the one that begins with
-- it is changed instead), or that the file clears for the period.
-- Parameters: none.
-- Returns: removed.
-- Index: bed_institution_idx.
with gone as (
  delete from bed b
  using import_row r, jsonb_to_recordset(r.refs -> 'beds') as w(category text, licensed int, open int, designated int,
                                                               occupied_bed_days double precision, valid_from date, valid_to date)
  where r.action = 'update' and not r.rejected and b.institution_id = r.entity_id and b.category = w.category
    and b.valid && daterange(w.valid_from, w.valid_to, '[]')
    and (b.valid_from is distinct from w.valid_from or num_nonnulls(w.licensed, w.open, w.designated, w.occupied_bed_days) = 0)
  returning 1
)
select count(*)::int as removed from gone;
