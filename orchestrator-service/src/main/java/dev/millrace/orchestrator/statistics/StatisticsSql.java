package dev.millrace.orchestrator.statistics;

/** Each statement looks at the newest runs of a pipeline, by the index that lists them. */
final class StatisticsSql {

    private StatisticsSql() {}

    private static final String RECENT =
            """
            with recent as (
                select id, state, created_at,
                       extract(epoch from ended_at - started_at) as seconds
                  from run
                 where pipeline = :pipeline
                   and created_at >= (select database_now() - :days * interval '1 day')
                 order by created_at desc limit :runs)
            """;

    static final String RUNS =
            RECENT
                    + """
                    select state, count(*) as count,
                           percentile_cont(array[0.5, 0.9, 0.99])
                               within group (order by seconds) as seconds
                      from recent group by state
                    """;

    static final String LAST =
            RECENT
                    + """
                    select id, state, created_at, seconds from recent
                     order by created_at desc limit :last
                    """;

    static final String STEPS =
            RECENT
                    + """
                    , looked as (
                        select s.run, s.name, s.type, s.position, s.state, s.attempt,
                               case when s.parent is null then s.name else s.parent || '[]' end as part,
                               case when s.reused_from is null
                                    then extract(epoch from s.ended_at - s.started_at) end as seconds
                          from recent r cross join lateral (
                               select * from step where run = r.id order by position) s
                         limit :steps),
                    waited as materialized (
                        select part, percentile_cont(array[0.5, 0.9, 0.99])
                                         within group (order by seconds) as seconds
                          from (select l.part, e.type,
                                       extract(epoch from e.at - lag(e.at) over one) as seconds,
                                       lag(e.type) over one as before
                                  from looked l join event e on e.run = l.run and e.step = l.name
                                 where e.type in ('step-queued', 'step-started')
                                window one as (partition by l.run, l.name order by e.number)) told
                         where type = 'step-started' and before = 'step-queued'
                         group by part)
                    select l.part, min(l.type) as type, min(l.position) as position, l.state,
                           count(*) as count, sum(l.attempt) as attempts,
                           percentile_cont(array[0.5, 0.9, 0.99])
                               within group (order by l.seconds) as seconds,
                           w.seconds as waited
                      from looked l left join waited w on w.part = l.part
                     group by l.part, l.state, w.seconds
                     order by min(min(l.position)) over (partition by l.part), l.part
                    """;
}
