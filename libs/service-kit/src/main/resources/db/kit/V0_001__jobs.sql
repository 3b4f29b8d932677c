create table job (
    id              uuid primary key,
    kind            text not null,
    state           text not null check (state in ('QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED')),
    attempt         int not null default 0,
    progress        double precision not null default 0,
    message         text not null default '',
    request         json not null,
    request_hash    text not null,
    result          jsonb,
    failure         jsonb,
    idempotency_key text unique,
    callback_url    text,
    principal       text not null,
    run             text,
    step            text,
    created_at      timestamptz not null,
    started_at      timestamptz,
    ended_at        timestamptz
);
comment on table job is 'Long-running requests of this service.';
comment on column job.kind is 'Which handler runs it.';
comment on column job.state is 'The graph is contracts.job.JobState; every change names the state it leaves.';
comment on column job.attempt is 'Raised at every start. A write that names an older attempt changes nothing: the job was taken over.';
comment on column job.progress is '0 to 1.';
comment on column job.message is 'One sentence: what it is doing, or did last.';
comment on column job.request is 'What was asked for. json, not jsonb: the views of a recipe are evaluated in the order given.';
comment on column job.request_hash is 'SHA-256 of kind and request: tells a repeated request from another one under the same key.';
comment on column job.result is 'Present once SUCCEEDED.';
comment on column job.failure is 'Present once FAILED.';
comment on column job.idempotency_key is 'Given by the caller; one job per key, for ever.';
comment on column job.callback_url is 'Told when the job has ended.';
comment on column job.principal is 'Who asked for it.';
comment on column job.run is 'The run on whose behalf it works, for logs and lineage.';
comment on column job.step is 'The step of that run.';

-- Listings show the newest first.
create index job_created on job (created_at desc);

create table job_event (
    number bigint generated always as identity primary key,
    job    uuid not null references job on delete cascade,
    at     timestamptz not null,
    type   text not null,
    data   jsonb not null
);
comment on table job_event is 'What happened in a job, in order.';
comment on column job_event.number is 'Rises; readers ask for those above the last one they saw.';
comment on column job_event.type is 'started, progress, log, succeeded, failed, cancelled, or a type of the handler''s own such as epoch.';
comment on column job_event.data is 'Facts of that type.';
create index job_event_order on job_event (job, number);

-- db-scheduler's table, as its documentation gives it for PostgreSQL.
create table scheduled_tasks (
    task_name            text not null,
    task_instance        text not null,
    task_data            bytea,
    execution_time       timestamptz not null,
    picked               boolean not null,
    picked_by            text,
    last_success         timestamptz,
    last_failure         timestamptz,
    consecutive_failures int,
    last_heartbeat       timestamptz,
    version              bigint not null,
    priority             smallint,
    primary key (task_name, task_instance)
);
create index scheduled_tasks_due on scheduled_tasks (execution_time);
create index scheduled_tasks_heartbeat on scheduled_tasks (last_heartbeat);
