-- The first shape of the book of record. Append-only from here: a change is a further migration.
-- What schema.prisma cannot say stands beside the table it concerns: partitions, fill factors, partial indexes,
-- collations, checks; the web's role and its rights stand at the end.

-- ---------------------------------------------------------------- written by the web

create table flow (
	id text not null,
	name text not null,
	draft text not null,
	revision integer not null default 1,
	current_version integer,
	created_at timestamptz(3) not null default current_timestamp,
	updated_at timestamptz(3) not null default current_timestamp,
	updated_by text not null,
	constraint flow_pkey primary key (id)
);

create table flow_version (
	flow_id text not null,
	version integer not null,
	definition text not null,
	hash text not null,
	message text not null,
	deployed_at timestamptz(3) not null default current_timestamp,
	deployed_by text not null,
	constraint flow_version_pkey primary key (flow_id, version),
	constraint flow_version_flow_id_fkey foreign key (flow_id) references flow (id) on delete restrict on update cascade
);

create table request (
	id uuid not null,
	kind text not null,
	flow_id text,
	flow_version integer,
	saga_id uuid,
	body text not null,
	actor text not null,
	idempotency_key text,
	body_hash text not null,
	status text not null default 'open',
	refusal text,
	created_at timestamptz(3) not null default current_timestamp,
	answered_at timestamptz(3),
	constraint request_pkey primary key (id),
	constraint request_status_known check (status in ('open', 'done', 'refused')),
	constraint request_names_its_subject check (
		(kind = 'start' and flow_id is not null and flow_version is not null and saga_id is null)
		or (kind = 'action' and saga_id is not null and flow_id is null)
		or (kind = 'demo-kill' and saga_id is null and flow_id is null)
	)
);
create unique index request_flow_id_idempotency_key_key on request (flow_id, idempotency_key);
create unique index request_saga_id_idempotency_key_key on request (saga_id, idempotency_key);
-- The orchestrators' queue: ids are UUIDv7, so this is the order in which they were made.
create index request_open on request (id) where status = 'open';

create table setting (
	key text not null,
	value text not null,
	constraint setting_pkey primary key (key)
);

-- Written by both: what the web did itself, and what the orchestrator did on request.
create table audit_entry (
	id bigserial not null,
	at timestamptz(3) not null,
	actor text not null,
	action text not null,
	saga_id uuid,
	flow_id text,
	reason text not null,
	detail text not null,
	constraint audit_entry_pkey primary key (id)
);
create index audit_entry_saga_id_id_idx on audit_entry (saga_id, id);

-- ---------------------------------------------------------------- written by the orchestrators only

create table saga (
	id uuid not null,
	flow_id text not null,
	flow_version integer not null,
	business_key text,
	status text not null,
	suspended boolean not null default false,
	steps text[] not null,
	open_incidents integer not null default 0,
	started_at timestamptz(3) not null,
	updated_at timestamptz(3) not null,
	ended_at timestamptz(3),
	constraint saga_pkey primary key (id)
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);
-- The list pages by id, newest first, under each of its filters.
create index saga_by_status on saga (status, id);
create index saga_by_flow on saga (flow_id, id);
create index saga_by_business_key on saga (business_key text_pattern_ops, id) where business_key is not null;
create index saga_with_incidents on saga (id) where open_incidents > 0;

-- Half-empty pages keep updates on their page (HOT); so does `wake_at`, which transitions only ever lower.
create table saga_state (
	id uuid not null,
	flow_id text not null,
	flow_version integer not null,
	version integer not null,
	state text not null,
	wake_at timestamptz(3),
	constraint saga_state_pkey primary key (id)
) with (
	fillfactor = 50,
	autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000,
	autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 5000
);
create index saga_state_wake_at on saga_state (wake_at) where wake_at is not null;

create table saga_data (
	saga_id uuid not null,
	scope text not null,
	data text not null,
	constraint saga_data_pkey primary key (saga_id, scope)
) with (
	fillfactor = 50,
	autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000,
	autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 5000
);

