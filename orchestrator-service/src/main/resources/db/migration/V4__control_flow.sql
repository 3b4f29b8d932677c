alter table run
    add column parent_run  uuid references run on delete set null,
    add column parent_step text,
    add column priority    int  not null default 0,
    add column late        boolean not null default false,
    add column outputs     json;
comment on column run.parent_run is 'The run whose step started this one; null for one that somebody else started.';
comment on column run.parent_step is 'That step.';
comment on column run.priority is 'Added to the priority of its steps where they wait for a pool.';
comment on column run.late is 'Whether it was told to be late.';
comment on column run.outputs is 'What it gives to whoever started it, once it succeeded.';
create index run_of_parent on run (parent_run) where parent_run is not null;

alter table step
    add column parent   text,
    add column item     json,
    add column place    int,
    add column pool     text,
    add column priority int         not null default 0,
    add column begun    boolean     not null default false,
    add column late     boolean     not null default false,
    add column stopping boolean     not null default false,
    add column since    timestamptz not null default database_now();
comment on column step.parent is 'The map that the step is a part of; null for one that the definition names.';
comment on column step.item is 'The item of that map.';
comment on column step.place is 'Its place among the items, counted from 0.';
comment on column step.pool is 'Whose slot it holds while it runs.';
comment on column step.priority is 'Among the steps that wait for the pool; the run''s is added.';
comment on column step.begun is 'Whether the work of the present attempt has left its service''s queue.';
comment on column step.late is 'Whether it was told to be late.';
comment on column step.stopping is 'Whether the present attempt was asked to stop.';
comment on column step.since is 'Since when it is in its state.';
-- Whoever hands out slots looks at the waiting ones only.
create index step_queued on step (pool) where state = 'QUEUED';

create table pool (
    name       text primary key,
    slots      int         not null check (slots >= 0),
    updated_at timestamptz not null default database_now(),
    updated_by text        not null
);
comment on table pool is 'What only so many steps may use at once. The lock on its row orders the handing out of its slots.';
comment on column pool.name is 'As steps name it.';
comment on column pool.slots is 'How many steps may hold one at once.';
comment on column pool.updated_at is 'When it was last written.';
comment on column pool.updated_by is 'Principal who wrote it.';

create table slot (
    pool     text not null references pool on delete cascade,
    number   int  not null,
    run      uuid,
    step     text,
    taken_at timestamptz,
    primary key (pool, number),
    foreign key (run, step) references step
);
comment on table slot is 'One step at a time holds it: from the moment it may start until the transaction that ends its attempt.';
comment on column slot.pool is 'Whose slot.';
comment on column slot.number is 'From 1; those above the pool''s number of slots are given to nobody any more.';
comment on column slot.run is 'Whose step holds it; null while it is free.';
comment on column slot.step is 'Which step holds it.';
comment on column slot.taken_at is 'Since when.';
create unique index slot_of_step on slot (run, step) where run is not null;

alter table command add column data json not null default '{}';
comment on column command.data is 'What is asked beyond the kind, such as a person''s answer.';
