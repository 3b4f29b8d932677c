package dev.millrace.orchestrator.run;

/** The statements of {@link Slots}. */
final class SlotSql {

    private SlotSql() {}

    /** Whoever hands out slots of a pool does so alone. */
    static final String LOCK = "select slots from pool where name = :pool for update";

    /**
     * Who waits for a slot, in the order in which they get one: the highest priority first; among
     * them the pipeline that would then hold the fewest; among these the one that has waited
     * longest.
     */
    private static final String LINE =
            """
            used as (
                select r.pipeline, count(*) as slots
                  from slot s join run r on r.id = s.run
                 where s.pool = :pool
                 group by r.pipeline),
            waiting as (
                select s.run, s.name, s.since, r.pipeline, s.priority + r.priority as priority,
                       row_number() over (partition by r.pipeline
                                          order by s.priority + r.priority desc, s.since) as place
                  from step s
                  join run r on r.id = s.run and r.state <> 'PAUSED' and r.ended_at is null
                 where s.pool = :pool and s.state = 'QUEUED'
                   and not exists (select 1 from slot h where h.run = s.run and h.step = s.name)),
            line as (
                select w.run, w.name,
                       row_number() over (order by w.priority desc,
                                                   coalesce(u.slots, 0) + w.place, w.since)
                           as position
                  from waiting w left join used u on u.pipeline = w.pipeline),
            """;

    /** A step that its owner is changing at this moment has to wait for the next time. */
    static final String GIVE =
            """
            with free as (
                select number, row_number() over (order by number) as turn
                  from slot
                 where pool = :pool and run is null and number <= :slots),
            """
                    + LINE
                    + """
                    ranked as (select run, name from line
                                where position <= (select count(*) from free)),
                    chosen as (
                        select s.run, s.name, row_number() over () as turn
                          from (select t.run, t.name from step t join ranked using (run, name)
                                 where t.state = 'QUEUED'
                                   for no key update of t skip locked) s)
                    update slot s
                       set run = c.run, step = c.name, taken_at = database_now()
                      from chosen c join free f on f.turn = c.turn
                     where s.pool = :pool and s.number = f.number
                    returning s.run
                    """;

    /** Where a run's steps stand among those that wait for the pool. */
    static final String POSITIONS =
            "with "
                    + LINE
                    + """
                    mine as (select name, position from line where run = :run)
                    select name, position from mine
                    """;

    /** Who holds the pool's slots, and until when at the latest. */
    static final String HOLDERS =
            """
            select s.run, r.pipeline, s.step, s.taken_at as since, t.wake_at as until
              from slot s
              join run r on r.id = s.run
              join step t on t.run = s.run and t.name = s.step
             where s.pool = :pool
             order by s.taken_at
             limit 100
            """;

    /** Steps that have their slot and do not know it yet. */
    static final String GRANTED =
            """
            select s.run, s.step
              from slot s
              join step t on t.run = s.run and t.name = s.step and t.state = 'QUEUED'
              join run r on r.id = s.run and r.owner = :me
            """;

    /** Pools in which a step may wait although there is a free slot. */
    static final String OPEN =
            """
            select p.name from pool p
             where exists (select 1 from slot s
                            where s.pool = p.name and s.run is null and s.number <= p.slots)
               and exists (select 1 from step s where s.pool = p.name and s.state = 'QUEUED')
            """;
}
