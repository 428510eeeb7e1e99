-- Events, signals, calls and starts that no person asked for: what waits, what waits to be taken, and what was refused.

-- ---------------------------------------------------------------- written by the web

-- Which versions a version's calls are bound to, settled when it is deployed: { flow: { version, hasPivot } }.
alter table flow_version add column calls text not null default '{}';

-- ---------------------------------------------------------------- written by the orchestrators only

-- `queued`: from another saga, to be taken in a batch of its own; all others are parked.
alter table saga_input drop constraint saga_input_reason_known;
alter table saga_input add constraint saga_input_reason_known
	check (reason in ('store-fault', 'engine-fault', 'suspended', 'queued'));
create index saga_input_queued on saga_input (at, saga_id) where reason = 'queued';

-- What the waits, boundaries and event-started subflows of running sagas listen for.
create table message_wait (
	saga_id uuid not null,
	subscription integer not null,
	flow_id text not null,
	name text not null,
	key text not null,
	since timestamptz(3) not null,
	position bigserial not null,
	constraint message_wait_pkey primary key (saga_id, subscription)
);
create index message_wait_by_key on message_wait (flow_id, name, key, position);

create table signal_wait (
	signal text not null,
	saga_id uuid not null,
	constraint signal_wait_pkey primary key (signal, saga_id)
);

-- One row per event and flow until that flow takes it. `to_offer`: it may start a saga, and nobody has tried yet.
create table early_message (
	flow_id text not null,
	event_id text not null,
	name text not null,
	key text not null,
	payload text not null,
	received_at timestamptz(3) not null,
	expires_at timestamptz(3) not null,
	position bigserial not null,
	to_offer timestamptz(3),
	fate text,
	detail text not null default '',
	constraint early_message_pkey primary key (flow_id, event_id),
	constraint early_message_fate_known check (fate in ('expired', 'refused'))
) with (
	autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000,
	autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 5000
);
create index early_message_by_key on early_message (flow_id, name, key, position) where fate is null;
create index early_message_to_offer on early_message (to_offer) where to_offer is not null;
create index early_message_expires_at on early_message (expires_at) where fate is null;
create index early_message_given_up on early_message (expires_at) where fate is not null;

-- Ids of events that were received, so that a record delivered again is known for what it is.
create table inbox (
	event_id text not null,
	at timestamptz(3) not null,
	constraint inbox_pkey primary key (event_id)
);
create index inbox_at on inbox (at);

-- Events that no flow wants, that came again, or that were given up: counted per name.
create table message_count (
	name text not null,
	fate text not null,
	count bigint not null,
	last_at timestamptz(3) not null,
	constraint message_count_pkey primary key (name, fate),
	constraint message_count_fate_known check (fate in ('unmatched', 'duplicate', 'expired', 'refused', 'overflow'))
) with (fillfactor = 50);

-- One saga per flow and key, while it is active or for ever.
create table start_key (
	flow_id text not null,
	key text not null,
	name text not null,
	saga_id uuid not null,
	ever boolean not null,
	at timestamptz(3) not null,
	constraint start_key_pkey primary key (flow_id, key)
);
create index start_key_saga_id_idx on start_key (saga_id);

-- When a timer starts the next saga of a flow: moved on by whoever starts it. Null: never again.
create table timer_start (
	flow_id text not null,
	version integer not null,
	due_at timestamptz(3),
	repeat text,
	constraint timer_start_pkey primary key (flow_id)
);

grant select on message_wait, signal_wait, early_message, inbox, message_count, start_key, timer_start to unwind_web;
