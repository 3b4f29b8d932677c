package dev.millrace.orchestrator.run;

/** The statements of {@link Slots}. */
final class SlotSql {

    private SlotSql() {}

    /** Whoever hands out slots of a pool does so alone. */
    static final String LOCK = "select slots from pool where name = :pool for update";

    /**
     * Gives free slots to the steps that come first: those of the highest priority; among them
     * those of the pipeline that would then hold the fewest; among these the one that has waited
     * longest. A step that its owner is changing at this moment has to wait for the next time.
     */
    static final String GIVE =
            """
            with free as (
                select number, row_number() over (order by number) as turn
                  from slot
                 where pool = :pool and run is null and number <= :slots),
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
            ranked as (
                select w.run, w.name
                  from waiting w left join used u on u.pipeline = w.pipeline
                 order by w.priority desc, coalesce(u.slots, 0) + w.place, w.since
                 limit (select count(*) from free)),
            chosen as (
                select s.run, s.name, row_number() over () as turn
                  from (select t.run, t.name from step t join ranked using (run, name)
                         where t.state = 'QUEUED'
                           for no key update of t skip locked) s)
            update slot s
               set run = c.run, step = c.name, taken_at = database_now()
              from chosen c join free f on f.turn = c.turn
             where s.pool = :pool and s.number = f.number
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
