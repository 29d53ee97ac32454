-- The one place where a distance is measured and rounded for comparison with a limit.
--
-- Metres on the WGS 84 ellipsoid (PostGIS geography), rounded to the millimetre. ST_DWithin(…, 800) alone
-- accepts only about half of the points that lie at exactly 800 m (rounding near 1e-8 m), so every query
-- prefilters with ST_DWithin(limit + 0.001) for the index and compares distance_m(a, b) <= limit.
create function distance_m(a geography, b geography) returns double precision
language sql immutable strict parallel safe
as $$ select round(st_distance(a, b, true) * 1000) / 1000 $$;
comment on function distance_m(geography, geography) is
  'Geodesic distance on the ellipsoid in metres, rounded to the millimetre: the only measure compared with a limit.';

-- What may be said about a measured distance when both points have an accuracy (metres, a1 + a2 = band).
-- Decisive only if |distance - limit| > band, in whole millimetres (0.1 has no exact binary value); with band = 0 the
-- comparison is exact and the limit itself is inside.
create function distance_verdict(distance double precision, limit_m double precision, band_m double precision)
returns text language sql immutable parallel safe
as $$
  select case
    when distance is null or limit_m is null or band_m is null then null
    when band_m > 0 and round(abs(distance - limit_m)::numeric, 3) <= round(band_m::numeric, 3) then 'uncertain'
    when distance <= limit_m then 'within'
    else 'beyond'
  end
$$;
comment on function distance_verdict(double precision, double precision, double precision) is
  'within | beyond | uncertain: uncertain when the distance lies inside the accuracy band around the limit.';
