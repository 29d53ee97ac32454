-- Rejects staged statistics of an indicator that is not in the table of indicators; the issue lists those that are.
-- Parameters: none.
-- Returns: nothing.
insert into import_issue (row_no, severity, code, field, value, allowed)
select r.row_no, 'rejected', 'unknown-indicator', 'indicator', r.value ->> 'indicator',
       (select string_agg(i.indicator, ', ' order by i.indicator) from indicator i)
from import_row r
where not r.rejected and r.action is null and not exists (select from indicator i where i.indicator = r.value ->> 'indicator');
