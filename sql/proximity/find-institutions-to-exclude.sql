-- The institutions that a caller names to be left out (an applicant's own old site): by code, or by id as `id:<number>`.
-- $1 names
-- Rows: one per name that is known, in the order given. Indexes: institution_code_key, institution_pkey.
select wanted.name as given, i.institution_id, i.code, i.name, i.type_no, i.kind
from unnest($1::text[]) with ordinality as wanted (name, place)
join institution i
  on case when wanted.name ~ '^id:[0-9]{1,15}$' then i.institution_id = substr(wanted.name, 4)::bigint else i.code = wanted.name end
order by wanted.place
