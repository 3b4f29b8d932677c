create table cross_validation (
    id            uuid primary key,
    prefix        text not null unique,
    prepared_data uuid not null,
    found         json not null,
    created_at    timestamptz not null,
    created_by    text not null
);
comment on table cross_validation is 'What a cross-validation found. Rows never change.';
comment on column cross_validation.id is 'The job that did it.';
comment on column cross_validation.prefix is 'Key prefix of the predictions of held-out rows.';
comment on column cross_validation.prepared_data is 'What was folded, in prep-service.';
comment on column cross_validation.found is 'The CrossValidation as it is shown, its request with nothing left open.';
comment on column cross_validation.created_at is 'When it was done.';
comment on column cross_validation.created_by is 'The principal who asked for it.';
