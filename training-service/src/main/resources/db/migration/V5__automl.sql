alter table study add column kind text not null default 'study';
alter table study add column baselines json;
alter table study add column seconds double precision;
comment on table study is 'A search among networks: a study of hyperparameters, or an automl, which begins with presets.';
comment on column study.kind is 'Kind of its job: study or automl.';
comment on column study.request is 'The StudyRequest as it was posted, or the AutoMlRequest with its metric.';
comment on column study.baselines is 'The baselines of an automl, once they are measured.';
comment on column study.seconds is 'How long an automl took from its first beginning to its end.';
comment on column trial.progress is 'Epochs run, the best of them, seconds, whether more epochs would change nothing, and, of an automl, the metric of the test part.';
