comment on column run.run_id is 'What clients call it; that of a job''s run is the id of the job, that of a run below it follows from the job and the name.';
comment on column run.job is 'The job that writes it, if one does. A run below a job''s run has that job too, and the tag mlflow.parentRunId.';

-- Trials are looked for by their study, among all runs of an experiment.
create index run_parent on run ((tags ->> 'mlflow.parentRunId'));

-- A trial that failed says why itself; the job that made it may have succeeded.
create or replace view run_now as
select r.id, r.run_id, r.experiment, r.name, r.principal, r.start_time, r.deleted, r.artifact_prefix, r.artifact_uri,
       r.params, r.tags, r.inputs, r.lineage, r.environment, r.cost, r.job, r.attempt,
       case when r.status <> 'RUNNING' or j.state is null then r.status
            when j.state = 'SUCCEEDED' then 'FINISHED'
            when j.state = 'FAILED' then 'FAILED'
            when j.state = 'CANCELLED' then 'KILLED'
            else r.status end as current_status,
       coalesce(r.end_time, (extract(epoch from j.ended_at) * 1000)::bigint) as current_end_time,
       case when r.status = 'RUNNING' then j.failure ->> 'message'
            when r.status = 'FAILED' then r.tags ->> 'millrace.reason' end as failure
  from run r left join job j on j.id = r.job;

comment on column model_version.request is 'The training request with nothing left open: what was posted, and every default and layer that it stood for.';
