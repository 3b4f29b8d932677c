create table schedule (
    name       text primary key,
    pipeline   text        not null references pipeline,
    definition json        not null,
    paused     boolean     not null default false,
    next_at    timestamptz,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    updated_by text        not null
);
comment on table schedule is 'When pipelines run by themselves. The lock on its row orders all decisions about its instants.';
comment on column schedule.name is 'Identity.';
comment on column schedule.pipeline is 'What it runs.';
comment on column schedule.definition is 'What was asked for, defaults filled in.';
comment on column schedule.paused is 'Whether nothing of it starts.';
comment on column schedule.next_at is 'The first instant that nothing was decided about; null if none comes. By the calendar, not by database_now().';
comment on column schedule.created_at is 'When it was first written.';
comment on column schedule.updated_at is 'When it was last written.';
comment on column schedule.updated_by is 'Principal who wrote it; its runs are started in that name.';
-- Several times a second every instance asks what is due.
create index schedule_due on schedule (next_at) where not paused;

create table backfill (
    id         uuid primary key,
    schedule   text        not null references schedule on delete cascade,
    from_at    timestamptz not null,
    to_at      timestamptz not null,
    parallel   int         not null,
    cancelled  boolean     not null default false,
    created_at timestamptz not null,
    created_by text        not null
);
comment on table backfill is 'Stretches of time whose instants are run again. The lock on its row orders the starts of its runs.';
comment on column backfill.id is 'Identity.';
comment on column backfill.schedule is 'Whose instants.';
comment on column backfill.from_at is 'First moment, included.';
comment on column backfill.to_at is 'Last moment, included.';
comment on column backfill.parallel is 'How many of its runs go on at once.';
comment on column backfill.cancelled is 'Whether no further instant of it starts.';
comment on column backfill.created_at is 'When it was asked for.';
comment on column backfill.created_by is 'Principal who asked for it.';
create index backfill_of_schedule on backfill (schedule);

create table firing (
    id         bigint generated always as identity primary key,
    schedule   text        not null references schedule on delete cascade,
    instant    timestamptz not null,
    origin     text        not null check (origin in ('INSTANT', 'CATCH_UP', 'RUN_NOW', 'BACKFILL')),
    state      text        not null check (state in ('QUEUED', 'STARTING', 'STARTED', 'SKIPPED', 'MISSED', 'FAILED', 'CANCELLED')),
    reason     text        not null,
    key        text        not null unique,
    request    json        not null,
    principal  text        not null,
    tries      int         not null default 0,
    backfill   uuid references backfill on delete cascade,
    decided_at timestamptz not null,
    started_at timestamptz
);
comment on table firing is 'What was decided about each instant of a schedule.';
comment on column firing.id is 'In the order of deciding.';
comment on column firing.schedule is 'Whose instant.';
comment on column firing.instant is 'Which; of a stretch that was missed, the last.';
comment on column firing.origin is 'Why there was something to decide.';
comment on column firing.state is 'What was decided.';
comment on column firing.reason is 'Why, in one sentence.';
comment on column firing.key is 'Made of schedule and instant; the idempotency key of its run, which is how the run is found.';
comment on column firing.request is 'What is started, the facts of the instant filled in: a start after a crash asks for exactly the same.';
comment on column firing.principal is 'In whose name.';
comment on column firing.tries is 'How often its run was to be started in vain; those tried less come first.';
comment on column firing.backfill is 'The backfill that it belongs to.';
comment on column firing.decided_at is 'By the calendar of the instance that decided.';
comment on column firing.started_at is 'By the calendar of the instance that started the run.';
-- Whatever else goes wrong, an instant is decided about once.
create unique index firing_instant on firing (schedule, instant) where origin in ('INSTANT', 'CATCH_UP');
create index firing_newest on firing (schedule, id desc);
create index firing_of_backfill on firing (backfill) where backfill is not null;
-- Several times a second every instance asks what waits and what is to be started.
create index firing_open on firing (state, schedule) where state in ('QUEUED', 'STARTING');
