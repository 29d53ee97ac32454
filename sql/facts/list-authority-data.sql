-- What the authority has decided, what applicants before have used of it, and from when the data is.
--
-- $1 plan id   $2 code of the plan's city   $3 date   $4 day up to which admissions and the queue count (settlement; else $3)
-- $5 area ids concerned   $6 years of annual plans   $7 application left out of what was used, or null   $8 first day of the plan period
-- $9 code of the city whose classifications are told (where the plan's city is not among the data, that of the site)
-- Row (always one), jsonb arrays in a fixed order: annual_plans (lines of those areas and years, published by the date, with what
-- admissions have used), intervals, parameters, lists, traits_known, queues (waiting on the day, the application itself
-- too; position 1 is the head), free_additions (of those areas), exemption_uses, versions (dataset → import or latest entry).
-- Versions of an area (one level and code) are one area.
-- Indexes: unique keys of the tables, admission_plan_idx, admission_annual_plan_idx, import_run_finished_idx.
with concerned as materialized (
  select t.area_id as target_id, t.code, t.level, v.area_id
  from area t join area v on v.level = t.level and v.code = t.code
  where t.area_id = any ($5::bigint[])
),
waiting as materialized (
  select q.pool_kind, c.code, q.application_id, q.place, q.need, q.beds, q.entered_on
  from bed_queue_entry q
  join concerned c using (area_id)
  where q.plan_id = $1::text and q.entered_on <= $4::date and (q.left_on is null or q.left_on > $4::date)
)
select
  coalesce((
    select jsonb_agg(jsonb_build_object('annualPlanId', p.annual_plan_id, 'year', p.year, 'areaCode', c.code, 'areaLevel', c.level,
                                        'kind', p.kind, 'service', nullif(p.service, ''), 'category', nullif(p.category, ''),
                                        'quantity', p.quantity, 'used', used.quantity, 'publishedOn', p.published_on, 'document', p.document)
                     order by p.year, c.code, p.kind, p.service, p.category, p.annual_plan_id)
    from concerned c
    join annual_plan p using (area_id)
    cross join lateral (
      select coalesce(sum(a.annual_quantity), 0) as quantity
      from admission a
      where a.annual_plan_id = p.annual_plan_id and a.admitted_on <= $4::date and a.application_id is distinct from $7::uuid
    ) used
    where p.plan_id = $1::text and p.year = any ($6::int[]) and p.published_on <= $3::date), '[]') as annual_plans,
  coalesce((
    select jsonb_agg(jsonb_build_object('kind', i.kind, 'id', i.interval_id, 'from', i.valid_from, 'to', i.valid_to, 'document', i.document)
                     order by i.kind, i.valid_from, i.interval_id)
    from declared_interval i
    where i.city_code = $2::text and i.valid && daterange($3::date, greatest($3::date, $4::date), '[]')), '[]') as intervals,
  coalesce((
    select jsonb_agg(jsonb_build_object('name', p.name, 'value', p.value, 'unit', p.unit, 'qualifier', nullif(p.qualifier, ''),
                                        'from', p.valid_from, 'to', p.valid_to, 'document', p.document)
                     order by p.name, p.qualifier, p.parameter_id)
    from plan_parameter p where p.plan_id = $1::text and p.valid @> $3::date), '[]') as parameters,
  coalesce((
    select jsonb_agg(jsonb_build_object('list', l.list, 'categories', l.categories, 'document', l.document, 'publishedOn', l.published_on)
                     order by l.list, l.document, l.published_on)
    from (
      select l.list, l.document, l.published_on, jsonb_agg(l.category order by l.category) as categories
      from category_list l where l.city_code = $2::text and l.valid @> $3::date
      group by l.list, l.document, l.published_on
    ) l), '[]') as lists,
  coalesce((
    select array_agg(distinct c.trait order by c.trait)
    from area_classification c
    join area a using (area_id)
    left join area p on p.area_id = a.parent_id
    left join area g on g.area_id = p.parent_id
    where c.valid @> $3::date
      and coalesce(case when a.level = 'city' then a.code when p.level = 'city' then p.code when g.level = 'city' then g.code end, $9::text)
          = $9::text), '{}') as traits_known,
  coalesce((
    select jsonb_agg(jsonb_build_object('poolKind', w.pool_kind, 'areaCode', w.code, 'applicationId', w.application_id,
                                        'position', w.position, 'need', w.need, 'beds', w.beds, 'enteredOn', w.entered_on)
                     order by w.pool_kind, w.code, w.position)
    from (
      select q.pool_kind, q.code, q.application_id, q.need, q.beds, q.entered_on,
             row_number() over (partition by q.pool_kind, q.code order by q.place) as position
      from waiting q
    ) w), '[]') as queues,
  coalesce((
    select jsonb_agg(jsonb_build_object('areaCode', c.code, 'category', coalesce(a.category, ''), 'admittedOn', a.admitted_on,
                                        'applicationId', a.application_id)
                     order by a.admitted_on, a.application_id)
    from admission a
    join concerned c using (area_id)
    where a.plan_id = $1::text and a.route = 'free_addition' and a.admitted_on between $8::date and $4::date
      and a.application_id is distinct from $7::uuid), '[]') as free_additions,
  coalesce((
    select jsonb_agg(jsonb_build_object('ground', a.exemption_ground, 'physician', a.physician, 'institution', application.applicant_name,
                                        'admittedOn', a.admitted_on)
                     order by a.admitted_on, a.application_id)
    from admission a
    join application using (application_id)
    where a.plan_id = $1::text and a.exemption_ground is not null and a.admitted_on between $8::date and $4::date
      and a.application_id is distinct from $7::uuid), '[]') as exemption_uses,
  (select jsonb_strip_nulls(jsonb_build_object(
     'institutions', (select left(r.sha256, 12) || ' @ ' || to_char(r.finished_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
                      from import_run r where r.kind = 'institutions' order by r.finished_at desc, r.import_id limit 1),
     'areas', (select left(r.sha256, 12) || ' @ ' || to_char(r.finished_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
               from import_run r where r.kind = 'areas' order by r.finished_at desc, r.import_id limit 1),
     'statistics', (select left(r.sha256, 12) || ' @ ' || to_char(r.finished_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
                    from import_run r where r.kind = 'statistics' order by r.finished_at desc, r.import_id limit 1),
     'bounds', (select left(r.sha256, 12) || ' @ ' || to_char(r.finished_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
                from import_run r where r.kind = 'bounds' order by r.finished_at desc, r.import_id limit 1),
     'classifications', (select to_char(greatest(
                           (select max(entered_at) from area_classification),
                           (select max(entered_at) from saturation_snapshot where plan_id = $1::text)) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')),
     'category_lists', (select to_char(max(entered_at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') from category_list where city_code = $2::text),
     'parameters', (select to_char(max(entered_at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') from plan_parameter where plan_id = $1::text),
     'fund_warnings', (select to_char(max(entered_at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') from declared_interval where city_code = $2::text),
     'annual_plans', (select to_char(max(entered_at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') from annual_plan where plan_id = $1::text),
     'admissions', (select to_char(max(admitted_at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') from admission where plan_id = $1::text),
     'free_additions', (select to_char(max(admitted_at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') from admission
                        where plan_id = $1::text and route = 'free_addition'),
     'bed_queue', (select 'entry ' || max(entry_id)::text from bed_queue_entry where plan_id = $1::text),
     'release_ledger', (select 'entry ' || max(entry_id)::text from ledger_entry)))) as versions
