-- Agreements of the institutions that a scenario adds: active on every date. Run only in a transaction that is rolled back.
--
-- $1 ids of institutions, $2 services: arrays of one length
-- Row: institution_id.
insert into designation (designation_id, institution_id, service, status)
overriding system value
select 900000000000000 + row_number() over (), a.institution_id, a.service, 'active'
from unnest($1::bigint[], $2::text[]) as a (institution_id, service)
returning institution_id
