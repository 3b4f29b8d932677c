alter table endpoint add threshold double precision;
comment on column endpoint.threshold is 'Probability from which on the second of two classes is answered; null for other models, and where it was deployed before there was a choice: then 0.5.';
