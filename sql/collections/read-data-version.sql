-- A text that differs whenever any row that a new statement would see may differ: the database's snapshot.
-- Equal texts mean that no transaction has committed in between, so an answer made under it still holds.
-- Parameters: none. Columns: version (text). Index: none.
select pg_current_snapshot()::text as version
