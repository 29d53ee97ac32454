-- Writes hospital grade and settlement level of new and updated institutions where none is stored. The flat columns state no
-- period: the grade holds without limits.
-- Parameters: none.
-- Returns: nothing.
insert into institution_grade (institution_id, scale, grade)
select r.entity_id, s.scale, r.value ->> s.scale
from import_row r, unnest(array['hospital_grade', 'settlement_level']) as s(scale)
where r.action in ('insert', 'update') and not r.rejected and r.value ->> s.scale is not null
  and (r.action = 'insert' or not exists (select from institution_grade g where g.institution_id = r.entity_id and g.scale = s.scale))
order by r.row_no;
