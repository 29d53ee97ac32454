-- Counts the new institutions of the file, and the rows of the file that name a service.
-- Parameters: none.
-- Returns: institutions (new), with_services (rows).
select count(*) filter (where action = 'insert')::int as institutions,
       count(*) filter (where jsonb_array_length(value -> 'services') > 0)::int as with_services
from import_row
where not rejected and action in ('insert', 'update', 'unchanged');
