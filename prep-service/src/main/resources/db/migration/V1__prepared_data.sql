create table prepared_data (
    id              uuid primary key,
    hash            text not null unique,
    inputs          json not null,
    location        text not null,
    train_rows      bigint not null,
    validation_rows bigint not null,
    test_rows       bigint not null,
    transform_hash  text not null,
    feature_names   json not null,
    classes         json,
    recipe          json not null,
    created_at      timestamptz not null,
    created_by      text not null
);
comment on table prepared_data is 'Training data that was made, one row per recipe and exact inputs.';
comment on column prepared_data.id is 'The id of the job that made it.';
comment on column prepared_data.hash is 'SHA-256 over the canonical recipe and the hashes of its dataset versions: the identity.';
comment on column prepared_data.inputs is 'Exact dataset versions (name@number) by view name.';
comment on column prepared_data.location is 'The s3:// folder with train/, validation/, test/ and transform.json.';
comment on column prepared_data.train_rows is 'Rows of the training part.';
comment on column prepared_data.validation_rows is 'Rows of the validation part.';
comment on column prepared_data.test_rows is 'Rows of the test part.';
comment on column prepared_data.transform_hash is 'SHA-256 of the fitted transform.';
comment on column prepared_data.feature_names is 'One per element of the feature array, in order.';
comment on column prepared_data.classes is 'Labels by class index; null for regression.';
comment on column prepared_data.recipe is 'As it was posted. json, not jsonb: its views are evaluated in the order given.';
comment on column prepared_data.created_at is 'When it was published.';
comment on column prepared_data.created_by is 'Who asked for it.';

-- Listings show the newest first.
create index prepared_data_created on prepared_data (created_at desc);

create table prepared_data_reference (
    prepared_data uuid not null references prepared_data,
    referrer      text not null,
    primary key (prepared_data, referrer)
);
comment on table prepared_data_reference is 'What keeps prepared data from being deleted.';
comment on column prepared_data_reference.prepared_data is 'What is referred to.';
comment on column prepared_data_reference.referrer is 'Who refers to it, such as training:<model version>.';

create table profile (
    id         uuid primary key,
    dataset    text not null,
    document   json not null,
    created_at timestamptz not null
);
comment on table profile is 'What dataset versions look like.';
comment on column profile.id is 'The id of the job that made it.';
comment on column profile.dataset is 'The exact dataset version (name@number).';
comment on column profile.document is 'The whole profile, as it is served.';
comment on column profile.created_at is 'When it was published.';
