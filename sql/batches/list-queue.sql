-- Queues for beds in their order. Versions of an area (one level and code) have one queue.
--
-- $1 plan or null   $2 kind of the pool or null   $3 code of the area or null   $4 true = also those who have left
-- $5 rows to skip   $6 most rows
-- Rows: by plan, pool and place; position: among those who wait now, 1 is the head, null = no longer waits.
-- Index: bed_queue_entry_plan_id_pool_kind_area_id_place_key.
with entry as (
  select q.application_id, q.plan_id, q.pool_kind, a.code, a.level, a.name, q.place, q.need, q.beds, q.batch_id, q.entered_on,
         q.left_on, q.left_because, q.entry_id,
         count(*) filter (where q.left_on is null) over (
           partition by q.plan_id, q.pool_kind, a.level, a.code order by q.place, q.entry_id)::int as waiting
  from bed_queue_entry q
  join area a using (area_id)
  where (q.plan_id = $1::text or $1::text is null)
    and (q.pool_kind = $2::text or $2::text is null)
    and (a.code = $3::text or $3::text is null)
    and (q.left_on is null or $4::boolean)
)
select e.application_id, p.applicant_name, e.plan_id, e.pool_kind, e.code, e.level, e.name, e.place,
       case when e.left_on is null then e.waiting end as position,
       e.need, e.beds, e.batch_id, e.entered_on, e.left_on, e.left_because
from entry e
join application p using (application_id)
order by e.plan_id, e.pool_kind, e.code, e.level, e.place, e.entry_id
offset $5::int limit $6::int
