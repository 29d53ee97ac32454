-- Rejects rows of the file that would become one institution although their keys differ: the same source and source_id under
-- two codes, or two keys of the same stored institution.
-- Parameters: none.
-- Returns: nothing.
with candidate as (
  select row_no, key, entity_id, value ->> 'source' as source, value ->> 'source_id' as source_id
  from import_row where not rejected and action in ('insert', 'update', 'unchanged')
), shared as (
  select c.row_no, c.source_id, count(*) over (partition by c.source, c.source_id) as by_source,
         case when c.entity_id is null then 1 else count(*) over (partition by c.entity_id) end as by_entity
  from candidate c
)
insert into import_issue (row_no, severity, code, field, value, detail)
select row_no, 'rejected', 'key-collision', 'source_id', source_id, 'another row of the file means the same institution'
from shared where by_source > 1 or by_entity > 1;
