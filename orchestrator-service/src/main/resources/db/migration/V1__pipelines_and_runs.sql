-- The only clock for leases, deadlines and due times: instances may disagree about the time, the
-- database does not. A test replaces it.
create function database_now() returns timestamptz language sql volatile as 'select clock_timestamp()';

create table instance (
    id           uuid primary key,
    name         text        not null,
    started_at   timestamptz not null default database_now(),
    heartbeat_at timestamptz not null default database_now(),
    steady_since timestamptz not null default database_now()
);
comment on table instance is 'One row per orchestrator process; its heartbeat is the lease on every run that it owns.';
comment on column instance.id is 'Drawn anew at every start of a process, so that a process never inherits a lease.';
comment on column instance.name is 'Process id and host, for people.';
comment on column instance.started_at is 'When the process began.';
comment on column instance.heartbeat_at is 'Last renewal; the instance counts as dead one lease after it.';
comment on column instance.steady_since is 'Since when no renewal came late; it takes over nothing before one lease of steadiness, since after a database outage everybody looks dead.';

create table pipeline (
    name           text primary key,
    latest_version int         not null,
    updated_at     timestamptz not null
);
comment on table pipeline is 'Names under which definitions are kept.';
comment on column pipeline.name is 'The name that definitions give.';
comment on column pipeline.latest_version is 'Number of the newest version; locked while the next one is added.';
comment on column pipeline.updated_at is 'When the newest version was posted.';

create table pipeline_version (
    pipeline   text        not null references pipeline,
    number     int         not null,
    definition text        not null,
    compiled   json        not null,
    created_at timestamptz not null,
    created_by text        not null,
    primary key (pipeline, number)
);
comment on table pipeline_version is 'Definitions as they were posted; rows never change.';
comment on column pipeline_version.pipeline is 'Whose version this is.';
comment on column pipeline_version.number is 'Counted from 1.';
comment on column pipeline_version.definition is 'The text, byte for byte.';
comment on column pipeline_version.compiled is 'What it was read as, so that a later reader cannot read a pinned run differently.';
comment on column pipeline_version.created_at is 'When it was posted.';
comment on column pipeline_version.created_by is 'Principal who posted it.';

create table run (
    id              uuid primary key,
    pipeline        text        not null,
    version         int         not null,
    state           text        not null,
    parameters      json        not null,
    message         text,
    owner           uuid,
    generation      bigint      not null default 1,
    unfinished      int         not null,
    last_event      bigint      not null default 0,
    idempotency_key text unique,
    request_hash    text        not null,
    started_by      text        not null,
    created_at      timestamptz not null default database_now(),
    started_at      timestamptz,
    ended_at        timestamptz,
    foreign key (pipeline, version) references pipeline_version
);
comment on table run is 'One execution of a pipeline version. Its row lock orders everything that happens in the run.';
comment on column run.id is 'Identity.';
comment on column run.pipeline is 'What is run.';
comment on column run.version is 'The version that the run is pinned to.';
comment on column run.state is 'RunState.';
comment on column run.parameters is 'By name, defaults filled in.';
comment on column run.message is 'Why it ended as it did, where it did not succeed.';
comment on column run.owner is 'The instance that drives the run; null when it was given back.';
comment on column run.generation is 'Raised by every change of owner and every resumption; a writer that names an older one changes nothing.';
comment on column run.unfinished is 'How many steps have not ended; the run ends when it reaches 0.';
comment on column run.last_event is 'Number of the newest event.';
comment on column run.idempotency_key is 'Given by whoever started the run; makes a repeated request find it.';
comment on column run.request_hash is 'SHA-256 of the request, to refuse the same key with another body.';
comment on column run.started_by is 'Principal who started it; its calls to services carry the name.';
comment on column run.created_at is 'When it was asked for.';
comment on column run.started_at is 'When its first step could start.';
comment on column run.ended_at is 'When its last step ended; null again when it is resumed.';

-- Take-over and sweep look at unfinished runs only; ended ones, the mass, stay out of the index.
create index run_unfinished on run (owner) where ended_at is null;
-- Lists, newest first: all, and of one pipeline.
create index run_newest on run (created_at desc);
create index run_newest_of_pipeline on run (pipeline, created_at desc);

