-- Adds the residents of the staged rows up by cell; with spread totals each point of an area carries an equal share of its total.
-- Summed in the order of the file, so that a repeat gives the same figure to the last bit.
-- Parameters: $1 true when area totals are spread.
-- Returns: nothing.
with share as (
  select row_no, (value ->> 'h3')::bigint as h3,
         case when $1::boolean then (refs ->> 'total')::float8 / count(*) over (partition by refs ->> 'area')
              else (value ->> 'population')::float8 end as population
  from import_row
  where not rejected and action is null
)
insert into import_cell (h3, population)
select h3, sum(population order by row_no) from share group by h3;
