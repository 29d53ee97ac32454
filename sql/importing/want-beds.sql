-- Says for the staged rows of known institutions which beds they state: one row per category of which the file states a figure, in
-- refs as `beds`. Figures and periods that the file does not state come from the stored row of the category that ends last (occupied bed-days
-- only for the very same period); a
-- category without any figure is listed with its period only, which clears what is stored for that period.
-- Parameters: $1 columns not stated (beds_<category>_<figure>, beds_valid_from, beds_valid_to), $2 categories stated.
-- Returns: nothing.
-- Index: bed_institution_idx.
with stated as (
  select r.row_no, r.entity_id, c.category, r.value, coalesce(b.figures, '{}') as figures
  from import_row r
  cross join unnest($2::text[]) as c(category)
  left join lateral (
    select f.figures from jsonb_array_elements(r.value -> 'beds') as f(figures) where f.figures ->> 'category' = c.category
  ) b on true
  where r.action = 'update' and not r.rejected
), dated as (
  select s.row_no, s.category, s.figures, l.licensed, l.open, l.designated, l.occupied_bed_days, l.valid,
         case when 'beds_valid_from' = any ($1::text[]) then l.valid_from else (s.value ->> 'beds_valid_from')::date end as valid_from,
         case when 'beds_valid_to' = any ($1::text[])
              then case when l.valid_to >= coalesce((s.value ->> 'beds_valid_from')::date, l.valid_to) then l.valid_to end
              else (s.value ->> 'beds_valid_to')::date end as valid_to
  from stated s
  left join lateral (
    select b.licensed, b.open, b.designated, b.occupied_bed_days, b.valid, b.valid_from, b.valid_to from bed b
    where b.institution_id = s.entity_id and b.category = s.category
    order by coalesce(b.valid_to, 'infinity') desc
    limit 1
  ) l on true
), wanted as (
  select row_no, category, valid_from, valid_to,
         case when 'beds_' || category || '_licensed' = any ($1::text[]) then licensed else (figures ->> 'licensed')::int end as licensed,
         case when 'beds_' || category || '_open' = any ($1::text[]) then open else (figures ->> 'open')::int end as open,
         case when 'beds_' || category || '_designated' = any ($1::text[]) then designated
              else (figures ->> 'designated')::int end as designated,
         case when not 'beds_' || category || '_occupied_bed_days' = any ($1::text[]) then (figures ->> 'occupied_bed_days')::float8
              when valid = case when valid_from <= valid_to then daterange(valid_from, valid_to, '[]')
                                when valid_from is null or valid_to is null then daterange(valid_from, valid_to, '[]') end
              then occupied_bed_days end as occupied_bed_days
  from dated
), by_row as (
  select row_no, jsonb_agg(to_jsonb(w) - 'row_no') as beds from wanted w group by row_no
)
update import_row r set refs = r.refs || jsonb_build_object('beds', w.beds)
from by_row w
where w.row_no = r.row_no;
