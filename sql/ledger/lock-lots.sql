-- Locks lots against other writers of their entries, until the transaction ends, and tells which exist.
--
-- $1 lot ids
-- Rows: lot_id in order of id, which is the order of locking. Index: primary key.
select l.lot_id
from release_lot l
where l.lot_id = any ($1::uuid[])
order by l.lot_id
for no key update
