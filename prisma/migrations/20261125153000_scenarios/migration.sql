-- Scenarios: traces that a flow must do as they say. Written by the web.

create table scenario (
	id uuid not null,
	flow_id text not null,
	name text not null,
	trace text not null,
	updated_at timestamptz(3) not null default current_timestamp,
	updated_by text not null,
	constraint scenario_pkey primary key (id),
	constraint scenario_flow_id_name_key unique (flow_id, name),
	constraint scenario_flow_id_fkey foreign key (flow_id) references flow (id) on delete restrict on update cascade
);

-- Those that a version has passed when it was deployed.
create table flow_version_scenario (
	flow_id text not null,
	flow_version integer not null,
	name text not null,
	trace text not null,
	constraint flow_version_scenario_pkey primary key (flow_id, flow_version, name),
	constraint flow_version_scenario_version_fkey foreign key (flow_id, flow_version)
		references flow_version (flow_id, version) on delete restrict on update cascade
);

grant select, insert, update, delete on scenario to unwind_web;
grant select, insert on flow_version_scenario to unwind_web;
