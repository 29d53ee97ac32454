-- Pages through the rejected rows as they stand in the file, with their reasons.
-- Parameters: $1 row_no after which to go on, $2 page size.
-- Returns: row_no, original (JSON by column), issues (JSON array of {code, field, detail, allowed}).
-- Index: import_row_pkey, import_issue_row_idx.
select r.row_no, r.original,
       (select jsonb_agg(jsonb_build_object('code', i.code, 'field', i.field, 'detail', i.detail, 'allowed', i.allowed) order by i.field, i.code)
        from import_issue i where i.row_no = r.row_no and i.severity = 'rejected') as issues
from import_row r
where r.rejected and r.row_no > $1::int
order by r.row_no
limit $2::int;
