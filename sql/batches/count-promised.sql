-- Pharmacies admitted under a plan whose agreement has not begun by a day: they hold places that no count of the register
-- shows yet. Exempt ones, which do not count in their first year, and moves of those counted already are left out.
--
-- $1 plan   $2 day
-- Rows: by attribution (location: street and county of the site; business_licence: county of the licence), code of the area and
-- pharmacy kind (all, or the service). Index: admission_plan_idx.
select place.attribution, place.code, kind.pharmacy_kind, count(*)::int as promised
from admission m
join application a using (application_id)
join assessment s on s.assessment_id = m.assessment_id
left join designation d on d.designation_id = m.designation_id
cross join lateral (
  values ('location', s.facts -> 'street' ->> 'code'), ('location', s.facts -> 'county' ->> 'code'),
         ('business_licence', s.facts -> 'businessArea' ->> 'code')
) place (attribution, code)
cross join lateral (
  select a.service as pharmacy_kind union all select 'all' where a.purpose <> 'add_service'
) kind
where m.plan_id = $1::text and a.kind = 'pharmacy' and m.route <> 'exempt'
  and a.purpose in ('new', 'branch', 'alliance_member', 'add_service')
  and (d.designation_id is null or d.valid_from > $2::date) and place.code is not null
group by 1, 2, 3
order by 1, 2, 3
