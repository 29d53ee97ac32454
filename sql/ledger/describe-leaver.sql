-- A designated institution as the release ledger needs it when its agreement ends or it is downgraded.
--
-- $1 institution id   $2 day before the event   $3 day of the event
-- Row: the institution or none. services: agreements in force on the day before, with the day from which they count, their
-- first day and whether the register still has them in force on the day of the event; starts: first days of all its
-- agreements by service; designated_beds: sum of the day before, null when a figure is missing or there is none;
-- level_before, level_on: outpatient settlement level (门诊结算分级) on both days. Areas of the authorities as stored.
-- Indexes: primary keys, designation_one_status_at_a_time, bed_one_count_at_a_time, institution_grade_one_at_a_time.
select i.institution_id, i.code, i.name, i.kind, i.licensing_level,
       licensing.code as licensing_code, licensing.level as licensing_area_level, licensing.name as licensing_name,
       business.code as business_code, business.level as business_area_level, business.name as business_name,
       street.area_id as street_id, street.code as street_code,
       (select coalesce(jsonb_agg(jsonb_build_object(
                 'service', d.service, 'countsFrom', d.counts_from, 'from', d.valid_from, 'isTemporary', d.lapses_on is not null,
                 'runsOn', exists (select 1 from designation later
                                   where later.institution_id = i.institution_id and later.service = d.service
                                     and designation_in_force(later.status, later.valid, $3::date + 1)))
                 order by d.service), '[]')
        from designation d
        where d.institution_id = i.institution_id and designation_in_force(d.status, d.valid, $2::date)) as services,
       (select coalesce(jsonb_agg(jsonb_build_object('service', d.service, 'from', d.valid_from) order by d.service, d.valid_from), '[]')
        from designation d
        where d.institution_id = i.institution_id and d.status in ('active', 'suspended') and d.valid_from is not null) as starts,
       (select case when count(*) = count(b.designated) then sum(b.designated)::int end
        from bed b where b.institution_id = i.institution_id and b.category <> 'ltc' and b.valid @> $2::date) as designated_beds,
       (select g.grade from institution_grade g
        where g.institution_id = i.institution_id and g.scale = 'settlement_level' and g.valid @> $2::date) as level_before,
       (select g.grade from institution_grade g
        where g.institution_id = i.institution_id and g.scale = 'settlement_level' and g.valid @> $3::date) as level_on
from institution i
left join area licensing on licensing.area_id = i.licensing_area_id
left join area business on business.area_id = i.business_licence_area_id
left join area street on street.area_id = i.street_id
where i.institution_id = $1::bigint
