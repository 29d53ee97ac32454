-- Finds for each staged institution the stored one: by code, else by source and source_id; decides what is to do.
-- A row whose code and source_id belong to two different institutions is rejected.
-- The fingerprint takes in which columns the file states: an empty column clears, one that is not there keeps.
-- Parameters: $1 columns that the file states.
-- Returns: nothing.
-- Index: institution_code_key, institution_source_source_id_key.
with found as (
  select r.row_no, md5(r.hash || $1::text) as hash, r.value ->> 'code' as code, (r.value ->> 'states_source_id')::boolean as states_source_id,
         r.value ->> 'source_id' as source_id,
         c.institution_id as by_code, c.content_hash as code_hash,
         s.institution_id as by_source, s.content_hash as source_hash, s.code as other_code, s.name as other_name
  from import_row r
  left join institution c on c.code = r.value ->> 'code'
  left join institution s on s.source = r.value ->> 'source' and s.source_id = r.value ->> 'source_id'
  where not r.rejected and r.action is null
), judged as (
  select *, coalesce(by_code, by_source) as entity_id, coalesce(code_hash, source_hash) as content_hash,
         (by_code is not null and by_source <> by_code and states_source_id)
           or (by_code is null and code is not null and by_source is not null and other_code is not null) as collides
  from found
), refused as (
  insert into import_issue (row_no, severity, code, field, value, detail)
  select row_no, 'rejected', 'key-collision', 'source_id', source_id,
         'source_id ' || source_id || ' is stored for ' || other_name || coalesce(' with code ' || other_code, '')
  from judged where collides
)
update import_row r
set entity_id = j.entity_id, hash = j.hash,
    action = case when j.entity_id is null then 'insert' when j.content_hash = j.hash then 'unchanged' else 'update' end
from judged j
where j.row_no = r.row_no and not coalesce(j.collides, false);
