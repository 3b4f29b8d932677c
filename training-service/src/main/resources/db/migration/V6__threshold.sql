alter table model_version add threshold double precision;
comment on column model_version.threshold is 'Probability from which on its second class is answered; null: 0.5, for none was asked for.';