-- Partitions by week are created ahead by the orchestrator and dropped whole; the default takes what they miss.
create table saga_history (
	saga_id uuid not null,
	seq integer not null,
	at timestamptz(3) not null,
	input text not null,
	entries text not null,
	xid xid8 not null default pg_current_xact_id(),
	position bigserial not null,
	constraint saga_history_pkey primary key (saga_id, seq)
) partition by range (saga_id);
create index saga_history_feed on saga_history (xid, position);
create table saga_history_default partition of saga_history default;

create table saga_ledger (
	saga_id uuid not null,
	run integer not null,
	entry text not null,
	constraint saga_ledger_pkey primary key (saga_id, run)
) partition by range (saga_id);
create table saga_ledger_default partition of saga_ledger default;

create table saga_input (
	id bigserial not null,
	saga_id uuid not null,
	input text not null,
	reason text not null,
	detail text not null,
	at timestamptz(3) not null,
	constraint saga_input_pkey primary key (id),
	constraint saga_input_reason_known check (reason in ('store-fault', 'engine-fault', 'suspended'))
);
create index saga_input_saga_id_id_idx on saga_input (saga_id, id);

create table outbox (
	message_id text collate "C" not null,
	saga_id uuid,
	kind text not null,
	topic text not null,
	key text not null,
	headers text not null,
	value text not null,
	lease_until timestamptz(3) not null,
	constraint outbox_pkey primary key (message_id),
	constraint outbox_kind_known check (kind in ('command', 'event', 'dead-letter'))
) with (
	autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000,
	autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 5000
);
create index outbox_lease_until on outbox (lease_until);

create table incident (
	id bigserial not null,
	saga_id uuid,
	number integer,
	kind text not null,
	run integer,
	node text,
	message text not null,
	opened_at timestamptz(3) not null,
	resolved_at timestamptz(3),
	resolved_by text,
	constraint incident_pkey primary key (id)
);
create unique index incident_saga_id_number_key on incident (saga_id, number);
create unique index incident_open_by_runtime on incident (saga_id, kind) nulls not distinct
	where number is null and resolved_at is null;
create index incident_open on incident (id) where resolved_at is null;

create table dead_letter (
	id bigserial not null,
	topic text not null,
	partition integer not null,
	"offset" text not null,
	reason text not null,
	detail text not null,
	record_key text,
	headers text not null,
	value bytea,
	value_bytes integer not null,
	at timestamptz(3) not null,
	constraint dead_letter_pkey primary key (id)
);
create unique index dead_letter_topic_partition_offset_key on dead_letter (topic, partition, "offset");

create table orchestrator (
	id uuid not null,
	pid integer not null,
	host text not null,
	started_at timestamptz(3) not null,
	beat_at timestamptz(3) not null,
	bus text not null,
	caught_up_at timestamptz(3),
	trouble text not null default '',
	demo boolean not null default false,
	constraint orchestrator_pkey primary key (id)
) with (fillfactor = 50);

create table reply_read (
	topic text not null,
	partition integer not null,
	read_to timestamptz(3) not null,
	constraint reply_read_pkey primary key (topic, partition)
) with (fillfactor = 50);

create table participant (
	name text not null,
	commands text not null,
	seen_at timestamptz(3) not null,
	constraint participant_pkey primary key (name)
);

-- ---------------------------------------------------------------- the web's role

-- Roles belong to the whole server, so another database of it may have made this one already, even at this moment.
-- It gets its password from whoever starts the web; without one it cannot sign in where passwords are asked for.
do $$
begin
	create role unwind_web login;
exception
	when duplicate_object or unique_violation then null;
	when insufficient_privilege then
		if not exists (select from pg_roles where rolname = 'unwind_web') then
			raise exception 'the role unwind_web is missing and % may not create it', current_user
				using hint = 'Have an administrator run: create role unwind_web login';
		end if;
end
$$;

grant usage on schema public to unwind_web;
grant select on flow, flow_version, request, setting, audit_entry, saga, saga_state, saga_data, saga_history,
	saga_ledger, saga_input, outbox, incident, dead_letter, orchestrator, reply_read, participant to unwind_web;
grant insert, update on flow to unwind_web;
grant insert on flow_version, request, audit_entry to unwind_web;
grant insert, update, delete on setting to unwind_web;
grant usage on sequence audit_entry_id_seq to unwind_web;
