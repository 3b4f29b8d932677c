create table dataset (
    id          bigint generated always as identity primary key,
    name        text not null unique,
    last_number int not null default 0,
    created_at  timestamptz not null
);
comment on table dataset is 'A name under which versions of the same data are kept. Its row is the lock under which versions come and go.';
comment on column dataset.id is 'Internal.';
comment on column dataset.name is 'How users and pipelines call it.';
comment on column dataset.last_number is 'The highest version number ever given. Numbers of deleted versions are not given again, so that a reference never changes its meaning.';
comment on column dataset.created_at is 'When its first version was published.';

create table dataset_version (
    id         bigint generated always as identity primary key,
    dataset_id bigint not null references dataset,
    number     int not null,
    hash       text not null,
    row_count  bigint not null,
    byte_count bigint not null,
    columns    jsonb not null,
    options    jsonb not null,
    prefix     text not null unique,
    source_key text not null,
    source     text not null,
    created_at timestamptz not null,
    created_by text not null,
    unique (dataset_id, number),
    unique (dataset_id, hash)
);
comment on table dataset_version is 'Immutable rows with a schema: the objects below prefix, described.';
comment on column dataset_version.id is 'Internal.';
comment on column dataset_version.dataset_id is 'The dataset that it is a version of.';
comment on column dataset_version.number is 'Counts from 1 within the dataset.';
comment on column dataset_version.hash is 'SHA-256 over content, parse options and schema, in hexadecimal: the identity within the dataset.';
comment on column dataset_version.row_count is 'Rows, the header not counted.';
comment on column dataset_version.byte_count is 'Size of the source.';
comment on column dataset_version.columns is 'List of DatasetColumn, in the order of the source.';
comment on column dataset_version.options is 'CsvOptions with every default filled in; with them the source can be read again.';
comment on column dataset_version.prefix is 'Key prefix of all objects of the version; source/ holds the bytes as they came, data/ the Parquet files.';
comment on column dataset_version.source_key is 'Key of the source file, or key prefix where the source had several files.';
comment on column dataset_version.source is 'What was asked for: a URL, an S3 URI, an upload or a path.';
comment on column dataset_version.created_at is 'When it was published.';
comment on column dataset_version.created_by is 'The principal who asked for it.';

create table version_reference (
    version_id bigint not null references dataset_version,
    referrer   text not null,
    created_at timestamptz not null,
    primary key (version_id, referrer)
);
comment on table version_reference is 'Who needs a version: while there is a row, the version cannot be deleted.';
comment on column version_reference.version_id is 'The version that is needed.';
comment on column version_reference.referrer is 'Who needs it, such as prep:<id>.';
comment on column version_reference.created_at is 'When it was first said.';

create table upload (
    id         uuid primary key,
    byte_count bigint not null,
    sha256     text not null,
    created_at timestamptz not null,
    created_by text not null
);
comment on table upload is 'Bytes that wait to be ingested.';
comment on column upload.id is 'Named as the source upload:<id>; its object lies below upload/<id>/.';
comment on column upload.byte_count is 'Size of the object.';
comment on column upload.sha256 is 'Of the bytes, in hexadecimal.';
comment on column upload.created_at is 'When the last byte had arrived; the upload is removed a while later.';
comment on column upload.created_by is 'The principal who sent it.';
create index upload_created on upload (created_at);
