-- Counts the institutions of the file by how their area was found.
-- Parameters: none.
-- Returns: status, institutions.
select i.location_status as status, count(*)::int as institutions
from import_row r join institution i on i.institution_id = r.entity_id
where not r.rejected and r.action in ('insert', 'update', 'unchanged')
group by i.location_status
order by i.location_status;
