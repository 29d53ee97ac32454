-- Pages through the cells that are new to the surface, for their outlines to be computed.
-- Parameters: $1 h3 after which to go on (decimal text), $2 page size.
-- Returns: h3 (decimal text: 64 bits do not fit a number).
-- Index: import_cell_pkey.
select h3::text as h3 from import_cell where action = 'insert' and h3 > $1::text::bigint order by import_cell.h3 limit $2::int;
