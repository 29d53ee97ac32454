-- Removes designations of updated institutions for services that the file no longer lists, and those that begin inside the period
-- that the file states for the service (the one that begins with it is changed instead). What the planning workflow has
-- written stays: a register may lag behind a decision, and an end is stated by a status, not by silence.
-- Parameters: none.
-- Returns: removed.
-- Index: designation_institution_idx.
with gone as (
  delete from designation d
  using import_row r
  where r.action = 'update' and not r.rejected and r.refs ? 'designations' and d.institution_id = r.entity_id
    and d.application_id is null
    and not exists (
      select from jsonb_to_recordset(r.refs -> 'designations') as w(service text, valid_from date, valid_to date)
      where w.service = d.service
        and (d.valid_from is not distinct from w.valid_from or not d.valid && daterange(w.valid_from, w.valid_to, '[]')))
  returning 1
)
select count(*)::int as removed from gone;
