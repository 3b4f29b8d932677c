-- The owner of a run holds it in memory and writes what changes; the rows no longer count for it.
drop index step_live;

alter table run drop column unfinished;

alter table step drop column unmet, drop column spoiled;
alter table step rename column deadline to wake_at;
update step set wake_at = due_at where state = 'RETRYING';
alter table step drop column due_at;
alter table step add column caught boolean not null default false;
comment on column step.wake_at is 'When the pause before the next attempt, or the time of the present one, is over.';
comment on column step.caught is 'Whether its failure was caught; it then counts as succeeded.';

create table command (
    id    bigint generated always as identity primary key,
    run   uuid        not null references run,
    kind  text        not null,
    actor text        not null,
    at    timestamptz not null default database_now()
);
comment on table command is 'What people ask of runs that another instance owns; the owner takes the row and does it.';
comment on column command.id is 'In the order of asking.';
comment on column command.run is 'Of which run it is asked.';
comment on column command.kind is 'Such as CANCEL.';
comment on column command.actor is 'Principal who asks.';
comment on column command.at is 'When it was asked.';
