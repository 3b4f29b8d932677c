alter table emitted alter column run drop not null, alter column step drop not null,
    alter column attempt drop not null;
comment on table emitted is 'What was told whoever listens.';
comment on column emitted.key is 'Of the attempt that told it, or of the request: one begun again tells nothing twice.';
comment on column emitted.run is 'Whose step told it, kept when the run is archived; null where no run did.';
comment on column emitted.emitted_by is 'Who told it, or in whose name the run goes on.';
