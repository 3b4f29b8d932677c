-- Never reused, and rising for one endpoint in the order of its commits: an instance takes the higher one.
create sequence endpoint_revision;

create table endpoint (
    name       text primary key,
    revision   bigint not null default nextval('endpoint_revision'),
    model      text not null,
    number     int not null,
    version    jsonb not null,
    inputs     jsonb not null,
    updated_at timestamptz not null,
    updated_by text not null
);
comment on table endpoint is 'What answers under which name. Every instance serves what it finds here.';
comment on column endpoint.name is 'Part of the path that predictions are asked from.';
comment on column endpoint.revision is 'Another number after every deployment; instances load an endpoint when it has risen.';
comment on column endpoint.model is 'Name of the model.';
comment on column endpoint.number is 'Number of the version of that model.';
comment on column endpoint.version is 'The version as training-service described it, so that a restart does not need that service.';
comment on column endpoint.inputs is 'Raw columns that a prediction needs, from the verified transform.';
comment on column endpoint.updated_at is 'When it began to serve this version.';
comment on column endpoint.updated_by is 'Who deployed this version.';

create table model_reference (
    endpoint text not null,
    model    text not null,
    number   int not null,
    since    timestamptz not null,
    primary key (endpoint, model, number)
);
comment on table model_reference is
    'Versions that training-service must keep for us. Written before it is told, deleted after it is told otherwise.';
comment on column model_reference.endpoint is 'The endpoint that needs the version; no foreign key, for it may not exist yet, or no longer.';
comment on column model_reference.model is 'Name of the model.';
comment on column model_reference.number is 'Number of the version.';
comment on column model_reference.since is 'When a deployment last began that wants it; released once that is long ago and the endpoint serves another.';
