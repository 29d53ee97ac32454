-- Books movements of lots, all of them or none: none when a lot would be overdrawn on any day, or is not open to them.
--
-- $1 lots   $2 entries: release | consume | reset | suspend | restore | transfer_out | reversal   $3 signed quantities
-- $4 applications or nulls   $5 false for the reset of an untouched lot   $6 documents or nulls   $7 entries reversed or nulls
-- $8 lots that a transfer goes into, or nulls (arrays of one length)
-- $9 day on which they take effect   $10 settlement or null   $11 who enters them
-- Rows: the entries booked, in the order given; or, with entry_id null, what stands against it: problem
-- unknown | void | not_valid (on the day) | not_in_pool | overdrawn | restored_too_much | above_quantity, with the first
-- such day and the balance on it. The lots must be locked before (lock-lots), by a statement of its own.
-- Index: ledger_entry_lot_idx.
with proposed as materialized (
  select p.lot_id, p.entry, p.quantity, p.application_id, p.touched, p.document, p.reverses, p.into_lot, p.place,
         coalesce(r.entry, p.entry) as nature
  from unnest($1::uuid[], $2::text[], $3::int[], $4::uuid[], $5::boolean[], $6::text[], $7::bigint[], $8::uuid[])
       with ordinality as p (lot_id, entry, quantity, application_id, touched, document, reverses, into_lot, place)
  left join ledger_entry r on r.entry_id = p.reverses
),
moves as (
  select e.lot_id, e.effective_on, e.quantity, coalesce(r.entry, e.entry) as nature
  from ledger_entry e
  left join ledger_entry r on r.entry_id = e.reverses
  where e.lot_id = any ($1::uuid[])
  union all
  select p.lot_id, $9::date, p.quantity, p.nature from proposed p
),
running as (
  select m.lot_id, m.effective_on, sum(sum(m.quantity)) over until_then as balance,
         coalesce(sum(-sum(m.quantity) filter (where m.nature in ('suspend', 'restore'))) over until_then, 0) as suspended
  from moves m
  group by m.lot_id, m.effective_on
  window until_then as (partition by m.lot_id order by m.effective_on)
),
problem as (
  select p.lot_id, 'unknown' as problem, null::date as day, null::int as balance
  from proposed p where not exists (select 1 from release_lot l where l.lot_id = p.lot_id)
  union
  select l.lot_id, 'void', null, null
  from proposed p join release_lot l using (lot_id) where l.voided
  union
  select l.lot_id, 'not_valid', $9::date, null
  from proposed p join release_lot l using (lot_id)
  where $9::date < l.released_on or ($9::date > l.valid_to and p.entry <> 'reversal')
  union
  select l.lot_id, 'not_in_pool', $9::date, null
  from proposed p join release_lot l using (lot_id)
  where l.usage <> 'pool' and p.entry in ('consume', 'reset', 'suspend', 'transfer_out')
  union
  (
    select distinct on (w.lot_id) w.lot_id, w.problem, w.effective_on, w.balance::int
    from (
      select n.lot_id, n.effective_on, n.balance,
             case when n.balance < 0 then 'overdrawn' when n.suspended < 0 then 'restored_too_much'
                  when n.balance > l.quantity then 'above_quantity' end as problem
      from running n join release_lot l using (lot_id)
    ) w
    where w.problem is not null
    order by w.lot_id, w.effective_on
  )
),
booked as (
  insert into ledger_entry (lot_id, entry, quantity, effective_on, settlement_id, application_id, reverses, into_lot, touched, document, entered_by)
  select p.lot_id, p.entry, p.quantity, $9::date, $10::uuid, p.application_id, p.reverses, p.into_lot, p.touched, p.document, $11::text
  from proposed p
  where not exists (select 1 from problem)
  order by p.place
  returning entry_id, lot_id
)
select b.entry_id, b.lot_id, null::text as problem, null::date as day, null::int as balance from booked b
union all
select null, w.lot_id, w.problem, w.day, w.balance from problem w
order by 1, 2
