create table audit (
    id       bigint generated always as identity primary key,
    at       timestamptz not null default database_now(),
    actor    text        not null,
    action   text        not null,
    path     text        not null,
    target   text        not null,
    run      text,
    status   int,
    ended_at timestamptz
);
comment on table audit is 'Who asked for what. A row is written before the action begins, and once more when it has ended; after that nothing changes it.';
comment on column audit.id is 'In the order of asking.';
comment on column audit.at is 'When it was asked for.';
comment on column audit.actor is 'Principal who asked; anonymous where nobody said.';
comment on column audit.action is 'Method and pattern of the path, such as POST /v1/runs/{id}/cancel; or schedule.';
comment on column audit.path is 'What was called, without its query.';
comment on column audit.target is 'What it was done to, such as runs/ and an id; what it made, where it made something.';
comment on column audit.run is 'The run on whose behalf it was asked.';
comment on column audit.status is 'HTTP status of the answer; null while it goes on, and for ever where the process died.';
comment on column audit.ended_at is 'When it was answered.';
-- Always by time, newest first; an id only tells entries of the same moment apart.
create index audit_newest on audit (at, id);
create index audit_of_actor on audit (actor, at, id);
create index audit_of_action on audit (action, at, id);
create index audit_of_target on audit (target text_pattern_ops, at, id);

create function audit_guard() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' and old.status is null and new.status is not null
            and (new.id, new.at, new.actor, new.action, new.path, new.run)
                is not distinct from (old.id, old.at, old.actor, old.action, old.path, old.run) then
        return new;
    end if;
    if tg_op = 'DELETE'
            and old.at < nullif(current_setting('millrace.audit_kept_since', true), '')::timestamptz then
        return old;
    end if;
    raise exception 'rows of the audit are neither changed nor removed, but for their outcome and their retention';
end $$;
comment on function audit_guard() is 'Lets an open row be closed, and lets a transaction that names its retention delete what is older.';
create trigger audit_rows before update or delete on audit for each row execute function audit_guard();
create trigger audit_whole before truncate on audit for each statement execute function audit_guard();

-- Nobody calls for a run that a schedule starts: it is noted in the transaction that notes the start.
create function audit_scheduled_start() returns trigger language plpgsql as $$
begin
    insert into audit (actor, action, path, target, status, ended_at)
    select new.principal, 'schedule', 'schedules/' || new.schedule,
           coalesce((select 'runs/' || r.id from run r where r.idempotency_key = new.key), ''),
           202, database_now();
    return null;
end $$;
comment on function audit_scheduled_start() is 'Writes a started instant into the audit.';
create trigger firing_started after update of state on firing for each row
    when (new.state = 'STARTED' and old.state <> 'STARTED') execute function audit_scheduled_start();
