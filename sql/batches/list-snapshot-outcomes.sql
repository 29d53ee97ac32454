-- What each rule said of the applications of a batch in its snapshot: the last assessment of each until the snapshot.
--
-- $1 batch
-- Rows: application_id; outcomes: rule id → outcome. Index: assessment_batch_idx.
select s.application_id, outcome.by_rule as outcomes
from (
  select distinct on (s.application_id) s.application_id, s.result
  from assessment s join batch b using (batch_id)
  where s.batch_id = $1::uuid and s.application_id is not null and s.made_at <= b.snapshot_at
  order by s.application_id, s.made_at desc, s.assessment_id
) s
cross join lateral (
  select coalesce(jsonb_object_agg(f.value ->> 'ruleId', f.value ->> 'outcome'), '{}') as by_rule
  from json_array_elements(s.result -> 'findings') f
) outcome
order by s.application_id
