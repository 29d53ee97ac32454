-- Generated from migrations/ by npm run generate. Do not edit.
--
-- PostgreSQL database dump
--

--
-- Name: btree_gist; Type: EXTENSION; Schema: -; Owner: -
--

CREATE EXTENSION IF NOT EXISTS btree_gist WITH SCHEMA public;

--
-- Name: EXTENSION btree_gist; Type: COMMENT; Schema: -; Owner: -
--

COMMENT ON EXTENSION btree_gist IS 'support for indexing common datatypes in GiST';

--
-- Name: postgis; Type: EXTENSION; Schema: -; Owner: -
--

CREATE EXTENSION IF NOT EXISTS postgis WITH SCHEMA public;

--
-- Name: EXTENSION postgis; Type: COMMENT; Schema: -; Owner: -
--

COMMENT ON EXTENSION postgis IS 'PostGIS geometry and geography spatial types and functions';

--
-- Name: designation_in_force(text, daterange, date); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.designation_in_force(status text, valid daterange, as_of date) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ select valid @> as_of and status in ('active', 'suspended') $$;

--
-- Name: FUNCTION designation_in_force(status text, valid daterange, as_of date); Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON FUNCTION public.designation_in_force(status text, valid daterange, as_of date) IS 'True when the agreement period holds on the date and its status is active or suspended.';

--
-- Name: distance_m(public.geography, public.geography); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.distance_m(a public.geography, b public.geography) RETURNS double precision
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS $$ select round(st_distance(a, b, true) * 1000) / 1000 $$;

--
-- Name: FUNCTION distance_m(a public.geography, b public.geography); Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON FUNCTION public.distance_m(a public.geography, b public.geography) IS 'Geodesic distance on the ellipsoid in metres, rounded to the millimetre: the only measure compared with a limit.';

--
-- Name: distance_verdict(double precision, double precision, double precision); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.distance_verdict(distance double precision, limit_m double precision, band_m double precision) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
  select case
    when distance is null or limit_m is null or band_m is null then null
    when band_m > 0 and round(abs(distance - limit_m)::numeric, 3) <= round(band_m::numeric, 3) then 'uncertain'
    when distance <= limit_m then 'within'
    else 'beyond'
  end
$$;

--
-- Name: FUNCTION distance_verdict(distance double precision, limit_m double precision, band_m double precision); Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON FUNCTION public.distance_verdict(distance double precision, limit_m double precision, band_m double precision) IS 'within | beyond | uncertain: uncertain when the distance lies inside the accuracy band around the limit.';

