-- Beds of the institutions that a scenario adds: licensed, open and designated alike, on every date. Run only in a transaction that
-- is rolled back.
--
-- $1 ids of institutions, $2 bed categories, $3 numbers of beds: arrays of one length
-- Row: institution_id.
insert into bed (bed_id, institution_id, category, licensed, open, designated)
overriding system value
select 900000000000000 + row_number() over (), a.institution_id, a.category, a.beds, a.beds, a.beds
from unnest($1::bigint[], $2::text[], $3::int[]) as a (institution_id, category, beds)
returning institution_id
