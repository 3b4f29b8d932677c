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

create table study (
    id            uuid primary key,
    attempt       int not null,
    prepared_data uuid not null,
    request       json not null,
    importance    json,
    model_version text,
    created_at    timestamptz not null,
    created_by    text not null
);
comment on table study is 'A search for hyperparameters.';
comment on column study.id is 'The job that does it.';
comment on column study.attempt is 'The attempt of that job whose writes count; those of an earlier one are refused.';
comment on column study.prepared_data is 'What trials are fitted to, in prep-service.';
comment on column study.request is 'The StudyRequest as it was posted.';
comment on column study.importance is 'Share of 1 by parameter, once the study has ended.';
comment on column study.model_version is 'What was registered, such as model@3; null if nothing was.';
comment on column study.created_at is 'When its first attempt began; its time budget counts from here.';
comment on column study.created_by is 'The principal who asked for it.';

create table trial (
    study     uuid not null references study,
    number    int not null,
    state     text not null,
    params    json not null,
    under_way int,
    rungs     json not null,
    progress  json not null,
    reason    text,
    primary key (study, number)
);
comment on table trial is 'One set of hyperparameters of a study. Written when it begins, is measured, promoted, pruned or fails.';
comment on column trial.study is 'Whose trial it is.';
comment on column trial.number is 'Counts from 1 within the study.';
comment on column trial.state is 'Study.State.';
comment on column trial.params is 'Values by path.';
comment on column trial.under_way is 'The epochs that it is on its way to; a RUNNING trial without a worker is begun again from here.';
comment on column trial.rungs is 'The metric by the epochs after which it was looked at.';
comment on column trial.progress is 'Epochs run, the best of them, seconds, and whether more epochs would change nothing.';
comment on column trial.reason is 'Why it was pruned or has failed.';
