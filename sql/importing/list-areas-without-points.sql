-- Lists the areas of a level that have a total to spread but no point of the file to receive it.
-- Parameters: $1 level, $2 indicator, $3 date.
-- Returns: code, name, total.
select a.code, a.name, t.value as total
from area a
join lateral (
  select s.value from area_statistic s
  where s.area_id = a.area_id and s.indicator = $2::text and s.as_of <= $3::date
  order by s.as_of desc limit 1
) t on true
where a.level = $1::text and a.valid @> $3::date
  and a.area_id not in (select (r.refs ->> 'area')::bigint from import_row r where r.refs ? 'area' and not r.rejected)
order by a.code
limit 1000;
