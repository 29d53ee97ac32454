-- Lots of the release ledger with their balance on a day, in the order in which they are used.
--
-- $1 plan or null   $2 pool kind or null   $3, $4 code and level of the pool's area or nulls   $5 institution id or null
-- $6 use or null   $7 true = only lots valid on the day   $8 day of the balance   $9 one lot or null
-- $10, $11, $12 after this lot: last day, day of release, id; or nulls   $13 most rows
-- Rows: one a lot released by the day, void ones only when $9 asks for them; balance: sum of the movements up to the day
-- (a lot that has expired keeps its sum); suspended: set aside, not in balance; published_on: first bulletin with the lot.
-- Indexes: release_lot_pool_idx, ledger_entry_lot_idx, release_bulletin_lot_lot_idx.
select l.lot_id, l.plan_id, l.pool_kind, a.code as area_code, a.level as area_level, a.name as area_name, l.quantity, l.event,
       i.code as institution_code, l.institution_id, l.institution_name, l.released_on, l.valid_to,
       $8::date between l.released_on and l.valid_to as is_valid, l.usage, street.code as street_code, street.name as street_name,
       l.transferred_from, l.voided, l.document, l.entered_by, l.entered_at,
       moved.balance, moved.suspended, bulletin.published_on
from release_lot l
join area a on a.area_id = l.area_id
left join area street on street.area_id = l.street_id
left join institution i on i.institution_id = l.institution_id
cross join lateral (
  select coalesce(sum(e.quantity), 0)::int as balance,
         coalesce(-sum(e.quantity) filter (where coalesce(r.entry, e.entry) in ('suspend', 'restore')), 0)::int as suspended
  from ledger_entry e
  left join ledger_entry r on r.entry_id = e.reverses
  where e.lot_id = l.lot_id and e.effective_on <= $8::date
) moved
cross join lateral (
  select min(b.published_on) as published_on
  from release_bulletin_lot bl join release_bulletin b using (bulletin_id)
  where bl.lot_id = l.lot_id
) bulletin
where (l.plan_id = $1::text or $1::text is null)
  and (l.pool_kind = $2::text or $2::text is null)
  and (a.code = $3::text or $3::text is null)
  and (a.level = $4::text or $4::text is null)
  and (l.institution_id = $5::bigint or $5::bigint is null)
  and (l.usage = $6::text or $6::text is null)
  and (l.valid_to >= $8::date or not $7::boolean)
  and (l.lot_id = $9::uuid or $9::uuid is null and not l.voided and l.released_on <= $8::date)
  and ($10::date is null or (l.valid_to, l.released_on, l.lot_id) > ($10::date, $11::date, $12::uuid))
order by l.valid_to, l.released_on, l.lot_id
limit $13::int
