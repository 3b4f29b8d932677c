alter table attempt add column callback json;
comment on column attempt.callback is 'What was POSTed to its address, first; null as long as nothing was. Kept, so that it outlives whoever heard it.';

create table emitted (
    id         bigint generated always as identity primary key,
    key        text        not null unique,
    name       text        not null,
    data       json        not null,
    run        uuid        not null,
    step       text        not null,
    attempt    int         not null,
    emitted_by text        not null,
    at         timestamptz not null default database_now()
);
comment on table emitted is 'What runs told whoever listens.';
comment on column emitted.id is 'In the order of telling, but for those that were told at the same time.';
comment on column emitted.key is 'Of the attempt that told it: one begun again tells nothing twice.';
comment on column emitted.name is 'What listeners know it by.';
comment on column emitted.data is 'Facts for them.';
comment on column emitted.run is 'Whose step told it; kept when the run is archived.';
comment on column emitted.step is 'Which step.';
comment on column emitted.attempt is 'Which attempt of the step.';
comment on column emitted.emitted_by is 'In whose name the run goes on.';
comment on column emitted.at is 'When it was told.';
-- Listeners ask for one name, from the last id that they have seen.
create index emitted_of_name on emitted (name, id);
