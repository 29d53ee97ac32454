-- Whether anybody of a kind is designated on a date: without one, the data says nothing about where the kind is missing.
-- $1 kind   $2 date asked for
-- Rows: one institution, or none. Asked only where a check found no institution at all, near or far.
-- Index: designation_institution_idx.
select i.institution_id
from institution i
where i.kind = $1::text and i.valid @> $2::date
  and exists (select 1 from designation d where d.institution_id = i.institution_id and designation_in_force(d.status, d.valid, $2::date))
limit 1
