-- Institutions that exist on no date in a scenario. Run only in a transaction that is rolled back.
--
-- $1 ids of institutions
-- Row: institution_id.
update institution set valid_from = date '0001-01-01', valid_to = date '0001-01-01'
where institution_id = any ($1::bigint[])
returning institution_id
