create table artifact_use (
    run     uuid        not null,
    step    text        not null,
    attempt int         not null,
    role    text        not null check (role in ('IN', 'OUT')),
    kind    text        not null,
    name    text        not null,
    at      timestamptz not null,
    primary key (run, step, attempt, role, kind, name)
);
comment on table artifact_use is 'What an attempt of a step read and what it made. Outlives the run, which is archived.';
comment on column artifact_use.run is 'In which run.';
comment on column artifact_use.step is 'Which step.';
comment on column artifact_use.attempt is 'Which attempt of it: the one that succeeded.';
comment on column artifact_use.role is 'IN: it was read. OUT: it was made, or found to be there already.';
comment on column artifact_use.kind is 'Such as dataset or model.';
comment on column artifact_use.name is 'Such as diabetes@3.';
comment on column artifact_use.at is 'When the step ended.';
create index artifact_use_of on artifact_use (kind, name, role);

create table lineage_due (
    run     uuid        not null,
    step    text        not null,
    attempt int         not null,
    type    text        not null,
    outputs json        not null,
    at      timestamptz not null default database_now(),
    primary key (run, step, attempt)
);
comment on table lineage_due is 'Attempts that have succeeded and whose artifacts are not yet written down. A row goes in the transaction that writes them.';
comment on column lineage_due.run is 'In which run.';
comment on column lineage_due.step is 'Which step.';
comment on column lineage_due.attempt is 'Which attempt.';
comment on column lineage_due.type is 'StepType.';
comment on column lineage_due.outputs is 'What it gave; the step itself may have been started over since.';
comment on column lineage_due.at is 'When it ended.';

-- In the transaction that ends the step: what it made can be neither lost nor written over. Steps without
-- a service, which are the fast ones, pay for one comparison.
create function lineage_note() returns trigger language plpgsql as $$
begin
    insert into lineage_due (run, step, attempt, type, outputs)
    values (new.run, new.name, new.attempt, new.type, new.outputs)
    on conflict do nothing;
    return null;
end $$;
comment on function lineage_note() is 'Notes that the artifacts of a step that has succeeded are to be written down.';
create trigger step_made_something after update of state on step for each row
    when (new.service is not null and new.state = 'SUCCEEDED' and old.state <> 'SUCCEEDED'
          and new.outputs is not null)
    execute function lineage_note();
