-- Pools that the applications of a batch would draw on, as the rules of its snapshot name them (also where they found too little).
--
-- $1 batch
-- Rows: pool_kind and area code. Index: assessment_batch_idx.
select distinct f.value -> 'derived' ->> 'poolKind' as pool_kind, f.value -> 'derived' ->> 'poolArea' as area_code
from assessment s
join batch b using (batch_id)
cross join lateral json_array_elements(s.result -> 'findings') f
where s.batch_id = $1::uuid and s.made_at <= b.snapshot_at
  and f.value -> 'derived' ->> 'poolKind' is not null and f.value -> 'derived' ->> 'poolArea' is not null
union
select d.value ->> 'poolKind', d.value ->> 'areaCode'
from assessment s
join batch b using (batch_id)
cross join lateral json_array_elements(s.result -> 'findings') f
cross join lateral json_array_elements(case json_typeof(f.value -> 'draws') when 'array' then f.value -> 'draws' else '[]' end) d
where s.batch_id = $1::uuid and s.made_at <= b.snapshot_at and d.value ->> 'resource' = 'pool'
order by 1, 2
