alter table run add column reuse boolean not null default true;
comment on column run.reuse is 'Whether earlier results may stand for those of its steps.';

alter table step add column reused_from json;
comment on column step.reused_from is 'The earlier result that its outputs are; null where it did its work.';

alter table attempt add column result_key text;
comment on column attempt.result_key is 'What its result is kept under if the code is still the same then; written once no earlier result was found.';

create table result (
    key        text primary key,
    run        uuid        not null,
    step       text        not null,
    attempt    int         not null,
    outputs    json        not null,
    created_at timestamptz not null default database_now(),
    keep_until timestamptz not null
);
comment on table result is 'Outputs of steps that may stand for those of equal steps. Outlives the run, which is archived.';
comment on column result.key is 'SHA-256 of everything that the outputs follow from: type, request, hashes of inputs, code.';
comment on column result.run is 'In which run they were made.';
comment on column result.step is 'By which step.';
comment on column result.attempt is 'In which attempt of it.';
comment on column result.outputs is 'What it gave.';
comment on column result.created_at is 'When; of two that made the same, the last one is kept.';
comment on column result.keep_until is 'As long as the longest reuse of the steps that asked for it.';
create index result_keep_until on result (keep_until);
