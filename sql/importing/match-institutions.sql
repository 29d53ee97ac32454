-- Finds for each staged institution the stored one and decides what is to do. A code matches by code; a source_id that the row
-- states matches within its source; a row without source_id matches by code only, one without code by source and source_id only.
-- Rejected is what would turn one institution into another: code and source_id of two institutions, another code for a source_id,
-- another kind (care homes may change among their kinds), the code of another register with another type.
-- The fingerprint takes in which columns the file states: an empty column clears, one that is not there keeps.
-- Parameters: $1 columns that the file states, sorted, separated by commas.
-- Returns: nothing.
-- Index: institution_code_key, institution_source_source_id_key.
with staged as (
  select row_no, md5(hash || $1::text) as hash, value ->> 'code' as code, value ->> 'source' as source, value ->> 'source_id' as source_id,
         value ->> 'kind' as kind, (value ->> 'type_no')::int as type_no, (value ->> 'states_source_id')::boolean as states_source_id,
         (value ->> 'states_source')::boolean as states_source
  from import_row
  where not rejected and action is null
), found as (
  select r.row_no, r.hash, r.code, r.source_id, r.states_source_id, r.kind,
         c.institution_id as by_code, c.content_hash as code_hash, c.name as code_name, c.kind as code_kind, c.source as code_source,
         s.institution_id as by_source, s.content_hash as source_hash, s.code as other_code, s.name as other_name, s.kind as other_kind,
         -- A source_id that only repeats the code was never stated.
         s.source_id = s.code as unstated_there,
         r.states_source_id and c.source_id <> c.code and (c.source_id <> r.source_id or (r.states_source and c.source <> r.source))
           and c.type_no is distinct from r.type_no and 'category' = any (string_to_array($1::text, ',')) as other_type
  from staged r
  left join institution c on c.code = r.code
  left join institution s on s.source = r.source and s.source_id = r.source_id
), judged as (
  select row_no, hash, code, source_id, coalesce(by_code, case when states_source_id then by_source end) as entity_id,
         case when by_code is not null then code_hash else source_hash end as content_hash,
         by_code is null and by_source is not null and not states_source_id as taken,
         case
           when by_code is not null and states_source_id and by_source <> by_code
             then 'source_id ' || source_id || ' is stored for ' || other_name || coalesce(' with code ' || other_code, '')
           when by_code is not null and code_kind <> kind and not (code_kind like 'ltc\_%' and kind like 'ltc\_%')
             then 'code ' || code || ' is stored for ' || code_name || ' of kind ' || code_kind || ', not ' || kind
           when other_type
             then 'code ' || code || ' is stored for ' || code_name || ' of the register ' || code_source || ' with another type'
           when by_code is null and states_source_id and by_source is not null and other_code is not null and code is not null
             then 'source_id ' || source_id || ' is stored for ' || other_name || ' with code ' || other_code
           when by_code is null and states_source_id and by_source is not null and unstated_there
             then 'source_id ' || source_id || ' is stored as the code of ' || other_name || ': state the code'
           when by_code is null and states_source_id and other_kind <> kind and not (other_kind like 'ltc\_%' and kind like 'ltc\_%')
             then 'source_id ' || source_id || ' is stored for ' || other_name || ' of kind ' || other_kind || ', not ' || kind
         end as collision,
         case when by_code is not null and not coalesce(states_source_id and by_source <> by_code, false) then 'code' else 'source_id' end as field
  from found
), refused as (
  insert into import_issue (row_no, severity, code, field, value, detail)
  select row_no, 'rejected', 'key-collision', field, case field when 'code' then code else source_id end, collision
  from judged where collision is not null
)
update import_row r
set entity_id = j.entity_id, hash = j.hash,
    -- The register has this source_id for another institution: the code stands in for the one that the row does not state.
    value = case when j.taken then r.value || jsonb_build_object('source_id', 'code:' || j.code) else r.value end,
    action = case when j.entity_id is null then 'insert' when j.content_hash = j.hash then 'unchanged' else 'update' end
from judged j
where j.row_no = r.row_no and j.collision is null;
