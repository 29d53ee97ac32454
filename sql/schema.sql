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
-- Name: refuse_change(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ begin raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation'; end $$;

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
-- Name: admission; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.admission (
    admission_id uuid NOT NULL,
    application_id uuid NOT NULL,
    settlement_id uuid,
    plan_id text NOT NULL,
    admitted_on date NOT NULL,
    route text NOT NULL,
    annual_plan_id bigint,
    annual_quantity integer DEFAULT 0 NOT NULL,
    area_id bigint,
    category text,
    beds integer,
    exemption_ground text,
    physician text,
    counts_from date,
    assessment_id uuid NOT NULL,
    designation_id bigint,
    admitted_by text NOT NULL,
    admitted_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT admission_annual_quantity_check CHECK ((annual_quantity >= 0)),
    CONSTRAINT admission_route_check CHECK ((route = ANY (ARRAY['release'::text, 'free_addition'::text, 'street_place'::text, 'annual_plan'::text, 'exempt'::text, 'queue'::text, 'evaluation'::text])))
);

--
-- Name: TABLE admission; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.admission IS 'Applications that a settlement has let through to evaluation and agreement, and what each has used.';

--
-- Name: annual_plan; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.annual_plan (
    annual_plan_id bigint NOT NULL,
    plan_id text NOT NULL,
    year integer NOT NULL,
    area_id bigint NOT NULL,
    kind text NOT NULL,
    service text DEFAULT ''::text NOT NULL,
    category text DEFAULT ''::text NOT NULL,
    quantity integer NOT NULL,
    published_on date NOT NULL,
    document text NOT NULL,
    entered_by text NOT NULL,
    entered_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT annual_plan_document_check CHECK ((document <> ''::text)),
    CONSTRAINT annual_plan_kind_check CHECK ((kind = ANY (ARRAY['medical'::text, 'pharmacy'::text, 'ltc_home'::text, 'ltc_residential'::text, 'ltc_both'::text]))),
    CONSTRAINT annual_plan_quantity_check CHECK ((quantity >= 0)),
    CONSTRAINT annual_plan_year_check CHECK (((year >= 2000) AND (year <= 2100)))
);

--
-- Name: TABLE annual_plan; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.annual_plan IS 'Annual control plan (年度控制计划): institutions that may be added in a year, by area and kind; empty service or category = any.';

--
-- Name: annual_plan_annual_plan_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.annual_plan ALTER COLUMN annual_plan_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.annual_plan_annual_plan_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

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
-- Name: application; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.application (
    application_id uuid NOT NULL,
    application_no bigint NOT NULL,
    plan_id text NOT NULL,
    batch_id uuid,
    contents jsonb NOT NULL,
    applicant_name text NOT NULL,
    purpose text NOT NULL,
    kind text NOT NULL,
    service text NOT NULL,
    status text DEFAULT 'submitted'::text NOT NULL,
    geom public.geometry(Point,4326),
    geog public.geography(Point,4326) GENERATED ALWAYS AS ((geom)::public.geography) STORED,
    submitted_at timestamp with time zone DEFAULT now() NOT NULL,
    accepted_on date,
    decided_on date,
    revision integer DEFAULT 1 NOT NULL,
    created_by text NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT application_status_check CHECK ((status = ANY (ARRAY['submitted'::text, 'accepted'::text, 'waiting'::text, 'admitted'::text, 'not_selected'::text, 'refused'::text, 'withdrawn'::text])))
);

--
-- Name: TABLE application; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.application IS 'An application as the agency has entered it; contents follow the application schema, revision counts corrections.';

--
-- Name: application_application_no_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.application ALTER COLUMN application_no ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.application_application_no_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: application_review; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.application_review (
    review_id bigint NOT NULL,
    application_id uuid NOT NULL,
    revision integer NOT NULL,
    rule_id text NOT NULL,
    decision text NOT NULL,
    ground text NOT NULL,
    document text,
    reviewer text NOT NULL,
    decided_on date NOT NULL,
    entered_by text NOT NULL,
    entered_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT application_review_decision_check CHECK ((decision = ANY (ARRAY['accept'::text, 'refuse'::text])))
);

--
-- Name: TABLE application_review; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.application_review IS 'Decisions of authorised reviewers on single findings of one revision, with their ground; never changed, a later one counts.';

--
-- Name: application_review_review_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.application_review ALTER COLUMN review_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.application_review_review_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

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
-- Name: area_classification; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.area_classification (
    classification_id bigint NOT NULL,
    area_id bigint NOT NULL,
    trait text NOT NULL,
    value text NOT NULL,
    category text DEFAULT ''::text NOT NULL,
    document text NOT NULL,
    published_on date,
    valid_from date,
    valid_to date,
    valid daterange GENERATED ALWAYS AS (daterange(valid_from, valid_to, '[]'::text)) STORED,
    entered_by text NOT NULL,
    entered_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT area_classification_check CHECK (((valid_from IS NULL) OR (valid_to IS NULL) OR (valid_from <= valid_to))),
    CONSTRAINT area_classification_document_check CHECK ((document <> ''::text)),
    CONSTRAINT area_classification_trait_check CHECK ((trait ~ '^[a-z][a-z0-9_]*$'::text)),
    CONSTRAINT area_classification_value_check CHECK ((value <> ''::text))
);

--
-- Name: TABLE area_classification; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.area_classification IS 'Dated classifications of areas: area_class 1|2|3, support (category → may | caution), remote, weak, uneven, main_urban, built_up.';

--
-- Name: COLUMN area_classification.category; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.area_classification.category IS 'Licence category the value holds for (trait support); empty = the area as a whole.';

--
-- Name: area_classification_classification_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.area_classification ALTER COLUMN classification_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.area_classification_classification_id_seq
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
    CONSTRAINT area_statistic_value_check CHECK (((value < 'Infinity'::double precision) AND ((value >= (0)::double precision) OR ((indicator = 'cost_growth'::text) AND (value > '-Infinity'::double precision)))))
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
-- Name: assessment; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.assessment (
    assessment_id uuid NOT NULL,
    application_id uuid,
    batch_id uuid,
    revision integer,
    plan_hash text NOT NULL,
    plan_id text NOT NULL,
    as_of date NOT NULL,
    application json NOT NULL,
    facts json NOT NULL,
    reviews json DEFAULT '[]'::json NOT NULL,
    result json NOT NULL,
    overall text NOT NULL,
    made_by text NOT NULL,
    made_at timestamp with time zone DEFAULT now() NOT NULL
);

--
-- Name: TABLE assessment; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.assessment IS 'A decision with all it rests on: application, facts, reviews and result, so that it can be replayed after the data has changed.';

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
-- Name: batch; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.batch (
    batch_id uuid NOT NULL,
    plan_id text NOT NULL,
    procedure_id text NOT NULL,
    title text NOT NULL,
    area_id bigint,
    opened_on date NOT NULL,
    cut_off_on date NOT NULL,
    status text DEFAULT 'open'::text NOT NULL,
    snapshot_at timestamp with time zone,
    created_by text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT batch_check CHECK ((opened_on <= cut_off_on)),
    CONSTRAINT batch_status_check CHECK ((status = ANY (ARRAY['open'::text, 'snapshot'::text, 'settled'::text, 'cancelled'::text]))),
    CONSTRAINT batch_title_check CHECK ((title <> ''::text))
);

--
-- Name: TABLE batch; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.batch IS 'Applications judged together: taken in until the cut-off, then frozen (snapshot), ranked and settled once.';

--
-- Name: COLUMN batch.area_id; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.batch.area_id IS 'District whose applications it takes; empty = the whole city.';

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
-- Name: bed_queue_entry; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.bed_queue_entry (
    entry_id bigint NOT NULL,
    plan_id text NOT NULL,
    pool_kind text NOT NULL,
    area_id bigint NOT NULL,
    application_id uuid NOT NULL,
    place integer NOT NULL,
    need integer NOT NULL,
    beds integer NOT NULL,
    batch_id uuid NOT NULL,
    entered_on date NOT NULL,
    left_on date,
    left_because text,
    CONSTRAINT bed_queue_entry_beds_check CHECK ((beds > 0)),
    CONSTRAINT bed_queue_entry_check CHECK (((left_on IS NULL) = (left_because IS NULL))),
    CONSTRAINT bed_queue_entry_left_because_check CHECK ((left_because = ANY (ARRAY['admitted'::text, 'withdrawn'::text]))),
    CONSTRAINT bed_queue_entry_need_check CHECK ((need > 0)),
    CONSTRAINT bed_queue_entry_place_check CHECK ((place > 0))
);

--
-- Name: TABLE bed_queue_entry; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.bed_queue_entry IS 'Order of waiting for inpatient beds (DL-C6): places are given once and never change; who left keeps the place in the history.';

--
-- Name: bed_queue_entry_entry_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.bed_queue_entry ALTER COLUMN entry_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.bed_queue_entry_entry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: category_list; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.category_list (
    entry_id bigint NOT NULL,
    city_code text NOT NULL,
    list text NOT NULL,
    category text NOT NULL,
    document text NOT NULL,
    published_on date,
    valid_from date,
    valid_to date,
    valid daterange GENERATED ALWAYS AS (daterange(valid_from, valid_to, '[]'::text)) STORED,
    entered_by text NOT NULL,
    entered_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT category_list_category_check CHECK ((category <> ''::text)),
    CONSTRAINT category_list_check CHECK (((valid_from IS NULL) OR (valid_to IS NULL) OR (valid_from <= valid_to))),
    CONSTRAINT category_list_document_check CHECK ((document <> ''::text)),
    CONSTRAINT category_list_list_check CHECK ((list ~ '^[a-z][a-z0-9_]*$'::text))
);

--
-- Name: TABLE category_list; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.category_list IS 'Licence categories on a list of the authority, such as shortage_category (短板资源类).';

--
-- Name: category_list_entry_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.category_list ALTER COLUMN entry_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.category_list_entry_id_seq
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
-- Name: declared_interval; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.declared_interval (
    interval_id bigint NOT NULL,
    kind text NOT NULL,
    city_code text NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    valid daterange GENERATED ALWAYS AS (daterange(valid_from, valid_to, '[]'::text)) STORED,
    document text NOT NULL,
    entered_by text NOT NULL,
    entered_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT declared_interval_check CHECK (((valid_to IS NULL) OR (valid_from <= valid_to))),
    CONSTRAINT declared_interval_document_check CHECK ((document <> ''::text)),
    CONSTRAINT declared_interval_kind_check CHECK ((kind = ANY (ARRAY['fund_warning'::text, 'emergency'::text])))
);

--
-- Name: TABLE declared_interval; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.declared_interval IS 'Periods that the authority declares: fund-operation warnings (基金运行预警) and emergencies; without an end it runs on.';

--
-- Name: declared_interval_interval_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.declared_interval ALTER COLUMN interval_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.declared_interval_interval_id_seq
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
    plan_id text,
    coaching_until date,
    lapses_on date,
    application_id uuid,
    CONSTRAINT designation_check CHECK (((valid_from IS NULL) OR (valid_to IS NULL) OR (valid_from <= valid_to))),
    CONSTRAINT designation_lapse_needs_end CHECK (((lapses_on IS NULL) OR (valid_to IS NOT NULL))),
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
-- Name: COLUMN designation.coaching_until; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.designation.coaching_until IS 'Last day of the coaching period (政策辅导期), as the plan in force at the designation gives it.';

--
-- Name: COLUMN designation.lapses_on; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.designation.lapses_on IS 'Set on a temporary designation (emergency): the last day on which it holds unless it passes the normal rules.';

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
-- Name: idempotent_request; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.idempotent_request (
    made_by text NOT NULL,
    operation text NOT NULL,
    idempotency_key text NOT NULL,
    request_hash text NOT NULL,
    answer json NOT NULL,
    made_at timestamp with time zone DEFAULT now() NOT NULL
);

--
-- Name: TABLE idempotent_request; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.idempotent_request IS 'Answers of writes sent with an Idempotency-Key: the same key and body of the same caller are answered with them again.';

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
    CONSTRAINT import_run_kind_check CHECK ((kind = ANY (ARRAY['institutions'::text, 'areas'::text, 'statistics'::text, 'bounds'::text, 'population'::text, 'network'::text])))
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
-- Name: job; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.job (
    job_id uuid DEFAULT gen_random_uuid() NOT NULL,
    number bigint NOT NULL,
    analysis text NOT NULL,
    input jsonb NOT NULL,
    scenario uuid,
    status text DEFAULT 'accepted'::text NOT NULL,
    progress double precision DEFAULT 0 NOT NULL,
    message_zh text,
    message_en text,
    attempts integer DEFAULT 0 NOT NULL,
    runner uuid,
    heartbeat_at timestamp with time zone,
    problem jsonb,
    actor text NOT NULL,
    request_id text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    started_at timestamp with time zone,
    finished_at timestamp with time zone,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT job_analysis_check CHECK ((analysis <> ''::text)),
    CONSTRAINT job_attempts_check CHECK ((attempts >= 0)),
    CONSTRAINT job_check CHECK (((status = 'running'::text) = (runner IS NOT NULL))),
    CONSTRAINT job_check1 CHECK (((status = 'running'::text) = (heartbeat_at IS NOT NULL))),
    CONSTRAINT job_check2 CHECK (((status = ANY (ARRAY['successful'::text, 'failed'::text, 'dismissed'::text])) = (finished_at IS NOT NULL))),
    CONSTRAINT job_check3 CHECK (((status = 'failed'::text) = (problem IS NOT NULL))),
    CONSTRAINT job_progress_check CHECK (((progress >= (0)::double precision) AND (progress <= (1)::double precision))),
    CONSTRAINT job_status_check CHECK ((status = ANY (ARRAY['accepted'::text, 'running'::text, 'successful'::text, 'failed'::text, 'dismissed'::text])))
);

--
-- Name: TABLE job; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.job IS 'One question each. Its number is the order of the queue and of lists; `running` belongs to one runner, which tells that it lives by heartbeat_at.';

--
-- Name: COLUMN job.scenario; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.job.scenario IS 'The scenario the question is asked of; none = the register as it is. Not a reference: a job outlives a deleted scenario and fails with a reason.';

--
-- Name: COLUMN job.attempts; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.job.attempts IS 'How often a runner has begun; one whose process died is begun again, three times at most.';

--
-- Name: COLUMN job.problem; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.job.problem IS 'Why it failed, as the members of a problem document (RFC 9457).';

--
-- Name: job_number_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.job ALTER COLUMN number ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.job_number_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: job_result; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.job_result (
    job_id uuid NOT NULL,
    media_type text NOT NULL,
    content text NOT NULL
);

--
-- Name: TABLE job_result; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.job_result IS 'The answer of a successful job, byte for byte what the question itself would have sent.';

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
    i.geom,
    d.coaching_until,
    COALESCE((d.coaching_until >= public.today_in_shanghai()), false) AS is_coaching,
    d.lapses_on,
    (d.lapses_on IS NOT NULL) AS is_temporary,
    COALESCE((d.counts_from <= public.today_in_shanghai()), true) AS is_counted
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
-- Name: walk_edge; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.walk_edge (
    edge_key bigint NOT NULL,
    network_id bigint NOT NULL,
    edge_id integer NOT NULL,
    source integer NOT NULL,
    target integer NOT NULL,
    length_m double precision NOT NULL,
    component integer NOT NULL,
    highway text NOT NULL,
    name text,
    way_id text,
    is_bridge boolean DEFAULT false NOT NULL,
    is_tunnel boolean DEFAULT false NOT NULL,
    layer integer DEFAULT 0 NOT NULL,
    geom public.geometry(MultiLineString,4326) NOT NULL,
    CONSTRAINT walk_edge_length_m_check CHECK ((length_m >= (0)::double precision))
);

--
-- Name: COLUMN walk_edge.length_m; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.walk_edge.length_m IS 'Metres on the WGS 84 ellipsoid along the line, rounded to the micrometre; the same both ways.';

--
-- Name: walk_network; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.walk_network (
    network_id bigint NOT NULL,
    code text NOT NULL,
    area text NOT NULL,
    title_zh text NOT NULL,
    title_en text NOT NULL,
    source text NOT NULL,
    source_date date NOT NULL,
    document text NOT NULL,
    profile text NOT NULL,
    profile_hash text NOT NULL,
    is_active boolean DEFAULT false NOT NULL,
    activated_at timestamp with time zone,
    is_synthetic boolean DEFAULT false NOT NULL,
    file_name text NOT NULL,
    sha256 text NOT NULL,
    nodes integer NOT NULL,
    edges integer NOT NULL,
    length_m double precision NOT NULL,
    components integer NOT NULL,
    largest_share double precision NOT NULL,
    report jsonb NOT NULL,
    graph_format integer NOT NULL,
    graph_bytes bigint NOT NULL,
    geom public.geometry(MultiPolygon,4326) NOT NULL,
    imported_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT walk_network_area_check CHECK ((area <> ''::text)),
    CONSTRAINT walk_network_code_check CHECK ((code ~ '^[a-z0-9][a-z0-9.-]{0,62}$'::text)),
    CONSTRAINT walk_network_components_check CHECK ((components > 0)),
    CONSTRAINT walk_network_edges_check CHECK ((edges > 0)),
    CONSTRAINT walk_network_largest_share_check CHECK (((largest_share > (0)::double precision) AND (largest_share <= (1)::double precision))),
    CONSTRAINT walk_network_length_m_check CHECK ((length_m > (0)::double precision)),
    CONSTRAINT walk_network_nodes_check CHECK ((nodes > 0))
);

--
-- Name: TABLE walk_network; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.walk_network IS 'One import of a walking network; the active ones, at most one per area, decide walking distances.';

--
-- Name: COLUMN walk_network.area; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.walk_network.area IS 'What the network serves (a division code or a name of one''s own): activating a version retires the one active there.';

--
-- Name: COLUMN walk_network.largest_share; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.walk_network.largest_share IS 'Share of the walkable length that lies in the largest component.';

--
-- Name: COLUMN walk_network.geom; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.walk_network.geom IS 'Convex hull of the nodes, slightly widened: where the network is, for maps. It decides nothing.';

--
-- Name: layer_walk_edges; Type: VIEW; Schema: public; Owner: -
--

CREATE VIEW public.layer_walk_edges AS
 SELECT e.edge_key AS fid,
    n.code AS network_code,
    n.is_active,
    e.edge_id,
    e.source,
    e.target,
    e.length_m,
    e.component,
    e.highway,
    e.name,
    e.way_id,
    e.is_bridge,
    e.is_tunnel,
    e.layer,
    n.is_synthetic,
    e.geom
   FROM (public.walk_edge e
     LEFT JOIN public.walk_network n USING (network_id));

--
-- Name: layer_walk_networks; Type: VIEW; Schema: public; Owner: -
--

CREATE VIEW public.layer_walk_networks AS
 SELECT network_id AS fid,
    code,
    area,
    title_zh,
    title_en,
    is_active,
    activated_at,
    source,
    source_date,
    document,
    profile,
    nodes,
    edges,
    (length_m / (1000)::double precision) AS length_km,
    components,
    largest_share,
    is_synthetic,
    imported_at,
    geom
   FROM public.walk_network n;

--
-- Name: ledger_entry; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.ledger_entry (
    entry_id bigint NOT NULL,
    lot_id uuid NOT NULL,
    entry text NOT NULL,
    quantity integer NOT NULL,
    effective_on date NOT NULL,
    settlement_id uuid,
    application_id uuid,
    reverses bigint,
    into_lot uuid,
    touched boolean DEFAULT true NOT NULL,
    document text,
    entered_by text NOT NULL,
    entered_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT ledger_entry_check CHECK ((((entry = ANY (ARRAY['release'::text, 'restore'::text])) AND (quantity > 0)) OR ((entry = ANY (ARRAY['consume'::text, 'reset'::text, 'suspend'::text, 'transfer_out'::text])) AND (quantity < 0)) OR (entry = 'reversal'::text))),
    CONSTRAINT ledger_entry_check1 CHECK (((entry = 'reversal'::text) = (reverses IS NOT NULL))),
    CONSTRAINT ledger_entry_check2 CHECK (((into_lot IS NULL) OR (entry = 'transfer_out'::text))),
    CONSTRAINT ledger_entry_entry_check CHECK ((entry = ANY (ARRAY['release'::text, 'consume'::text, 'reset'::text, 'suspend'::text, 'restore'::text, 'transfer_out'::text, 'reversal'::text]))),
    CONSTRAINT ledger_entry_quantity_check CHECK ((quantity <> 0))
);

--
-- Name: TABLE ledger_entry; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.ledger_entry IS 'Signed movements of a lot; the balance is their sum. Never changed or deleted: a mistake is reversed by its own entry.';

--
-- Name: COLUMN ledger_entry.touched; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.ledger_entry.touched IS 'False for the reset of a lot of which nothing was consumed: what the narrower reading of DL-E6 would keep.';

--
-- Name: ledger_entry_entry_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.ledger_entry ALTER COLUMN entry_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.ledger_entry_entry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

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
-- Name: plan_parameter; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.plan_parameter (
    parameter_id bigint NOT NULL,
    plan_id text NOT NULL,
    name text NOT NULL,
    qualifier text DEFAULT ''::text NOT NULL,
    value double precision NOT NULL,
    unit text NOT NULL,
    document text NOT NULL,
    valid_from date,
    valid_to date,
    valid daterange GENERATED ALWAYS AS (daterange(valid_from, valid_to, '[]'::text)) STORED,
    entered_by text NOT NULL,
    entered_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT plan_parameter_check CHECK (((valid_from IS NULL) OR (valid_to IS NULL) OR (valid_from <= valid_to))),
    CONSTRAINT plan_parameter_document_check CHECK ((document <> ''::text)),
    CONSTRAINT plan_parameter_name_check CHECK ((name ~ '^[a-z][a-z0-9_]*$'::text)),
    CONSTRAINT plan_parameter_unit_check CHECK ((unit <> ''::text)),
    CONSTRAINT plan_parameter_value_check CHECK (((value > '-Infinity'::double precision) AND (value < 'Infinity'::double precision)))
);

--
-- Name: TABLE plan_parameter; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.plan_parameter IS 'Values that a plan leaves to the authority: baselines, caps of a year, total numbers; unit and document are kept.';

--
-- Name: plan_parameter_parameter_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.plan_parameter ALTER COLUMN parameter_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.plan_parameter_parameter_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: plan_version; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.plan_version (
    plan_hash text NOT NULL,
    plan_id text NOT NULL,
    version text NOT NULL,
    contents json NOT NULL,
    first_used_at timestamp with time zone DEFAULT now() NOT NULL
);

--
-- Name: TABLE plan_version; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.plan_version IS 'The rules as they stood when an assessment used them, for replay. json, not jsonb: keys keep their order and the hash.';

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
-- Name: release_bulletin; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.release_bulletin (
    bulletin_id uuid NOT NULL,
    plan_id text NOT NULL,
    year integer NOT NULL,
    quarter integer NOT NULL,
    as_of date NOT NULL,
    published_on date NOT NULL,
    contents json NOT NULL,
    document text NOT NULL,
    published_by text NOT NULL,
    published_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT release_bulletin_check CHECK ((published_on >= as_of)),
    CONSTRAINT release_bulletin_document_check CHECK ((document <> ''::text)),
    CONSTRAINT release_bulletin_quarter_check CHECK (((quarter >= 1) AND (quarter <= 4)))
);

--
-- Name: TABLE release_bulletin; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.release_bulletin IS 'Quarterly publication of the totals and expiry dates (DL-E5): an immutable snapshot.';

--
-- Name: release_bulletin_lot; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.release_bulletin_lot (
    bulletin_id uuid NOT NULL,
    lot_id uuid NOT NULL,
    balance integer NOT NULL
);

--
-- Name: release_lot; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.release_lot (
    lot_id uuid NOT NULL,
    plan_id text NOT NULL,
    pool_kind text NOT NULL,
    area_id bigint NOT NULL,
    quantity integer NOT NULL,
    event text NOT NULL,
    institution_id bigint,
    institution_name text NOT NULL,
    released_on date NOT NULL,
    valid_to date NOT NULL,
    valid daterange GENERATED ALWAYS AS (daterange(released_on, valid_to, '[]'::text)) STORED,
    usage text DEFAULT 'pool'::text NOT NULL,
    street_id bigint,
    transferred_from uuid,
    voided boolean DEFAULT false NOT NULL,
    document text NOT NULL,
    entered_by text NOT NULL,
    entered_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT release_lot_check CHECK ((valid_to >= released_on)),
    CONSTRAINT release_lot_check1 CHECK (((event = 'transfer'::text) OR (transferred_from IS NULL))),
    CONSTRAINT release_lot_document_check CHECK ((document <> ''::text)),
    CONSTRAINT release_lot_event_check CHECK ((event = ANY (ARRAY['termination'::text, 'withdrawal'::text, 'downgrade'::text, 'transfer'::text]))),
    CONSTRAINT release_lot_pool_kind_check CHECK ((pool_kind = ANY (ARRAY['personal_account_medical'::text, 'outpatient_pooling'::text, 'inpatient_beds'::text, 'pharmacy_personal_account'::text, 'pharmacy_outpatient_pooling'::text]))),
    CONSTRAINT release_lot_quantity_check CHECK ((quantity > 0)),
    CONSTRAINT release_lot_usage_check CHECK ((usage = ANY (ARRAY['pool'::text, 'street_capacity'::text, 'undecided'::text])))
);

--
-- Name: TABLE release_lot; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.release_lot IS 'A released quantity: kind, pool (area), day of release and last day of validity; one event may give several lots.';

--
-- Name: COLUMN release_lot.voided; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.release_lot.voided IS 'True once its release entry was reversed: the lot was entered by mistake and the event may be entered again.';

--
-- Name: saturation_snapshot; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.saturation_snapshot (
    snapshot_id bigint NOT NULL,
    plan_id text NOT NULL,
    area_id bigint NOT NULL,
    pharmacy_kind text NOT NULL,
    as_of date NOT NULL,
    actual integer NOT NULL,
    upper_bound double precision NOT NULL,
    bound_version text NOT NULL,
    class_name text NOT NULL,
    published_on date NOT NULL,
    document text NOT NULL,
    entered_by text NOT NULL,
    entered_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT saturation_snapshot_actual_check CHECK ((actual >= 0)),
    CONSTRAINT saturation_snapshot_check CHECK ((published_on >= as_of)),
    CONSTRAINT saturation_snapshot_document_check CHECK ((document <> ''::text)),
    CONSTRAINT saturation_snapshot_pharmacy_kind_check CHECK ((pharmacy_kind = ANY (ARRAY['all'::text, 'personal_account'::text, 'outpatient_pooling'::text, 'dual_channel'::text])))
);

--
-- Name: TABLE saturation_snapshot; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.saturation_snapshot IS 'Published saturation classes of districts; never changed afterwards, decisions cite theirs.';

--
-- Name: saturation_snapshot_snapshot_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.saturation_snapshot ALTER COLUMN snapshot_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.saturation_snapshot_snapshot_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: scenario; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.scenario (
    scenario_id uuid DEFAULT gen_random_uuid() NOT NULL,
    title text NOT NULL,
    description text,
    changes jsonb NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_by text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_by text NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT scenario_title_check CHECK ((title <> ''::text)),
    CONSTRAINT scenario_version_check CHECK ((version > 0))
);

--
-- Name: TABLE scenario; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.scenario IS 'A named list of additions, removals and moves of institutions. Questions asked of it run in a transaction that is rolled back.';

--
-- Name: settlement; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.settlement (
    settlement_id uuid NOT NULL,
    idempotency_key text NOT NULL,
    batch_id uuid,
    plan_id text NOT NULL,
    settled_on date NOT NULL,
    request_hash text NOT NULL,
    result json NOT NULL,
    made_by text NOT NULL,
    made_at timestamp with time zone DEFAULT now() NOT NULL
);

--
-- Name: TABLE settlement; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.settlement IS 'One settlement is one transaction; the same key answers with the stored result and books nothing again.';

--
-- Name: walk_component; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.walk_component (
    network_id bigint NOT NULL,
    component integer NOT NULL,
    nodes integer NOT NULL,
    edges integer NOT NULL,
    length_m double precision NOT NULL
);

--
-- Name: TABLE walk_component; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.walk_component IS 'Parts of a network that no path joins; 0 is the longest.';

--
-- Name: walk_edge_edge_key_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.walk_edge ALTER COLUMN edge_key ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.walk_edge_edge_key_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: walk_graph_part; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.walk_graph_part (
    network_id bigint NOT NULL,
    part integer NOT NULL,
    content bytea NOT NULL
);

--
-- Name: TABLE walk_graph_part; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.walk_graph_part IS 'The network packed for searching, in parts of at most one megabyte, so that a process loads it without building it again.';

--
-- Name: walk_network_network_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.walk_network ALTER COLUMN network_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.walk_network_network_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: walk_node; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.walk_node (
    network_id bigint NOT NULL,
    node_id integer NOT NULL,
    component integer NOT NULL,
    geom public.geometry(Point,4326) NOT NULL
);

--
-- Name: admission admission_application_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.admission
    ADD CONSTRAINT admission_application_id_key UNIQUE (application_id);

--
-- Name: admission admission_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.admission
    ADD CONSTRAINT admission_pkey PRIMARY KEY (admission_id);

--
-- Name: annual_plan annual_plan_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.annual_plan
    ADD CONSTRAINT annual_plan_pkey PRIMARY KEY (annual_plan_id);

--
-- Name: annual_plan annual_plan_plan_id_year_area_id_kind_service_category_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.annual_plan
    ADD CONSTRAINT annual_plan_plan_id_year_area_id_kind_service_category_key UNIQUE (plan_id, year, area_id, kind, service, category);

--
-- Name: api_key api_key_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.api_key
    ADD CONSTRAINT api_key_pkey PRIMARY KEY (key_id);

--
-- Name: application application_application_no_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.application
    ADD CONSTRAINT application_application_no_key UNIQUE (application_no);

--
-- Name: application application_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.application
    ADD CONSTRAINT application_pkey PRIMARY KEY (application_id);

--
-- Name: application_review application_review_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.application_review
    ADD CONSTRAINT application_review_pkey PRIMARY KEY (review_id);

--
-- Name: area_classification area_classification_one_at_a_time; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.area_classification
    ADD CONSTRAINT area_classification_one_at_a_time EXCLUDE USING gist (area_id WITH =, trait WITH =, category WITH =, valid WITH &&);

--
-- Name: area_classification area_classification_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.area_classification
    ADD CONSTRAINT area_classification_pkey PRIMARY KEY (classification_id);

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
-- Name: assessment assessment_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.assessment
    ADD CONSTRAINT assessment_pkey PRIMARY KEY (assessment_id);

--
-- Name: audit_log audit_log_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.audit_log
    ADD CONSTRAINT audit_log_pkey PRIMARY KEY (audit_id);

--
-- Name: batch batch_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.batch
    ADD CONSTRAINT batch_pkey PRIMARY KEY (batch_id);

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
-- Name: bed_queue_entry bed_queue_entry_application_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.bed_queue_entry
    ADD CONSTRAINT bed_queue_entry_application_id_key UNIQUE (application_id);

--
-- Name: bed_queue_entry bed_queue_entry_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.bed_queue_entry
    ADD CONSTRAINT bed_queue_entry_pkey PRIMARY KEY (entry_id);

--
-- Name: bed_queue_entry bed_queue_entry_plan_id_pool_kind_area_id_place_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.bed_queue_entry
    ADD CONSTRAINT bed_queue_entry_plan_id_pool_kind_area_id_place_key UNIQUE (plan_id, pool_kind, area_id, place);

--
-- Name: category_list category_list_once_at_a_time; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.category_list
    ADD CONSTRAINT category_list_once_at_a_time EXCLUDE USING gist (city_code WITH =, list WITH =, category WITH =, valid WITH &&);

--
-- Name: category_list category_list_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.category_list
    ADD CONSTRAINT category_list_pkey PRIMARY KEY (entry_id);

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
-- Name: declared_interval declared_interval_one_at_a_time; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.declared_interval
    ADD CONSTRAINT declared_interval_one_at_a_time EXCLUDE USING gist (kind WITH =, city_code WITH =, valid WITH &&);

--
-- Name: declared_interval declared_interval_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.declared_interval
    ADD CONSTRAINT declared_interval_pkey PRIMARY KEY (interval_id);

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
-- Name: idempotent_request idempotent_request_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.idempotent_request
    ADD CONSTRAINT idempotent_request_pkey PRIMARY KEY (made_by, operation, idempotency_key);

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
-- Name: job job_number_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.job
    ADD CONSTRAINT job_number_key UNIQUE (number);

--
-- Name: job job_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.job
    ADD CONSTRAINT job_pkey PRIMARY KEY (job_id);

--
-- Name: job_result job_result_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.job_result
    ADD CONSTRAINT job_result_pkey PRIMARY KEY (job_id);

--
-- Name: ledger_entry ledger_entry_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.ledger_entry
    ADD CONSTRAINT ledger_entry_pkey PRIMARY KEY (entry_id);

--
-- Name: ledger_entry ledger_entry_reverses_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.ledger_entry
    ADD CONSTRAINT ledger_entry_reverses_key UNIQUE (reverses);

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
-- Name: plan_parameter plan_parameter_one_at_a_time; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.plan_parameter
    ADD CONSTRAINT plan_parameter_one_at_a_time EXCLUDE USING gist (plan_id WITH =, name WITH =, qualifier WITH =, valid WITH &&);

--
-- Name: plan_parameter plan_parameter_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.plan_parameter
    ADD CONSTRAINT plan_parameter_pkey PRIMARY KEY (parameter_id);

--
-- Name: plan_version plan_version_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.plan_version
    ADD CONSTRAINT plan_version_pkey PRIMARY KEY (plan_hash);

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
-- Name: release_bulletin_lot release_bulletin_lot_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.release_bulletin_lot
    ADD CONSTRAINT release_bulletin_lot_pkey PRIMARY KEY (bulletin_id, lot_id);

--
-- Name: release_bulletin release_bulletin_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.release_bulletin
    ADD CONSTRAINT release_bulletin_pkey PRIMARY KEY (bulletin_id);

--
-- Name: release_bulletin release_bulletin_plan_id_year_quarter_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.release_bulletin
    ADD CONSTRAINT release_bulletin_plan_id_year_quarter_key UNIQUE (plan_id, year, quarter);

--
-- Name: release_lot release_lot_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.release_lot
    ADD CONSTRAINT release_lot_pkey PRIMARY KEY (lot_id);

--
-- Name: saturation_snapshot saturation_snapshot_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.saturation_snapshot
    ADD CONSTRAINT saturation_snapshot_pkey PRIMARY KEY (snapshot_id);

--
-- Name: saturation_snapshot saturation_snapshot_plan_id_area_id_pharmacy_kind_published_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.saturation_snapshot
    ADD CONSTRAINT saturation_snapshot_plan_id_area_id_pharmacy_kind_published_key UNIQUE (plan_id, area_id, pharmacy_kind, published_on);

--
-- Name: scenario scenario_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.scenario
    ADD CONSTRAINT scenario_pkey PRIMARY KEY (scenario_id);

--
-- Name: settlement settlement_batch_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.settlement
    ADD CONSTRAINT settlement_batch_id_key UNIQUE (batch_id);

--
-- Name: settlement settlement_idempotency_key_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.settlement
    ADD CONSTRAINT settlement_idempotency_key_key UNIQUE (idempotency_key);

--
-- Name: settlement settlement_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.settlement
    ADD CONSTRAINT settlement_pkey PRIMARY KEY (settlement_id);

--
-- Name: walk_component walk_component_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.walk_component
    ADD CONSTRAINT walk_component_pkey PRIMARY KEY (network_id, component);

--
-- Name: walk_edge walk_edge_edge_key_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.walk_edge
    ADD CONSTRAINT walk_edge_edge_key_key UNIQUE (edge_key);

--
-- Name: walk_edge walk_edge_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.walk_edge
    ADD CONSTRAINT walk_edge_pkey PRIMARY KEY (network_id, edge_id);

--
-- Name: walk_graph_part walk_graph_part_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.walk_graph_part
    ADD CONSTRAINT walk_graph_part_pkey PRIMARY KEY (network_id, part);

--
-- Name: walk_network walk_network_code_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.walk_network
    ADD CONSTRAINT walk_network_code_key UNIQUE (code);

--
-- Name: walk_network walk_network_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.walk_network
    ADD CONSTRAINT walk_network_pkey PRIMARY KEY (network_id);

--
-- Name: walk_node walk_node_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.walk_node
    ADD CONSTRAINT walk_node_pkey PRIMARY KEY (network_id, node_id);

--
-- Name: admission_annual_plan_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX admission_annual_plan_idx ON public.admission USING btree (annual_plan_id) WHERE (annual_plan_id IS NOT NULL);

--
-- Name: admission_plan_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX admission_plan_idx ON public.admission USING btree (plan_id, route);

--
-- Name: application_batch_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX application_batch_idx ON public.application USING btree (batch_id);

--
-- Name: application_geog_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX application_geog_idx ON public.application USING gist (geog);

--
-- Name: application_review_application_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX application_review_application_idx ON public.application_review USING btree (application_id);

--
-- Name: application_status_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX application_status_idx ON public.application USING btree (status, submitted_at DESC);

--
-- Name: area_classification_trait_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX area_classification_trait_idx ON public.area_classification USING btree (trait);

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
-- Name: assessment_application_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX assessment_application_idx ON public.assessment USING btree (application_id, made_at DESC);

--
-- Name: assessment_batch_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX assessment_batch_idx ON public.assessment USING btree (batch_id);

--
-- Name: assessment_made_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX assessment_made_idx ON public.assessment USING btree (made_at DESC, assessment_id DESC);

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
-- Name: job_analysis_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX job_analysis_idx ON public.job USING btree (analysis, number);

--
-- Name: job_finished_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX job_finished_idx ON public.job USING btree (finished_at) WHERE (finished_at IS NOT NULL);

--
-- Name: job_running_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX job_running_idx ON public.job USING btree (number) WHERE (status = 'running'::text);

--
-- Name: job_waiting_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX job_waiting_idx ON public.job USING btree (number) WHERE (status = 'accepted'::text);

--
-- Name: ledger_entry_into_lot_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ledger_entry_into_lot_idx ON public.ledger_entry USING btree (into_lot) WHERE (into_lot IS NOT NULL);

--
-- Name: ledger_entry_lot_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ledger_entry_lot_idx ON public.ledger_entry USING btree (lot_id, effective_on);

--
-- Name: ledger_entry_settlement_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ledger_entry_settlement_idx ON public.ledger_entry USING btree (settlement_id);

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
-- Name: release_bulletin_lot_lot_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX release_bulletin_lot_lot_idx ON public.release_bulletin_lot USING btree (lot_id);

--
-- Name: release_lot_event_once_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX release_lot_event_once_idx ON public.release_lot USING btree (plan_id, pool_kind, event, institution_id, released_on) WHERE ((institution_id IS NOT NULL) AND (event <> 'transfer'::text) AND (NOT voided));

--
-- Name: release_lot_pool_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX release_lot_pool_idx ON public.release_lot USING btree (plan_id, pool_kind, area_id, valid_to);

--
-- Name: scenario_created_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX scenario_created_idx ON public.scenario USING btree (created_at DESC, scenario_id);

--
-- Name: walk_edge_geom_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX walk_edge_geom_idx ON public.walk_edge USING gist (geom);

--
-- Name: walk_network_active_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX walk_network_active_idx ON public.walk_network USING btree (area) WHERE is_active;

--
-- Name: walk_network_geom_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX walk_network_geom_idx ON public.walk_network USING gist (geom);

--
-- Name: ledger_entry ledger_entry_append_only; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER ledger_entry_append_only BEFORE DELETE OR UPDATE ON public.ledger_entry FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

--
-- Name: release_bulletin release_bulletin_append_only; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER release_bulletin_append_only BEFORE DELETE OR UPDATE ON public.release_bulletin FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

--
-- Name: release_bulletin_lot release_bulletin_lot_append_only; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER release_bulletin_lot_append_only BEFORE DELETE OR UPDATE ON public.release_bulletin_lot FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

--
-- Name: release_lot release_lot_fixed; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER release_lot_fixed BEFORE DELETE OR UPDATE OF lot_id, plan_id, pool_kind, area_id, quantity, event, institution_id, institution_name, released_on, valid_to, street_id, transferred_from, document, entered_by, entered_at ON public.release_lot FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

--
-- Name: saturation_snapshot saturation_snapshot_append_only; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER saturation_snapshot_append_only BEFORE DELETE OR UPDATE ON public.saturation_snapshot FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

--
-- Name: settlement settlement_append_only; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER settlement_append_only BEFORE DELETE OR UPDATE ON public.settlement FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

--
-- Name: admission admission_annual_plan_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.admission
    ADD CONSTRAINT admission_annual_plan_id_fkey FOREIGN KEY (annual_plan_id) REFERENCES public.annual_plan(annual_plan_id);

--
-- Name: admission admission_application_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.admission
    ADD CONSTRAINT admission_application_id_fkey FOREIGN KEY (application_id) REFERENCES public.application(application_id);

--
-- Name: admission admission_area_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.admission
    ADD CONSTRAINT admission_area_id_fkey FOREIGN KEY (area_id) REFERENCES public.area(area_id);

--
-- Name: admission admission_assessment_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.admission
    ADD CONSTRAINT admission_assessment_id_fkey FOREIGN KEY (assessment_id) REFERENCES public.assessment(assessment_id);

--
-- Name: admission admission_designation_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.admission
    ADD CONSTRAINT admission_designation_id_fkey FOREIGN KEY (designation_id) REFERENCES public.designation(designation_id);

--
-- Name: admission admission_settlement_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.admission
    ADD CONSTRAINT admission_settlement_id_fkey FOREIGN KEY (settlement_id) REFERENCES public.settlement(settlement_id);

--
-- Name: annual_plan annual_plan_area_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.annual_plan
    ADD CONSTRAINT annual_plan_area_id_fkey FOREIGN KEY (area_id) REFERENCES public.area(area_id);

--
-- Name: application application_batch_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.application
    ADD CONSTRAINT application_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES public.batch(batch_id);

--
-- Name: application_review application_review_application_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.application_review
    ADD CONSTRAINT application_review_application_id_fkey FOREIGN KEY (application_id) REFERENCES public.application(application_id);

--
-- Name: area_classification area_classification_area_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.area_classification
    ADD CONSTRAINT area_classification_area_id_fkey FOREIGN KEY (area_id) REFERENCES public.area(area_id);

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
-- Name: assessment assessment_application_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.assessment
    ADD CONSTRAINT assessment_application_id_fkey FOREIGN KEY (application_id) REFERENCES public.application(application_id);

--
-- Name: assessment assessment_batch_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.assessment
    ADD CONSTRAINT assessment_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES public.batch(batch_id);

--
-- Name: assessment assessment_plan_hash_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.assessment
    ADD CONSTRAINT assessment_plan_hash_fkey FOREIGN KEY (plan_hash) REFERENCES public.plan_version(plan_hash);

--
-- Name: batch batch_area_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.batch
    ADD CONSTRAINT batch_area_id_fkey FOREIGN KEY (area_id) REFERENCES public.area(area_id);

--
-- Name: bed bed_institution_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.bed
    ADD CONSTRAINT bed_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES public.institution(institution_id) ON DELETE CASCADE;

--
-- Name: bed_queue_entry bed_queue_entry_application_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.bed_queue_entry
    ADD CONSTRAINT bed_queue_entry_application_id_fkey FOREIGN KEY (application_id) REFERENCES public.application(application_id);

--
-- Name: bed_queue_entry bed_queue_entry_area_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.bed_queue_entry
    ADD CONSTRAINT bed_queue_entry_area_id_fkey FOREIGN KEY (area_id) REFERENCES public.area(area_id);

--
-- Name: bed_queue_entry bed_queue_entry_batch_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.bed_queue_entry
    ADD CONSTRAINT bed_queue_entry_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES public.batch(batch_id);

--
-- Name: designation designation_application_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.designation
    ADD CONSTRAINT designation_application_id_fkey FOREIGN KEY (application_id) REFERENCES public.application(application_id);

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
-- Name: job_result job_result_job_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.job_result
    ADD CONSTRAINT job_result_job_id_fkey FOREIGN KEY (job_id) REFERENCES public.job(job_id) ON DELETE CASCADE;

--
-- Name: ledger_entry ledger_entry_application_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.ledger_entry
    ADD CONSTRAINT ledger_entry_application_id_fkey FOREIGN KEY (application_id) REFERENCES public.application(application_id);

--
-- Name: ledger_entry ledger_entry_into_lot_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.ledger_entry
    ADD CONSTRAINT ledger_entry_into_lot_fkey FOREIGN KEY (into_lot) REFERENCES public.release_lot(lot_id);

--
-- Name: ledger_entry ledger_entry_lot_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.ledger_entry
    ADD CONSTRAINT ledger_entry_lot_id_fkey FOREIGN KEY (lot_id) REFERENCES public.release_lot(lot_id);

--
-- Name: ledger_entry ledger_entry_reverses_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.ledger_entry
    ADD CONSTRAINT ledger_entry_reverses_fkey FOREIGN KEY (reverses) REFERENCES public.ledger_entry(entry_id);

--
-- Name: ledger_entry ledger_entry_settlement_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.ledger_entry
    ADD CONSTRAINT ledger_entry_settlement_id_fkey FOREIGN KEY (settlement_id) REFERENCES public.settlement(settlement_id);

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
-- Name: release_bulletin_lot release_bulletin_lot_bulletin_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.release_bulletin_lot
    ADD CONSTRAINT release_bulletin_lot_bulletin_id_fkey FOREIGN KEY (bulletin_id) REFERENCES public.release_bulletin(bulletin_id);

--
-- Name: release_bulletin_lot release_bulletin_lot_lot_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.release_bulletin_lot
    ADD CONSTRAINT release_bulletin_lot_lot_id_fkey FOREIGN KEY (lot_id) REFERENCES public.release_lot(lot_id);

--
-- Name: release_lot release_lot_area_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.release_lot
    ADD CONSTRAINT release_lot_area_id_fkey FOREIGN KEY (area_id) REFERENCES public.area(area_id);

--
-- Name: release_lot release_lot_institution_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.release_lot
    ADD CONSTRAINT release_lot_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES public.institution(institution_id);

--
-- Name: release_lot release_lot_street_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.release_lot
    ADD CONSTRAINT release_lot_street_id_fkey FOREIGN KEY (street_id) REFERENCES public.area(area_id);

--
-- Name: release_lot release_lot_transferred_from_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.release_lot
    ADD CONSTRAINT release_lot_transferred_from_fkey FOREIGN KEY (transferred_from) REFERENCES public.release_lot(lot_id);

--
-- Name: saturation_snapshot saturation_snapshot_area_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.saturation_snapshot
    ADD CONSTRAINT saturation_snapshot_area_id_fkey FOREIGN KEY (area_id) REFERENCES public.area(area_id);

--
-- Name: settlement settlement_batch_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.settlement
    ADD CONSTRAINT settlement_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES public.batch(batch_id);

--
-- Name: walk_component walk_component_network_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.walk_component
    ADD CONSTRAINT walk_component_network_id_fkey FOREIGN KEY (network_id) REFERENCES public.walk_network(network_id) ON DELETE CASCADE;

--
-- Name: walk_edge walk_edge_network_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.walk_edge
    ADD CONSTRAINT walk_edge_network_id_fkey FOREIGN KEY (network_id) REFERENCES public.walk_network(network_id) ON DELETE CASCADE;

--
-- Name: walk_graph_part walk_graph_part_network_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.walk_graph_part
    ADD CONSTRAINT walk_graph_part_network_id_fkey FOREIGN KEY (network_id) REFERENCES public.walk_network(network_id) ON DELETE CASCADE;

--
-- Name: walk_node walk_node_network_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.walk_node
    ADD CONSTRAINT walk_node_network_id_fkey FOREIGN KEY (network_id) REFERENCES public.walk_network(network_id) ON DELETE CASCADE;

--
-- PostgreSQL database dump complete
--