--
-- Name: today_in_shanghai(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.today_in_shanghai() RETURNS date
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ select (now() at time zone 'Asia/Shanghai')::date $$;

--
-- Name: FUNCTION today_in_shanghai(); Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON FUNCTION public.today_in_shanghai() IS 'The calendar date that a question means when it names none.';

--
-- Name: api_key; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.api_key (
    key_id text NOT NULL,
    name text NOT NULL,
    role text NOT NULL,
    secret_hash text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone,
    revoked_at timestamp with time zone,
    CONSTRAINT api_key_role_check CHECK ((role = ANY (ARRAY['reader'::text, 'editor'::text, 'admin'::text])))
);

--
-- Name: TABLE api_key; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.api_key IS 'API keys; only a hash of the secret is stored.';

--
-- Name: area; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.area (
    area_id bigint NOT NULL,
    code text NOT NULL,
    level text NOT NULL,
    name text NOT NULL,
    name_en text,
    parent_id bigint,
    geom public.geometry(MultiPolygon,4326),
    area_km2 double precision GENERATED ALWAYS AS ((public.st_area((geom)::public.geography) / ('1000000'::numeric)::double precision)) STORED,
    source text NOT NULL,
    source_crs text,
    valid_from date,
    valid_to date,
    valid daterange GENERATED ALWAYS AS (daterange(valid_from, valid_to, '[]'::text)) STORED,
    is_synthetic boolean DEFAULT false NOT NULL,
    content_hash text NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT area_check CHECK (((level = 'management'::text) OR (geom IS NOT NULL))),
    CONSTRAINT area_check1 CHECK (((valid_from IS NULL) OR (valid_to IS NULL) OR (valid_from <= valid_to))),
    CONSTRAINT area_code_check CHECK ((code <> ''::text)),
    CONSTRAINT area_level_check CHECK ((level = ANY (ARRAY['city'::text, 'county'::text, 'street'::text, 'management'::text]))),
    CONSTRAINT area_name_check CHECK ((name <> ''::text))
);

--
-- Name: TABLE area; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.area IS 'City, county (区市县), street/township (街道/乡镇) polygons and management areas; one row per code, level and validity.';

--
-- Name: COLUMN area.code; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.area.code IS 'Division code (GB/T 2260, GB/T 10114) or, for management areas, the bureau''s own code.';

--
-- Name: area_area_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.area ALTER COLUMN area_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.area_area_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: area_statistic; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.area_statistic (
    statistic_id bigint NOT NULL,
    area_id bigint NOT NULL,
    indicator text NOT NULL,
    value double precision NOT NULL,
    as_of date NOT NULL,
    document text NOT NULL,
    is_modelled boolean DEFAULT false NOT NULL,
    is_synthetic boolean DEFAULT false NOT NULL,
    content_hash text NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT area_statistic_value_check CHECK (((value >= (0)::double precision) AND (value < 'Infinity'::double precision)))
);

--
-- Name: TABLE area_statistic; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.area_statistic IS 'Dated figures of an area; the unit is that of the indicator. The figure used is the latest with as_of on or before the question''s date.';

--
-- Name: area_statistic_statistic_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.area_statistic ALTER COLUMN statistic_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.area_statistic_statistic_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: audit_log; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.audit_log (
    audit_id bigint NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    actor text NOT NULL,
    action text NOT NULL,
    entity text NOT NULL,
    entity_id text NOT NULL,
    request_id text,
    details jsonb DEFAULT '{}'::jsonb NOT NULL
);

--
-- Name: TABLE audit_log; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.audit_log IS 'One row per write, in the same transaction as the write.';

--
-- Name: audit_log_audit_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.audit_log ALTER COLUMN audit_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.audit_log_audit_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: bed; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.bed (
    bed_id bigint NOT NULL,
    institution_id bigint NOT NULL,
    category text NOT NULL,
    licensed integer,
    open integer,
    designated integer,
    occupied_bed_days double precision,
    valid_from date,
    valid_to date,
    valid daterange GENERATED ALWAYS AS (daterange(valid_from, valid_to, '[]'::text)) STORED,
    document text,
    CONSTRAINT bed_category_check CHECK ((category = ANY (ARRAY['general'::text, 'paediatric'::text, 'psychiatric'::text, 'rehabilitation'::text, 'nursing'::text, 'ltc'::text]))),
    CONSTRAINT bed_designated_check CHECK ((designated >= 0)),
    CONSTRAINT bed_licensed_check CHECK ((licensed >= 0)),
    CONSTRAINT bed_occupied_bed_days_check CHECK ((occupied_bed_days >= (0)::double precision)),
    CONSTRAINT bed_open_check CHECK ((open >= 0))
);

--
-- Name: TABLE bed; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.bed IS 'Beds by category: licensed, open (开放), designated (医保定点); occupied bed-days of the validity period.';

--
-- Name: bed_bed_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.bed ALTER COLUMN bed_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.bed_bed_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: data_extent; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.data_extent (
    only_row boolean DEFAULT true NOT NULL,
    geom public.geometry(MultiPolygon,4326) NOT NULL,
    made_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT data_extent_only_row_check CHECK (only_row)
);

--
-- Name: data_extent_edge; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.data_extent_edge (
    edge_id bigint NOT NULL,
    geog public.geography(LineString,4326) NOT NULL
);

--
-- Name: data_extent_edge_edge_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.data_extent_edge ALTER COLUMN edge_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.data_extent_edge_edge_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: designation; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.designation (
    designation_id bigint NOT NULL,
    institution_id bigint NOT NULL,
    service text NOT NULL,
    status text NOT NULL,
    valid_from date,
    valid_to date,
    valid daterange GENERATED ALWAYS AS (daterange(valid_from, valid_to, '[]'::text)) STORED,
    counts_from date,
    document text,
    is_synthetic boolean DEFAULT false NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT designation_check CHECK (((valid_from IS NULL) OR (valid_to IS NULL) OR (valid_from <= valid_to))),
    CONSTRAINT designation_service_check CHECK ((service = ANY (ARRAY['personal_account'::text, 'outpatient_pooling'::text, 'outpatient_chronic'::text, 'inpatient'::text, 'dual_channel'::text, 'special_drugs'::text, 'medical_assistance'::text, 'ltc_home_care'::text, 'ltc_residential_care'::text, 'ltc_dementia_unit'::text]))),
    CONSTRAINT designation_status_check CHECK ((status = ANY (ARRAY['active'::text, 'suspended'::text, 'terminated'::text, 'withdrawn'::text])))
);

--
-- Name: TABLE designation; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.designation IS 'A period in which the agreement for one service had one status. In force = active or suspended on the date asked.';

--
-- Name: COLUMN designation.counts_from; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.designation.counts_from IS 'First date on which an exempt institution counts in control quantities (DL-F3); empty = from the start.';

--
-- Name: designation_designation_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.designation ALTER COLUMN designation_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.designation_designation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: import_cell; Type: TABLE; Schema: public; Owner: -
--

CREATE UNLOGGED TABLE public.import_cell (
    h3 bigint NOT NULL,
    population double precision NOT NULL,
    action text DEFAULT 'insert'::text NOT NULL,
    CONSTRAINT import_cell_action_check CHECK ((action = ANY (ARRAY['insert'::text, 'update'::text, 'unchanged'::text])))
);

--
-- Name: TABLE import_cell; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.import_cell IS 'Population cells that the rows of the file being imported add up to.';

--
-- Name: import_issue; Type: TABLE; Schema: public; Owner: -
--

CREATE UNLOGGED TABLE public.import_issue (
    row_no integer NOT NULL,
    severity text NOT NULL,
    code text NOT NULL,
    field text NOT NULL,
    value text,
    detail text,
    allowed text,
    CONSTRAINT import_issue_severity_check CHECK ((severity = ANY (ARRAY['rejected'::text, 'warning'::text, 'excluded'::text])))
);

--
-- Name: TABLE import_issue; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.import_issue IS 'What is wrong or suspicious with the rows of the file being imported.';

--
-- Name: import_row; Type: TABLE; Schema: public; Owner: -
--

CREATE UNLOGGED TABLE public.import_row (
    row_no integer NOT NULL,
    key text,
    hash text,
    value jsonb NOT NULL,
    geom public.geometry(Geometry,4326),
    readings jsonb,
    refs jsonb DEFAULT '{}'::jsonb NOT NULL,
    original jsonb,
    entity_id bigint,
    action text,
    rejected boolean DEFAULT false NOT NULL,
    CONSTRAINT import_row_action_check CHECK ((action = ANY (ARRAY['insert'::text, 'update'::text, 'unchanged'::text, 'duplicate'::text, 'excluded'::text])))
);

--
-- Name: TABLE import_row; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.import_row IS 'Rows of the file being imported: value holds the standard columns as understood, geom the position in WGS 84.';

--
-- Name: import_run; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.import_run (
    import_id uuid NOT NULL,
    kind text NOT NULL,
    file_name text NOT NULL,
    sha256 text NOT NULL,
    options jsonb NOT NULL,
    actor text NOT NULL,
    rows_read integer NOT NULL,
    inserted integer NOT NULL,
    updated integer NOT NULL,
    unchanged integer NOT NULL,
    rejected integer NOT NULL,
    report jsonb NOT NULL,
    started_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone NOT NULL,
    CONSTRAINT import_run_kind_check CHECK ((kind = ANY (ARRAY['institutions'::text, 'areas'::text, 'statistics'::text, 'bounds'::text, 'population'::text])))
);

--
-- Name: indicator; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.indicator (
    indicator text NOT NULL,
    unit text NOT NULL,
    title_zh text NOT NULL,
    title_en text NOT NULL
);

--
-- Name: institution; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.institution (
    institution_id bigint NOT NULL,
    code text,
    source text NOT NULL,
    source_id text NOT NULL,
    name text NOT NULL,
    kind text NOT NULL,
    category text,
    type_scheme text,
    type_no integer,
    address text,
    geom public.geometry(Point,4326),
    geog public.geography(Point,4326) GENERATED ALWAYS AS ((geom)::public.geography) STORED,
    source_crs text,
    accuracy_m double precision NOT NULL,
    verified boolean DEFAULT false NOT NULL,
    location_status text DEFAULT 'unlocated'::text NOT NULL,
    street_id bigint,
    county_id bigint,
    city_id bigint,
    stated_county text,
    licensing_authority text,
    licensing_level text,
    licensing_area_id bigint,
    business_licence_area_id bigint,
    management_area_id bigint,
    parent_id bigint,
    is_branch boolean DEFAULT false NOT NULL,
    valid_from date,
    valid_to date,
    valid daterange GENERATED ALWAYS AS (daterange(valid_from, valid_to, '[]'::text)) STORED,
    warnings text[] DEFAULT '{}'::text[] NOT NULL,
    is_synthetic boolean DEFAULT false NOT NULL,
    content_hash text NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT institution_accuracy_m_check CHECK (((accuracy_m >= (0)::double precision) AND (accuracy_m <= (5000)::double precision))),
    CONSTRAINT institution_check CHECK (((type_no IS NULL) = (type_scheme IS NULL))),
    CONSTRAINT institution_check1 CHECK (((geom IS NULL) OR (source_crs IS NOT NULL))),
    CONSTRAINT institution_check2 CHECK (((valid_from IS NULL) OR (valid_to IS NULL) OR (valid_from <= valid_to))),
    CONSTRAINT institution_code_check CHECK ((code <> ''::text)),
    CONSTRAINT institution_kind_check CHECK ((kind = ANY (ARRAY['medical'::text, 'pharmacy'::text, 'ltc_home'::text, 'ltc_residential'::text, 'ltc_both'::text]))),
    CONSTRAINT institution_licensing_level_check CHECK ((licensing_level = ANY (ARRAY['province'::text, 'city'::text, 'county'::text]))),
    CONSTRAINT institution_location_status_check CHECK ((location_status = ANY (ARRAY['located'::text, 'border'::text, 'outside'::text, 'unlocated'::text]))),
    CONSTRAINT institution_name_check CHECK ((name <> ''::text)),
    CONSTRAINT institution_source_check CHECK ((source <> ''::text)),
    CONSTRAINT institution_source_id_check CHECK ((source_id <> ''::text)),
    CONSTRAINT institution_type_no_check CHECK ((type_no > 0))
);

--
-- Name: TABLE institution; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.institution IS 'One institution at one address. type_no is derived from category by type_scheme; empty where the category is not listed.';

--
-- Name: COLUMN institution.category; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.institution.category IS 'Category as printed on the practice licence (医疗机构类别); never derived from the name.';

--
-- Name: COLUMN institution.accuracy_m; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.institution.accuracy_m IS 'Radius in metres within which the true entrance lies; used as a band around every limit.';

--
-- Name: COLUMN institution.location_status; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.institution.location_status IS 'located: inside exactly one street or county; border: on a border; outside: in no area; unlocated: no position.';

--
-- Name: institution_grade; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.institution_grade (
    institution_id bigint NOT NULL,
    scale text NOT NULL,
    grade text NOT NULL,
    obtained_by text,
    valid_from date,
    valid_to date,
    valid daterange GENERATED ALWAYS AS (daterange(valid_from, valid_to, '[]'::text)) STORED,
    CONSTRAINT institution_grade_check CHECK ((((scale = 'hospital_grade'::text) AND (grade = ANY (ARRAY['tertiary'::text, 'secondary'::text, 'primary'::text, 'ungraded'::text]))) OR ((scale = 'settlement_level'::text) AND (grade = ANY (ARRAY['I'::text, 'II'::text, 'III'::text]))))),
    CONSTRAINT institution_grade_obtained_by_check CHECK ((obtained_by = ANY (ARRAY['assessed'::text, 'carried_over'::text, 'downgraded'::text]))),
    CONSTRAINT institution_grade_scale_check CHECK ((scale = ANY (ARRAY['hospital_grade'::text, 'settlement_level'::text])))
);

--
-- Name: TABLE institution_grade; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.institution_grade IS 'Hospital grade (三级/二级/一级/未定级) and outpatient settlement level (I/II/III级) as dated histories; two scales that must not be mixed.';

--
-- Name: institution_institution_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.institution ALTER COLUMN institution_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.institution_institution_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: layer_counties; Type: VIEW; Schema: public; Owner: -
--

CREATE VIEW public.layer_counties AS
 SELECT a.area_id AS fid,
    a.code,
    a.name,
    a.name_en,
    city.code AS city_code,
    city.name AS city_name,
    a.area_km2,
    ( SELECT s.value
           FROM public.area_statistic s
          WHERE ((s.area_id = a.area_id) AND (s.indicator = 'resident_pop'::text) AND (s.as_of <= public.today_in_shanghai()))
          ORDER BY s.as_of DESC
         LIMIT 1) AS resident_pop,
    ( SELECT s.as_of
           FROM public.area_statistic s
          WHERE ((s.area_id = a.area_id) AND (s.indicator = 'resident_pop'::text) AND (s.as_of <= public.today_in_shanghai()))
          ORDER BY s.as_of DESC
         LIMIT 1) AS resident_pop_as_of,
    ( SELECT s.value
           FROM public.area_statistic s
          WHERE ((s.area_id = a.area_id) AND (s.indicator = 'insured_pop'::text) AND (s.as_of <= public.today_in_shanghai()))
          ORDER BY s.as_of DESC
         LIMIT 1) AS insured_pop,
    ( SELECT s.as_of
           FROM public.area_statistic s
          WHERE ((s.area_id = a.area_id) AND (s.indicator = 'insured_pop'::text) AND (s.as_of <= public.today_in_shanghai()))
          ORDER BY s.as_of DESC
         LIMIT 1) AS insured_pop_as_of,
    a.source_crs,
    a.source,
    a.valid_from,
    a.valid_to,
    a.is_synthetic,
    a.updated_at,
    a.valid,
    a.geom
   FROM (public.area a
     LEFT JOIN public.area city ON ((city.area_id = a.parent_id)))
  WHERE (a.level = 'county'::text);

--
-- Name: layer_designations; Type: VIEW; Schema: public; Owner: -
--

CREATE VIEW public.layer_designations AS
 SELECT d.designation_id AS fid,
    d.institution_id AS institution_fid,
    i.code AS institution_code,
    i.name AS institution_name,
    i.kind AS institution_kind,
    i.category,
    i.type_no,
    d.service,
    d.status,
    d.valid_from,
    d.valid_to,
    d.counts_from,
    d.document,
    county.code AS county_code,
    county.name AS county_name,
    street.code AS street_code,
    street.name AS street_name,
    i.source_crs,
    i.accuracy_m,
    i.verified,
    i.warnings,
    (d.is_synthetic OR i.is_synthetic) AS is_synthetic,
    d.updated_at,
    d.valid,
    i.geom
   FROM (((public.designation d
     JOIN public.institution i USING (institution_id))
     LEFT JOIN public.area county ON ((county.area_id = i.county_id)))
     LEFT JOIN public.area street ON ((street.area_id = i.street_id)))
  WHERE (d.status = ANY (ARRAY['active'::text, 'suspended'::text]));

--
-- Name: layer_institutions; Type: VIEW; Schema: public; Owner: -
--

CREATE VIEW public.layer_institutions AS
 SELECT i.institution_id AS fid,
    i.code,
    i.name,
    i.kind,
    i.category,
    i.type_no,
    i.type_scheme,
    i.address,
    city.name AS city_name,
    county.code AS county_code,
    county.name AS county_name,
    street.code AS street_code,
    street.name AS street_name,
    i.stated_county,
    i.location_status,
    management.name AS management_area_name,
    i.licensing_authority,
    i.licensing_level,
    business.name AS business_licence_area_name,
    i.parent_id AS parent_fid,
    i.is_branch,
    grade.hospital_grade,
    grade.settlement_level,
    service.services,
    beds.beds_licensed,
    beds.beds_open,
    beds.beds_designated,
    i.source_crs,
    i.accuracy_m,
    i.verified,
    i.source,
    i.source_id,
    i.valid_from,
    i.valid_to,
    i.warnings,
    i.is_synthetic,
    i.updated_at,
    i.valid,
    i.geom
   FROM ((((((((public.institution i
     LEFT JOIN public.area city ON ((city.area_id = i.city_id)))
     LEFT JOIN public.area county ON ((county.area_id = i.county_id)))
     LEFT JOIN public.area street ON ((street.area_id = i.street_id)))
     LEFT JOIN public.area management ON ((management.area_id = i.management_area_id)))
     LEFT JOIN public.area business ON ((business.area_id = i.business_licence_area_id)))
     LEFT JOIN LATERAL ( SELECT max(g.grade) FILTER (WHERE ((g.scale = 'hospital_grade'::text) AND (g.valid @> public.today_in_shanghai()))) AS hospital_grade,
            max(g.grade) FILTER (WHERE ((g.scale = 'settlement_level'::text) AND (g.valid @> public.today_in_shanghai()))) AS settlement_level
           FROM public.institution_grade g
          WHERE (g.institution_id = i.institution_id)) grade ON (true))
     LEFT JOIN LATERAL ( SELECT COALESCE(array_agg(d.service ORDER BY d.service) FILTER (WHERE public.designation_in_force(d.status, d.valid, public.today_in_shanghai())), '{}'::text[]) AS services
           FROM public.designation d
          WHERE (d.institution_id = i.institution_id)) service ON (true))
     LEFT JOIN LATERAL ( SELECT sum(b.licensed) FILTER (WHERE (b.valid @> public.today_in_shanghai())) AS beds_licensed,
            sum(b.open) FILTER (WHERE (b.valid @> public.today_in_shanghai())) AS beds_open,
            sum(b.designated) FILTER (WHERE (b.valid @> public.today_in_shanghai())) AS beds_designated
           FROM public.bed b
          WHERE (b.institution_id = i.institution_id)) beds ON (true));

--
-- Name: layer_management_areas; Type: VIEW; Schema: public; Owner: -
--

CREATE VIEW public.layer_management_areas AS
 SELECT a.area_id AS fid,
    a.code,
    a.name,
    a.name_en,
    parent.code AS parent_code,
    parent.name AS parent_name,
    a.source,
    a.valid_from,
    a.valid_to,
    a.is_synthetic,
    a.updated_at,
    a.valid
   FROM (public.area a
     LEFT JOIN public.area parent ON ((parent.area_id = a.parent_id)))
  WHERE (a.level = 'management'::text);

--
-- Name: pharmacy_bound; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.pharmacy_bound (
    bound_id bigint NOT NULL,
    area_id bigint NOT NULL,
    pharmacy_kind text NOT NULL,
    lower_bound double precision,
    upper_bound double precision,
    version text NOT NULL,
    document text NOT NULL,
    valid_from date,
    valid_to date,
    valid daterange GENERATED ALWAYS AS (daterange(valid_from, valid_to, '[]'::text)) STORED,
    is_synthetic boolean DEFAULT false NOT NULL,
    content_hash text NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT pharmacy_bound_check CHECK (((lower_bound IS NOT NULL) OR (upper_bound IS NOT NULL))),
    CONSTRAINT pharmacy_bound_check1 CHECK (((lower_bound IS NULL) OR (upper_bound IS NULL) OR (lower_bound <= upper_bound))),
    CONSTRAINT pharmacy_bound_check2 CHECK (((valid_from IS NULL) OR (valid_to IS NULL) OR (valid_from <= valid_to))),
    CONSTRAINT pharmacy_bound_lower_bound_check CHECK ((lower_bound >= (0)::double precision)),
    CONSTRAINT pharmacy_bound_pharmacy_kind_check CHECK ((pharmacy_kind = ANY (ARRAY['all'::text, 'personal_account'::text, 'outpatient_pooling'::text, 'dual_channel'::text]))),
    CONSTRAINT pharmacy_bound_upper_bound_check CHECK ((upper_bound >= (0)::double precision))
);

--
-- Name: TABLE pharmacy_bound; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.pharmacy_bound IS 'Lower and upper number of designated pharmacies (上下限界值) per area, kind and version.';

--
-- Name: layer_pharmacy_bounds; Type: VIEW; Schema: public; Owner: -
--

CREATE VIEW public.layer_pharmacy_bounds AS
 SELECT b.bound_id AS fid,
    a.code AS area_code,
    a.level AS area_level,
    a.name AS area_name,
    b.pharmacy_kind,
    b.lower_bound,
    b.upper_bound,
    b.version,
    b.document,
    b.valid_from,
    b.valid_to,
    (b.is_synthetic OR a.is_synthetic) AS is_synthetic,
    b.updated_at,
    b.valid,
    a.geom
   FROM (public.pharmacy_bound b
     JOIN public.area a USING (area_id));

--
-- Name: population_cell; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.population_cell (
    surface_id bigint NOT NULL,
    h3 bigint NOT NULL,
    population double precision NOT NULL,
    centre public.geography(Point,4326) NOT NULL,
    geom public.geometry(MultiPolygon,4326) NOT NULL,
    street_id bigint,
    county_id bigint,
    city_id bigint,
    location_status text DEFAULT 'outside'::text NOT NULL,
    cell_id bigint NOT NULL,
    CONSTRAINT population_cell_location_status_check CHECK ((location_status = ANY (ARRAY['located'::text, 'border'::text, 'outside'::text]))),
    CONSTRAINT population_cell_population_check CHECK (((population >= (0)::double precision) AND (population < 'Infinity'::double precision)))
);

--
-- Name: COLUMN population_cell.centre; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.population_cell.centre IS 'Centre of the H3 cell: the point from which its residents'' distance is measured.';

--
-- Name: population_surface; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.population_surface (
    surface_id bigint NOT NULL,
    code text NOT NULL,
    title_zh text NOT NULL,
    title_en text NOT NULL,
    h3_resolution integer NOT NULL,
    as_of date NOT NULL,
    is_modelled boolean NOT NULL,
    method text NOT NULL,
    document text NOT NULL,
    is_synthetic boolean DEFAULT false NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT population_surface_h3_resolution_check CHECK (((h3_resolution >= 0) AND (h3_resolution <= 15)))
);

--
-- Name: TABLE population_surface; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.population_surface IS 'One gridding of residents; the surface used is the latest with as_of on or before the question''s date.';

--
-- Name: layer_population_cells; Type: VIEW; Schema: public; Owner: -
--

CREATE VIEW public.layer_population_cells AS
 SELECT c.cell_id AS fid,
    to_hex(c.h3) AS h3,
    s.code AS surface_code,
    s.title_zh AS surface_title_zh,
    s.title_en AS surface_title_en,
    s.as_of,
    c.population,
    s.is_modelled,
        CASE
            WHEN s.is_modelled THEN 'modelled'::text
            ELSE 'counted'::text
        END AS population_basis,
    s.method,
    county.code AS county_code,
    county.name AS county_name,
    street.code AS street_code,
    street.name AS street_name,
    c.location_status,
    s.document,
    s.is_synthetic,
    c.geom
   FROM (((public.population_cell c
     JOIN public.population_surface s USING (surface_id))
     LEFT JOIN public.area county ON ((county.area_id = c.county_id)))
     LEFT JOIN public.area street ON ((street.area_id = c.street_id)));

--
-- Name: layer_streets; Type: VIEW; Schema: public; Owner: -
--

CREATE VIEW public.layer_streets AS
 SELECT a.area_id AS fid,
    a.code,
    a.name,
    a.name_en,
    county.code AS county_code,
    county.name AS county_name,
    a.area_km2,
    ( SELECT s.value
           FROM public.area_statistic s
          WHERE ((s.area_id = a.area_id) AND (s.indicator = 'resident_pop'::text) AND (s.as_of <= public.today_in_shanghai()))
          ORDER BY s.as_of DESC
         LIMIT 1) AS resident_pop,
    ( SELECT s.as_of
           FROM public.area_statistic s
          WHERE ((s.area_id = a.area_id) AND (s.indicator = 'resident_pop'::text) AND (s.as_of <= public.today_in_shanghai()))
          ORDER BY s.as_of DESC
         LIMIT 1) AS resident_pop_as_of,
    a.source_crs,
    a.source,
    a.valid_from,
    a.valid_to,
    a.is_synthetic,
    a.updated_at,
    a.valid,
    a.geom
   FROM (public.area a
     LEFT JOIN public.area county ON ((county.area_id = a.parent_id)))
  WHERE (a.level = 'street'::text);

--
-- Name: pharmacy_bound_bound_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.pharmacy_bound ALTER COLUMN bound_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.pharmacy_bound_bound_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: population_cell_cell_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.population_cell ALTER COLUMN cell_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.population_cell_cell_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: population_surface_surface_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.population_surface ALTER COLUMN surface_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.population_surface_surface_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: api_key api_key_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.api_key
    ADD CONSTRAINT api_key_pkey PRIMARY KEY (key_id);

--
-- Name: area area_code_once_at_a_time; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.area
    ADD CONSTRAINT area_code_once_at_a_time EXCLUDE USING gist (level WITH =, code WITH =, valid WITH &&);

--
-- Name: area area_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.area
    ADD CONSTRAINT area_pkey PRIMARY KEY (area_id);

--
-- Name: area_statistic area_statistic_area_id_indicator_as_of_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.area_statistic
    ADD CONSTRAINT area_statistic_area_id_indicator_as_of_key UNIQUE (area_id, indicator, as_of);

--
-- Name: area_statistic area_statistic_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.area_statistic
    ADD CONSTRAINT area_statistic_pkey PRIMARY KEY (statistic_id);

--
-- Name: audit_log audit_log_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.audit_log
    ADD CONSTRAINT audit_log_pkey PRIMARY KEY (audit_id);

--
-- Name: bed bed_one_count_at_a_time; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.bed
    ADD CONSTRAINT bed_one_count_at_a_time EXCLUDE USING gist (institution_id WITH =, category WITH =, valid WITH &&);

--
-- Name: bed bed_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.bed
    ADD CONSTRAINT bed_pkey PRIMARY KEY (bed_id);

--
-- Name: data_extent_edge data_extent_edge_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.data_extent_edge
    ADD CONSTRAINT data_extent_edge_pkey PRIMARY KEY (edge_id);

--
-- Name: data_extent data_extent_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.data_extent
    ADD CONSTRAINT data_extent_pkey PRIMARY KEY (only_row);

--
-- Name: designation designation_one_status_at_a_time; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.designation
    ADD CONSTRAINT designation_one_status_at_a_time EXCLUDE USING gist (institution_id WITH =, service WITH =, valid WITH &&);

--
-- Name: designation designation_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.designation
    ADD CONSTRAINT designation_pkey PRIMARY KEY (designation_id);

--
-- Name: import_cell import_cell_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.import_cell
    ADD CONSTRAINT import_cell_pkey PRIMARY KEY (h3);

--
-- Name: import_row import_row_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.import_row
    ADD CONSTRAINT import_row_pkey PRIMARY KEY (row_no);

--
-- Name: import_run import_run_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.import_run
    ADD CONSTRAINT import_run_pkey PRIMARY KEY (import_id);

--
-- Name: indicator indicator_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.indicator
    ADD CONSTRAINT indicator_pkey PRIMARY KEY (indicator);

--
-- Name: institution institution_code_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.institution
    ADD CONSTRAINT institution_code_key UNIQUE (code);

--
-- Name: institution_grade institution_grade_one_at_a_time; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.institution_grade
    ADD CONSTRAINT institution_grade_one_at_a_time EXCLUDE USING gist (institution_id WITH =, scale WITH =, valid WITH &&);

--
-- Name: institution institution_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.institution
    ADD CONSTRAINT institution_pkey PRIMARY KEY (institution_id);

--
-- Name: institution institution_source_source_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.institution
    ADD CONSTRAINT institution_source_source_id_key UNIQUE (source, source_id);

--
-- Name: pharmacy_bound pharmacy_bound_area_id_pharmacy_kind_version_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.pharmacy_bound
    ADD CONSTRAINT pharmacy_bound_area_id_pharmacy_kind_version_key UNIQUE (area_id, pharmacy_kind, version);

--
-- Name: pharmacy_bound pharmacy_bound_one_at_a_time; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.pharmacy_bound
    ADD CONSTRAINT pharmacy_bound_one_at_a_time EXCLUDE USING gist (area_id WITH =, pharmacy_kind WITH =, valid WITH &&);

--
-- Name: pharmacy_bound pharmacy_bound_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.pharmacy_bound
    ADD CONSTRAINT pharmacy_bound_pkey PRIMARY KEY (bound_id);

--
-- Name: population_cell population_cell_cell_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.population_cell
    ADD CONSTRAINT population_cell_cell_id_key UNIQUE (cell_id);

--
-- Name: population_cell population_cell_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.population_cell
    ADD CONSTRAINT population_cell_pkey PRIMARY KEY (surface_id, h3);

--
-- Name: population_surface population_surface_code_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.population_surface
    ADD CONSTRAINT population_surface_code_key UNIQUE (code);

--
-- Name: population_surface population_surface_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.population_surface
    ADD CONSTRAINT population_surface_pkey PRIMARY KEY (surface_id);

--
-- Name: area_geom_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX area_geom_idx ON public.area USING gist (geom);

--
-- Name: area_level_code_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX area_level_code_idx ON public.area USING btree (level, code);

--
-- Name: area_name_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX area_name_idx ON public.area USING btree (name);

--
-- Name: area_parent_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX area_parent_idx ON public.area USING btree (parent_id);

--
-- Name: audit_log_at_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX audit_log_at_idx ON public.audit_log USING btree (at DESC);

--
-- Name: audit_log_entity_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX audit_log_entity_idx ON public.audit_log USING btree (entity, entity_id);

--
-- Name: bed_institution_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX bed_institution_idx ON public.bed USING btree (institution_id) INCLUDE (licensed, open, designated, valid);

--
-- Name: data_extent_edge_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX data_extent_edge_idx ON public.data_extent_edge USING gist (geog);

--
-- Name: designation_institution_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX designation_institution_idx ON public.designation USING btree (institution_id) INCLUDE (service, status, valid);

--
-- Name: designation_service_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX designation_service_idx ON public.designation USING btree (service, institution_id);

--
-- Name: import_issue_row_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX import_issue_row_idx ON public.import_issue USING btree (row_no);

--
-- Name: import_row_geom_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX import_row_geom_idx ON public.import_row USING gist (geom);

--
-- Name: import_row_key_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX import_row_key_idx ON public.import_row USING btree (key);

--
-- Name: import_run_finished_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX import_run_finished_idx ON public.import_run USING btree (finished_at DESC, import_id);

--
-- Name: institution_accuracy_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX institution_accuracy_idx ON public.institution USING btree (accuracy_m);

--
-- Name: institution_business_area_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX institution_business_area_idx ON public.institution USING btree (business_licence_area_id) WHERE (business_licence_area_id IS NOT NULL);

--
-- Name: institution_coarse_geog_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX institution_coarse_geog_idx ON public.institution USING gist (geog) WHERE (accuracy_m > (100)::double precision);

--
-- Name: institution_county_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX institution_county_idx ON public.institution USING btree (county_id);

--
-- Name: institution_geom_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX institution_geom_idx ON public.institution USING gist (geom);

--
-- Name: institution_grade_institution_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX institution_grade_institution_idx ON public.institution_grade USING btree (institution_id) INCLUDE (scale, grade, valid);

--
-- Name: institution_kind_geog_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX institution_kind_geog_idx ON public.institution USING gist (kind, geog);

--
-- Name: institution_name_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX institution_name_idx ON public.institution USING btree (name);

--
-- Name: institution_street_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX institution_street_idx ON public.institution USING btree (street_id);

--
-- Name: institution_type_geog_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX institution_type_geog_idx ON public.institution USING gist (type_no, geog) WHERE (type_no IS NOT NULL);

--
-- Name: institution_type_scheme_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX institution_type_scheme_idx ON public.institution USING btree (type_scheme);

--
-- Name: institution_unplaced_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX institution_unplaced_idx ON public.institution USING btree (kind, type_no) WHERE (geom IS NULL);

--
-- Name: institution_untyped_geog_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX institution_untyped_geog_idx ON public.institution USING gist (geog) WHERE ((type_no IS NULL) AND (kind = 'medical'::text));

--
-- Name: population_cell_centre_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX population_cell_centre_idx ON public.population_cell USING gist (surface_id, centre);

--
-- Name: population_cell_county_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX population_cell_county_idx ON public.population_cell USING btree (county_id);

--
-- Name: population_cell_geom_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX population_cell_geom_idx ON public.population_cell USING gist (geom);

--
-- Name: population_cell_street_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX population_cell_street_idx ON public.population_cell USING btree (street_id);

--
-- Name: area area_parent_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.area
    ADD CONSTRAINT area_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES public.area(area_id);

--
-- Name: area_statistic area_statistic_area_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.area_statistic
    ADD CONSTRAINT area_statistic_area_id_fkey FOREIGN KEY (area_id) REFERENCES public.area(area_id);

--
-- Name: area_statistic area_statistic_indicator_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.area_statistic
    ADD CONSTRAINT area_statistic_indicator_fkey FOREIGN KEY (indicator) REFERENCES public.indicator(indicator);

--
-- Name: bed bed_institution_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.bed
    ADD CONSTRAINT bed_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES public.institution(institution_id) ON DELETE CASCADE;

--
-- Name: designation designation_institution_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.designation
    ADD CONSTRAINT designation_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES public.institution(institution_id) ON DELETE CASCADE;

--
-- Name: institution institution_business_licence_area_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.institution
    ADD CONSTRAINT institution_business_licence_area_id_fkey FOREIGN KEY (business_licence_area_id) REFERENCES public.area(area_id);

--
-- Name: institution institution_city_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.institution
    ADD CONSTRAINT institution_city_id_fkey FOREIGN KEY (city_id) REFERENCES public.area(area_id);

--
-- Name: institution institution_county_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.institution
    ADD CONSTRAINT institution_county_id_fkey FOREIGN KEY (county_id) REFERENCES public.area(area_id);

--
-- Name: institution_grade institution_grade_institution_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.institution_grade
    ADD CONSTRAINT institution_grade_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES public.institution(institution_id) ON DELETE CASCADE;

--
-- Name: institution institution_licensing_area_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.institution
    ADD CONSTRAINT institution_licensing_area_id_fkey FOREIGN KEY (licensing_area_id) REFERENCES public.area(area_id);

--
-- Name: institution institution_management_area_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.institution
    ADD CONSTRAINT institution_management_area_id_fkey FOREIGN KEY (management_area_id) REFERENCES public.area(area_id);

--
-- Name: institution institution_parent_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.institution
    ADD CONSTRAINT institution_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES public.institution(institution_id);

--
-- Name: institution institution_street_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.institution
    ADD CONSTRAINT institution_street_id_fkey FOREIGN KEY (street_id) REFERENCES public.area(area_id);

--
-- Name: pharmacy_bound pharmacy_bound_area_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.pharmacy_bound
    ADD CONSTRAINT pharmacy_bound_area_id_fkey FOREIGN KEY (area_id) REFERENCES public.area(area_id);

--
-- Name: population_cell population_cell_city_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.population_cell
    ADD CONSTRAINT population_cell_city_id_fkey FOREIGN KEY (city_id) REFERENCES public.area(area_id);

--
-- Name: population_cell population_cell_county_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.population_cell
    ADD CONSTRAINT population_cell_county_id_fkey FOREIGN KEY (county_id) REFERENCES public.area(area_id);

--
-- Name: population_cell population_cell_street_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.population_cell
    ADD CONSTRAINT population_cell_street_id_fkey FOREIGN KEY (street_id) REFERENCES public.area(area_id);

--
-- Name: population_cell population_cell_surface_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.population_cell
    ADD CONSTRAINT population_cell_surface_id_fkey FOREIGN KEY (surface_id) REFERENCES public.population_surface(surface_id) ON DELETE CASCADE;

--
-- PostgreSQL database dump complete
--

