package dev.millrace.orchestrator.run;

/**
 * The statements of the {@link Journal}. Their rows come as JSON, one array a table; rows that
 * exist are found from {@code few} of them, by their keys.
 */
final class JournalSql {

    private JournalSql() {}

    /** A run whose idempotency key was used before is left out, and so are its steps. */
    static final String CREATE =
            """
            with created as (
                insert into run (id, pipeline, version, state, parameters, owner, idempotency_key,
                                 request_hash, started_by, started_at, priority, parent_run,
                                 parent_step, reuse)
                select r.id, r.pipeline, r.version, 'RUNNING', r.parameters, :me, r.key, r.hash,
                       r."startedBy", database_now(), r.priority, r."parentRun", r."parentStep",
                       r.reuse
                  from json_to_recordset(cast(:runs as json))
                       as r (id uuid, pipeline text, version int, parameters json, key text,
                             hash text, "startedBy" text, priority int, "parentRun" uuid,
                             "parentStep" text, reuse boolean)
                on conflict (idempotency_key) do nothing
                returning id),
            planned as (
                insert into step (run, name, position, type, service, state, pool, priority)
                select s.run, s.name, s.position, s.type, s.service, 'WAITING', s.pool, s.priority
                  from json_to_recordset(cast(:steps as json))
                       as s (run uuid, name text, position int, type text, service text, pool text,
                             priority int)
                  join created c on c.id = s.run)
            select id from created
            """;

    static final String CHANGE =
            """
            with fenced as (
                update run r
                   set state = g.state, message = g.message, last_event = r.last_event + g.events,
                       parameters = coalesce(g.parameters, r.parameters), outputs = g.outputs,
                       started_at = coalesce(g."startedAt", r.started_at), late = g.late,
                       ended_at = case when g.over then database_now() end
                  from few(cast(:runs as json)) one, json_to_record(one)
                       as g (id uuid, generation bigint, state text, message text, events int,
                             over boolean, parameters json, outputs json, "startedAt" timestamptz,
                             late boolean)
                 where r.id = g.id and r.generation = g.generation and r.owner = :me
                returning r.id, r.last_event - g.events as last_event),
            changed as (
                update step s
                   set state = c.state, attempt = c.attempt, attempt_base = c.base,
                       caught = c.caught, message = c.message, outputs = c.outputs,
                       failure = c.failure, wake_at = c."wakeAt", progress = c.progress,
                       begun = c.begun, late = c.late, stopping = c.stopping,
                       reused_from = c."reusedFrom",
                       since = case when c.state = s.state then s.since else database_now() end,
                       job = coalesce(c.job, case when c.attempt = s.attempt then s.job end),
                       started_at = case when c.attempt = c.base then null
                                         when c.attempt = s.attempt then s.started_at
                                         else database_now() end,
                       ended_at = case when c.over then database_now() end
                  from few(cast(:steps as json)) one, json_to_record(one)
                       as c (run uuid, name text, state text, attempt int, base int, caught boolean,
                             message text, outputs json, failure json, "wakeAt" timestamptz,
                             progress real, over boolean, begun boolean, late boolean,
                             stopping boolean, "reusedFrom" json, job uuid)
                  join fenced f on f.id = c.run
                 where s.run = c.run and s.name = c.name),
            tried as (
                insert into attempt (run, step, number, state, token, request, failure, job,
                                     started_at, ended_at)
                select a.run, a.step, a.number, a.state, a.token, a.request, a.failure, a.job,
                       database_now(), case when a.over then database_now() end
                  from few(cast(:attempts as json)) one, json_to_record(one)
                       as a (run uuid, step text, number int, state text, token uuid, request json,
                             failure json, over boolean, job uuid)
                  join fenced f on f.id = a.run
                on conflict (run, step, number) do update
                   set state = excluded.state, failure = excluded.failure,
                       job = coalesce(excluded.job, attempt.job),
                       ended_at = excluded.ended_at),
            told as (
                insert into event (run, number, at, step, attempt, type, message, actor, data)
                select e.run, f.last_event + e.number, database_now(), e.step, e.attempt, e.type,
                       e.message, e.actor, e.data
                  from few(cast(:events as json)) one, json_to_record(one)
                       as e (run uuid, number int, step text, attempt int, type text, message text,
                             actor text, data json)
                  join fenced f on f.id = e.run)
            select id from fenced
            """;

    /** Steps of a map's items; before {@link #CHANGE} writes where they stand. */
    static final String GROW =
            """
            with fenced as (
                select r.id
                  from few(cast(:runs as json)) one, json_to_record(one) as g (id uuid, generation bigint)
                  join run r on r.id = g.id and r.generation = g.generation and r.owner = :me
                   for no key update of r)
            insert into step (run, name, position, type, service, state, pool, priority, parent,
                              item, place)
            select s.run, s.name, m.position, s.type, s.service, 'WAITING', s.pool, s.priority,
                   s.parent, s.item, s.place
              from few(cast(:parts as json)) one, json_to_record(one)
                   as s (run uuid, name text, type text, service text, pool text, priority int,
                         parent text, item json, place int)
              join fenced f on f.id = s.run
              join step m on m.run = s.run and m.name = s.parent
            on conflict (run, name) do update set item = excluded.item, place = excluded.place
            """;

    /** After {@link #CHANGE}: it then sees a slot that was given while it waited for the step. */
    static final String FREE =
            """
            update slot s set run = null, step = null, taken_at = null
              from step t
             where (s.run, s.step) in (select f.run, f.step
                                         from few(cast(:freed as json)) one, json_to_record(one)
                                              as f (run uuid, step text))
               and t.run = s.run and t.name = s.step and t.state not in ('QUEUED', 'RUNNING')
            returning s.pool
            """;
}
