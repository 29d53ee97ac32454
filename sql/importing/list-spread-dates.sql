-- Lists the dates of the area totals that are spread.
-- Parameters: none.
-- Returns: as_of, areas (number).
select r.refs ->> 'as_of' as as_of, count(distinct r.refs ->> 'area')::int as areas
from import_row r
where r.refs ? 'area' and not r.rejected
group by r.refs ->> 'as_of'
order by r.refs ->> 'as_of';
