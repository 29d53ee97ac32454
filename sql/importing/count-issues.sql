-- Counts the issues by severity and code; for rows left out on purpose also by the reason named.
-- Parameters: none.
-- Returns: severity, code, reason (null unless excluded), issues.
select severity, code, case when severity = 'excluded' then detail end as reason, count(*)::int as issues
from import_issue
group by severity, code, case when severity = 'excluded' then detail end
order by severity, issues desc, code, reason;
