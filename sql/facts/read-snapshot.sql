-- Which state of the data the statement sees: equal texts see equal rows, unless the own transaction has written in between.
-- Parameters: none. Columns: version (text), has_written (the transaction has changed something itself). Index: none.
select pg_current_snapshot()::text as version, pg_current_xact_id_if_assigned() is not null as has_written
