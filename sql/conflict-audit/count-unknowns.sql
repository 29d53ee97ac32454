-- Designated institutions that the audit could not compare: without position, or (when types are compared) without type.
--
-- $1 date asked for   $2 only this type number, or null   $3 kind (instead of types), or null   $4 service or null
-- unplaced: of the selection, anywhere: a position in the area cannot be excluded.
-- untyped: medical institutions without type number; 0 when a kind is compared.
-- Indexes: institution_unplaced_idx, institution_untyped_geog_idx.
select
  (select count(*)::int
   from institution i
   where i.geom is null
     and case when $3::text is null then i.type_no is not null and ($2::int is null or i.type_no = $2::int) else i.kind = $3::text end
     and i.valid @> $1::date
     and (select true from designation d where d.institution_id = i.institution_id
                 and ($4::text is null or d.service = $4::text) and designation_in_force(d.status, d.valid, $1::date) limit 1)) as unplaced,
  (select count(*)::int
   from institution i
   where $3::text is null and i.type_no is null and i.kind = 'medical'
     and i.valid @> $1::date
     and (select true from designation d where d.institution_id = i.institution_id
                 and ($4::text is null or d.service = $4::text) and designation_in_force(d.status, d.valid, $1::date) limit 1)) as untyped
