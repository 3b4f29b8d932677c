create table alert (
    run     uuid        not null,
    number  bigint      not null,
    at      timestamptz not null,
    type    text        not null,
    step    text,
    message text        not null,
    tries   int         not null default 0,
    next_at timestamptz not null default database_now(),
    primary key (run, number)
);
comment on table alert is 'What somebody is to be told: late steps, late runs, failed runs. A row goes when it was told, or is too old to matter.';
comment on column alert.run is 'In which run.';
comment on column alert.number is 'Of the event.';
comment on column alert.at is 'When it happened.';
comment on column alert.type is 'Such as run-late.';
comment on column alert.step is 'Which step; null for the run as a whole.';
comment on column alert.message is 'One sentence.';
comment on column alert.tries is 'How often it was sent in vain.';
comment on column alert.next_at is 'When it may be sent next.';
create index alert_next on alert (next_at);

-- In the transaction that tells the event, so that none is forgotten.
create function alert_note() returns trigger language plpgsql as $$
begin
    insert into alert (run, number, at, type, step, message)
    values (new.run, new.number, new.at, new.type, new.step, new.message);
    return null;
end $$;
comment on function alert_note() is 'Notes that somebody is to be told of an event.';
create trigger event_alarms after insert on event for each row
    when (new.type in ('run-late', 'step-late', 'run-failed')) execute function alert_note();
