create table trigger (
    name          text primary key,
    pipeline      text        not null references pipeline,
    definition    json        not null,
    paused        boolean     not null default false,
    cursor        text,
    look          bigint      not null default 0,
    next_at       timestamptz not null,
    looked_at     timestamptz,
    trouble       text,
    trouble_since timestamptz,
    trouble_looks int         not null default 0,
    created_at    timestamptz not null default database_now(),
    updated_at    timestamptz not null default database_now(),
    updated_by    text        not null
);
comment on table trigger is 'Pipelines that run because something happened. The lock on its row orders the looks and the starts.';
comment on column trigger.name is 'Identity.';
comment on column trigger.pipeline is 'What it runs.';
comment on column trigger.definition is 'What was asked for, defaults filled in.';
comment on column trigger.paused is 'Whether it looks for nothing and starts nothing.';
comment on column trigger.cursor is 'Where the next look begins, in the words of its probe; null is the beginning.';
comment on column trigger.look is 'Raised by each look and each change; what a look found counts only while the number is its own.';
comment on column trigger.next_at is 'When it looks next. While one looks: when another one may, since that one must be dead.';
comment on column trigger.looked_at is 'When it last looked and could.';
comment on column trigger.trouble is 'Why the last look failed; null if it did not.';
comment on column trigger.trouble_since is 'When the first of the looks failed that failed in a row.';
comment on column trigger.trouble_looks is 'How many failed in a row.';
comment on column trigger.created_at is 'When it was first written.';
comment on column trigger.updated_at is 'When it was last written.';
comment on column trigger.updated_by is 'Principal who wrote it; its runs are started in that name.';
-- Several times a second every instance asks who is to look.
create index trigger_due on trigger (next_at) where not paused;

create table finding (
    id         bigint generated always as identity primary key,
    trigger    text        not null references trigger on delete cascade,
    what       text        not null,
    facts      json        not null,
    state      text        not null check (state in ('QUEUED', 'STARTING', 'STARTED', 'FAILED')),
    reason     text        not null,
    key        text unique,
    request    json        not null,
    principal  text        not null,
    tries      int         not null default 0,
    found_at   timestamptz not null default database_now(),
    started_at timestamptz,
    unique (trigger, what)
);
comment on table finding is 'What triggers found; written in the transaction that moves the trigger on.';
comment on column finding.id is 'In the order of finding.';
comment on column finding.trigger is 'Who found it.';
comment on column finding.what is 'Names the thing: found again, it is no other finding.';
comment on column finding.facts is 'What the parameters of its run may refer to.';
comment on column finding.state is 'What became of it.';
comment on column finding.reason is 'Why, in one sentence.';
comment on column finding.key is 'Made of trigger and id when its turn comes; the idempotency key of its run, which is how the run is found.';
comment on column finding.request is 'What is started, the facts filled in: a start after a crash asks for exactly the same.';
comment on column finding.principal is 'In whose name.';
comment on column finding.tries is 'How often its run was to be started in vain; those tried less come first.';
comment on column finding.found_at is 'When.';
comment on column finding.started_at is 'When its run was started.';
create index finding_newest on finding (trigger, id desc);
-- Several times a second every instance asks what waits and what is to be started.
create index finding_open on finding (state, trigger) where state in ('QUEUED', 'STARTING');

-- Triggers read the ends of a pipeline's runs in the order of time.
create index run_ended on run (pipeline, ended_at, id) where ended_at is not null;

-- Old findings are forgotten.
create index finding_oldest on finding (trigger, found_at);
