-- Gives the old site of an institution that has moved its grades up to the day before; the institution keeps its own history.
--
-- $1 institution   $2 its old site   $3 day of the move
-- Row: number of periods copied. Index: institution_grade_institution_idx.
with past as (
  insert into institution_grade (institution_id, scale, grade, obtained_by, valid_from, valid_to)
  select $2::bigint, scale, grade, obtained_by, valid_from, least(valid_to, $3::date - 1)
  from institution_grade where institution_id = $1::bigint and coalesce(valid_from < $3::date, true)
  returning 1
)
select count(*)::int as copied from past
