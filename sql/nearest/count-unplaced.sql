-- Designated institutions of a selection that have no position and so cannot be ranked by distance.
-- $1 type number or null   $2 kind or null   $3 service or null   $4 date asked for
-- Index: institution_unplaced_idx.
select count(*)::int as unplaced
from institution i
where i.geom is null and ($1::int is null or i.type_no = $1::int) and ($2::text is null or i.kind = $2::text) and i.valid @> $4::date
  and exists (select 1 from designation d where d.institution_id = i.institution_id
              and ($3::text is null or d.service = $3::text) and designation_in_force(d.status, d.valid, $4::date))
