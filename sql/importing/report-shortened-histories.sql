-- Warns of rows that take away from what is stored about the past of an institution's designations: a service no longer listed, a
-- status of past days replaced, past days no longer covered. A later period that follows a stored one takes nothing away.
-- Parameters: $1 today.
-- Returns: institutions (those that lose every designation).
-- Index: designation_institution_idx.
with stored as (
  select r.row_no, r.refs -> 'designations' as designations, d.service, d.status, d.valid, d.valid * daterange(null, $1::date, '[]') as past
  from import_row r join designation d on d.institution_id = r.entity_id
  where r.action = 'update' and not r.rejected and r.refs ? 'designations'
), compared as (
  select s.row_no, s.service, s.status, s.valid, s.past, w.service as listed, w.status as new_status,
         daterange(w.valid_from, w.valid_to, '[]') as new_valid
  from stored s
  left join lateral (
    select w.service, w.status, w.valid_from, w.valid_to from jsonb_to_recordset(s.designations) as w(service text, status text, valid_from date, valid_to date)
    where w.service = s.service
  ) w on true
), shortened as (
  select row_no, service || ' ' || status || ' ' || valid::text as period
  from compared
  where not isempty(past)
    and (listed is null
      or (new_valid && valid and coalesce(lower(new_valid) <= lower(valid), lower(new_valid) is null)
          and (new_status <> status or not past <@ new_valid))
      or (new_valid && valid and coalesce(lower(new_valid) > lower(valid), lower(new_valid) is not null)
          and upper(new_valid) < upper(past)))
), told as (
  insert into import_issue (row_no, severity, code, field, detail)
  select row_no, 'warning', 'history-replaced', 'services', left(string_agg(period, ', ' order by period), 200)
  from shortened group by row_no
)
select count(distinct row_no)::int as institutions from stored where designations = '[]';
