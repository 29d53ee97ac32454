-- Keeps the warning codes of each institution of the file with the institution, for reviewers.
-- Parameters: none.
-- Returns: nothing.
with told as (
  select r.entity_id, coalesce(array_agg(distinct i.code order by i.code) filter (where i.code is not null), '{}') as warnings
  from import_row r
  left join import_issue i on i.row_no = r.row_no and i.severity = 'warning' and i.code <> 'duplicate-row'
  where not r.rejected and r.action in ('insert', 'update', 'unchanged')
  group by r.entity_id
)
update institution i set warnings = t.warnings
from told t
where t.entity_id = i.institution_id and i.warnings is distinct from t.warnings;
