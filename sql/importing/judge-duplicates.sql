-- Judges rows of the file that share a key: identical ones count once (the first stays, the others become 'duplicate'),
-- differing ones are all rejected, because nothing says which is right.
-- Parameters: $1 standard column that the issue is reported under.
-- Returns: nothing.
-- Index: import_row_key_idx.
with repeated as (
  select key, count(distinct hash) > 1 as differs, min(row_no) as first_row,
         left(string_agg(row_no::text, ', ' order by row_no), 200) as rows_of_file
  from import_row
  where key is not null and not rejected and action is null
  group by key
  having count(*) > 1
), differing as (
  insert into import_issue (row_no, severity, code, field, value, detail)
  select r.row_no, 'rejected', 'duplicate-differs', $1::text, coalesce(r.value ->> $1::text, r.key), p.rows_of_file
  from repeated p join import_row r on r.key = p.key
  where p.differs and not r.rejected and r.action is null
), identical as (
  insert into import_issue (row_no, severity, code, field, value, detail)
  select r.row_no, 'warning', 'duplicate-row', $1::text, coalesce(r.value ->> $1::text, r.key), p.first_row::text
  from repeated p join import_row r on r.key = p.key
  where not p.differs and not r.rejected and r.action is null and r.row_no <> p.first_row
)
update import_row r set action = 'duplicate'
from repeated p
where r.key = p.key and not p.differs and not r.rejected and r.action is null and r.row_no <> p.first_row;
