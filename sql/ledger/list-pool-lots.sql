-- Lots of a few release pools with their balance, as pools are read for decisions and for writing.
--
-- $1 plan   $2 kinds of the pools   $3 their areas (arrays of one length)   $4 day by which a lot must be released
-- $5 day on which it must be valid and up to which movements count
-- Rows: lots valid on one of the days at least and not void, earliest expiry first. Versions of an area (one level and
-- code) are one pool; area_id is the one asked for. remaining: sum of the movements up to the later day;
-- available: the least that the sum falls to from that day on, should movements be booked for later days already;
-- suspended: set aside, not in remaining; wiped: reset although nothing of the lot had been used;
-- published_on: first bulletin with the lot, published by the later day.
-- Indexes: release_lot_pool_idx, ledger_entry_lot_idx, release_bulletin_lot_lot_idx.
with asked as materialized (
  select distinct on (pool.kind, a.level, a.code) pool.kind, a.area_id, a.level, a.code
  from unnest($2::text[], $3::bigint[]) as pool (kind, area_id)
  join area a using (area_id)
  order by pool.kind, a.level, a.code, a.area_id
),
day as (
  select greatest($4::date, $5::date) as last, least($4::date, $5::date) as first
)
select l.lot_id, l.pool_kind, asked.area_id, asked.code as area_code, asked.level as area_level, l.quantity,
       moved.remaining, least(moved.remaining, later.least_balance)::int as available, moved.suspended, moved.wiped,
       l.released_on, l.valid_to, bulletin.published_on, l.usage, street.code as street_code, l.event
from asked
cross join day
join area version on version.level = asked.level and version.code = asked.code
join release_lot l on l.plan_id = $1::text and l.pool_kind = asked.kind and l.area_id = version.area_id
left join area street on street.area_id = l.street_id
cross join lateral (
  select coalesce(sum(e.quantity), 0)::int as remaining,
         coalesce(-sum(e.quantity) filter (where coalesce(r.entry, e.entry) in ('suspend', 'restore')), 0)::int as suspended,
         coalesce(-sum(e.quantity) filter (where coalesce(r.entry, e.entry) = 'reset' and not coalesce(r.touched, e.touched)), 0)::int as wiped
  from ledger_entry e
  left join ledger_entry r on r.entry_id = e.reverses
  where e.lot_id = l.lot_id and e.effective_on <= day.last
) moved
cross join lateral (
  select min(running.balance) as least_balance
  from (
    select e.effective_on, sum(sum(e.quantity)) over (order by e.effective_on) as balance
    from ledger_entry e where e.lot_id = l.lot_id group by e.effective_on
  ) running
  where running.effective_on > day.last
) later
cross join lateral (
  select min(b.published_on) as published_on
  from release_bulletin_lot bl join release_bulletin b using (bulletin_id)
  where bl.lot_id = l.lot_id and b.published_on <= day.last
) bulletin
where not l.voided and l.released_on <= day.last and l.valid_to >= day.first
order by l.valid_to, l.released_on, l.lot_id
