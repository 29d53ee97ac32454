-- Forgets the extent and its outline before they are rebuilt.
-- Parameters: none.
-- Returns: nothing.
with gone as (delete from data_extent_edge) delete from data_extent;
