-- Makes imports wait for one another until the transaction ends: they share the staging tables, and two registers
-- that are loaded at once could each refuse what the other brings.
-- Parameters: none.
-- Returns: locks (always 1).
select count(*)::int as locks from pg_advisory_xact_lock(4711202501);
