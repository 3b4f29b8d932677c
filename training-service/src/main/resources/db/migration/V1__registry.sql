create table model (
    name        text primary key,
    last_number int not null default 0,
    updated_at  timestamptz not null
);
comment on table model is 'A name under which versions are registered. Its row is the lock under which versions and aliases come and go.';
comment on column model.name is 'How users, pipelines and endpoints call it.';
comment on column model.last_number is 'The highest version number ever given. Numbers of deleted versions are not given again, so that a reference never changes its meaning.';
comment on column model.updated_at is 'When a version or an alias last changed.';

create table model_version (
    model           text not null references model,
    number          int not null,
    job             uuid not null unique,
    prefix          text not null unique,
    prepared_data   uuid not null,
    referrer        text not null,
    transform_hash  text not null,
    weights_hash    text not null,
    artifact_hashes jsonb not null,
    metrics         jsonb not null,
    epochs          int not null,
    best_epoch      int not null,
    request         json not null,
    lineage         json not null,
    environment     json not null,
    created_at      timestamptz not null,
    created_by      text not null,
    primary key (model, number)
);
comment on table model_version is 'A trained model: the objects below prefix, described. Rows never change.';
comment on column model_version.model is 'Whose version it is.';
comment on column model_version.number is 'Counts from 1 within the model.';
comment on column model_version.job is 'The job that trained it; a job registers one version at most.';
comment on column model_version.prefix is 'Key prefix of all its objects.';
comment on column model_version.prepared_data is 'What it was trained on, in prep-service.';
comment on column model_version.referrer is 'Under which name prep-service was told that this version needs the data.';
comment on column model_version.transform_hash is 'SHA-256 of the fitted transform that belongs to it.';
comment on column model_version.weights_hash is 'SHA-256 of all weights in a fixed order: equal for equal models.';
comment on column model_version.artifact_hashes is 'SHA-256 by path below prefix.';
comment on column model_version.metrics is 'By part: train, validation, test.';
comment on column model_version.epochs is 'How many were run.';
comment on column model_version.best_epoch is 'Whose weights these are, counted from 1.';
comment on column model_version.request is 'The training request as it was posted.';
comment on column model_version.lineage is 'Recipe, exact dataset versions, job, run and step.';
comment on column model_version.environment is 'Versions of Java, the platform and the engine, and the device.';
comment on column model_version.created_at is 'When it was registered.';
comment on column model_version.created_by is 'The principal who asked for the training.';

create table model_alias (
    model  text not null,
    alias  text not null,
    number int not null,
    primary key (model, alias),
    foreign key (model, number) references model_version
);
comment on table model_alias is 'Names that move from version to version, such as champion.';
comment on column model_alias.model is 'Whose alias it is.';
comment on column model_alias.alias is 'Unique within the model; never a number and never latest.';
comment on column model_alias.number is 'The version that it points at, which cannot be deleted meanwhile.';

create table model_reference (
    model      text not null,
    number     int not null,
    referrer   text not null,
    created_at timestamptz not null,
    primary key (model, number, referrer),
    foreign key (model, number) references model_version
);
comment on table model_reference is 'Who needs a version: while there is a row, the version cannot be deleted.';
comment on column model_reference.model is 'The model that is needed.';
comment on column model_reference.number is 'The version that is needed.';
comment on column model_reference.referrer is 'Who needs it, such as inference:<endpoint>.';
comment on column model_reference.created_at is 'When it was first said.';