create table step (
    run          uuid   not null references run,
    name         text   not null,
    position     int    not null,
    type         text   not null,
    state        text   not null,
    unmet        int    not null,
    spoiled      int    not null default 0,
    attempt      int    not null default 0,
    attempt_base int    not null default 0,
    progress     real   not null default 0,
    message      text   not null default '',
    service      text,
    job          uuid,
    outputs      json,
    failure      json,
    due_at       timestamptz,
    deadline     timestamptz,
    started_at   timestamptz,
    ended_at     timestamptz,
    primary key (run, name)
) with (fillfactor = 70);
comment on table step is 'A node of a run. Changed several times within seconds: room is left on each page for updates in place.';
comment on column step.run is 'Whose step.';
comment on column step.name is 'Its name in the definition, which also says what it needs.';
comment on column step.position is 'Its place in the definition''s order of execution.';
comment on column step.type is 'StepType.';
comment on column step.state is 'StepState.';
comment on column step.unmet is 'How many steps that it needs have not ended; lowered in the transaction that ends one.';
comment on column step.spoiled is 'How many steps that it needs ended without success.';
comment on column step.attempt is 'How often it was started.';
comment on column step.attempt_base is 'Attempts made before the last resumption; the retry policy counts from there.';
comment on column step.progress is '0 to 1.';
comment on column step.message is 'What it is doing, or why it is where it is.';
comment on column step.service is 'The service that runs its job.';
comment on column step.job is 'The job of the present attempt; null until the service has answered.';
comment on column step.outputs is 'What later steps may refer to, once it succeeded.';
comment on column step.failure is 'Why the last attempt failed.';
comment on column step.due_at is 'When a RETRYING step may start again.';
comment on column step.deadline is 'When the present attempt has taken too long.';
comment on column step.started_at is 'When the present attempt began.';
comment on column step.ended_at is 'When it reached its end state.';

-- The sweep looks for steps that somebody should be working on; waiting and ended ones stay out.
create index step_live on step (run) where state in ('READY', 'RUNNING', 'RETRYING');

create table attempt (
    run        uuid        not null,
    step       text        not null,
    number     int         not null,
    state      text        not null,
    token      uuid unique,
    request    json,
    job        uuid,
    failure    json,
    started_at timestamptz not null,
    ended_at   timestamptz,
    primary key (run, step, number),
    foreign key (run, step) references step
);
comment on table attempt is 'One try of a step: one job and one outcome.';
comment on column attempt.run is 'Whose attempt.';
comment on column attempt.step is 'Whose attempt.';
comment on column attempt.number is 'Counted from 1; with run and step the idempotency key of the job.';
comment on column attempt.state is 'RUNNING until its one outcome is recorded: SUCCEEDED, FAILED or CANCELLED.';
comment on column attempt.token is 'Names the attempt in the callback address; null for steps that run in the orchestrator. Unique, because the callback looks it up.';
comment on column attempt.request is 'What the service is sent; kept so that a take-over sends exactly the same.';
comment on column attempt.job is 'The service''s job.';
comment on column attempt.failure is 'Why it failed.';
comment on column attempt.started_at is 'When it began.';
comment on column attempt.ended_at is 'When its outcome was recorded.';

create table event (
    run     uuid        not null references run,
    number  bigint      not null,
    at      timestamptz not null,
    step    text,
    attempt int         not null,
    type    text        not null,
    message text        not null,
    actor   text        not null,
    data    json        not null,
    primary key (run, number)
);
comment on table event is 'What happened in a run; written in the transaction that made it happen.';
comment on column event.run is 'In which run.';
comment on column event.number is 'Counted from 1 within the run, without gaps.';
comment on column event.at is 'When, by the database''s clock.';
comment on column event.step is 'Which step; null for the run as a whole.';
comment on column event.attempt is 'Which attempt of the step; 0 where there is none.';
comment on column event.type is 'Such as step-succeeded.';
comment on column event.message is 'One sentence.';
comment on column event.actor is 'Principal who caused it, or millrace.';
comment on column event.data is 'Facts of that type.';
