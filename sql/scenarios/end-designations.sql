-- Takes the agreements away that a scenario ends, on every date. Run only in a transaction that is rolled back.
--
-- $1 ids of institutions, $2 services (null = every service): arrays of one length
-- Row: institution_id, service of each period taken away. Index: designation_institution_idx.
delete from designation d
using unnest($1::bigint[], $2::text[]) as e (institution_id, service)
where d.institution_id = e.institution_id and (e.service is null or d.service = e.service)
returning d.institution_id, d.service
