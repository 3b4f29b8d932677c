-- As for schedules: nobody calls for a run that a trigger starts.
create function audit_triggered_start() returns trigger language plpgsql as $$
begin
    insert into audit (actor, action, path, target, status, ended_at)
    select new.principal, 'trigger', 'triggers/' || new.trigger,
           coalesce((select 'runs/' || r.id from run r where r.idempotency_key = new.key), ''),
           202, database_now();
    return null;
end $$;
comment on function audit_triggered_start() is 'Writes a finding whose run was started into the audit.';
create trigger finding_started after update of state on finding for each row
    when (new.state = 'STARTED' and old.state <> 'STARTED') execute function audit_triggered_start();
