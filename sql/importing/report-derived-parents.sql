-- Reports, for the areas of the file that name no parent, which parent their location gave, or that it gave none.
-- Parameters: $1 JSON array of {area_id, parent_id, parents, names} as derive-area-parents returns it.
-- Returns: nothing.
insert into import_issue (row_no, severity, code, field, detail)
select r.row_no, 'warning', case when d.parents = 1 then 'parent-derived' else 'parent-not-derived' end, 'parent_code',
       coalesce(d.names, 'no area of the level above lies there')
from jsonb_to_recordset($1::jsonb) as d(area_id bigint, parent_id bigint, parents int, names text)
join import_row r on r.entity_id = d.area_id and not r.rejected and r.action in ('insert', 'update', 'unchanged')
join area a on a.area_id = d.area_id
where d.parents > 0 or a.level = 'street';
