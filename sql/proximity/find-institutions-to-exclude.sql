-- The institutions that a caller names to be left out (an applicant's own old site), by code or, failing that, by id.
-- $1 names: institution codes or ids as text
-- Rows: one per name that is known, in the order given. Index: institution_code_key, institution_pkey.
select wanted.name, coalesce(by_code.institution_id, by_id.institution_id) as institution_id
from unnest($1::text[]) with ordinality as wanted (name, place)
left join institution by_code on by_code.code = wanted.name
left join institution by_id on by_code.institution_id is null and wanted.name ~ '^[0-9]{1,18}$'
  and by_id.institution_id = case when wanted.name ~ '^[0-9]{1,18}$' then wanted.name::bigint end
where coalesce(by_code.institution_id, by_id.institution_id) is not null
order by wanted.place
