-- Designated institutions of a selection about which a distance cannot be told: those without position, and, when a type is
-- asked for, medical institutions without a type number of the scheme.
--
-- $1 type number or null   $2 kind or null   $3 service or null   $4 date asked for   $5 type scheme of the type number
-- unplaced: of the selection.   untyped: 0 unless a type is asked for.
-- has_designated: at least one institution of the selection is designated on the date, with a position or without.
-- Indexes: institution_unplaced_idx, institution_untyped_geog_idx, institution_type_scheme_idx, designation_service_idx.
select
  (select count(*)::int
   from institution i
   where i.geom is null and ($1::int is null or i.type_no = $1::int and i.type_scheme = $5::text)
     and ($2::text is null or i.kind = $2::text) and i.valid @> $4::date
     and exists (select 1 from designation d where d.institution_id = i.institution_id
                 and ($3::text is null or d.service = $3::text) and designation_in_force(d.status, d.valid, $4::date))) as unplaced,
  (select count(*)::int
   from (
     select institution_id, valid from institution where type_no is null and kind = 'medical'
     union all
     select institution_id, valid from institution where type_scheme < $5::text and kind = 'medical'
     union all
     select institution_id, valid from institution where type_scheme > $5::text and kind = 'medical'
   ) i
   where $1::int is not null and i.valid @> $4::date
     and (select true from designation d where d.institution_id = i.institution_id
          and ($3::text is null or d.service = $3::text) and designation_in_force(d.status, d.valid, $4::date) limit 1)) as untyped,
  exists (
    select 1
    from designation d
    join institution i using (institution_id)
    where ($3::text is null or d.service = $3::text) and designation_in_force(d.status, d.valid, $4::date) and i.valid @> $4::date
      and ($1::int is null or i.type_no = $1::int and i.type_scheme = $5::text) and ($2::text is null or i.kind = $2::text)
  ) as has_designated
