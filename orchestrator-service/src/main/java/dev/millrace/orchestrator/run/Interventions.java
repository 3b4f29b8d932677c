package dev.millrace.orchestrator.run;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.orchestrator.RunState;
import dev.millrace.contracts.orchestrator.StepState;
import dev.millrace.orchestrator.definition.StepDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** What people do to a run. Any instance may write it; the owner finds it in the rows. */
@Component
class Interventions {

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Runs runs;
    private final StepRows steps;
    private final Settlement settlement;
    private final Instance instance;
    private final RunSettings settings;
    private final TransactionTemplate transactions;

    Interventions(
            JdbcClient jdbc,
            JsonMapper json,
            Runs runs,
            StepRows steps,
            Settlement settlement,
            Instance instance,
            RunSettings settings,
            PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.json = json;
        this.runs = runs;
        this.steps = steps;
        this.settlement = settlement;
        this.instance = instance;
        this.settings = settings;
        this.transactions = new TransactionTemplate(transactions);
    }

    /**
     * No further step starts; running jobs are asked to stop. An outcome that comes first stands.
     */
    Change cancel(UUID run, String principal) {
        runs.require(run);
        return java.util.Objects.requireNonNull(
                transactions.execute(status -> cancelLocked(run, principal)));
    }

    private Change cancelLocked(UUID run, String principal) {
        var transaction = RunTransaction.from(jdbc, json, run);
        if (transaction.state().isTerminal() || transaction.state() == RunState.CANCELLING) {
            return Change.NONE;
        }
        transaction.become(RunState.CANCELLING);
        transaction.event(null, 0, "run-cancelling", "cancel was asked for", principal, Map.of());
        var cancelled = cancelUnstarted(run);
        cancelled.forEach(step ->
                transaction.event(
                        step,
                        0,
                        "step-cancelled",
                        "cancelled before it started",
                        principal,
                        Map.of()));
        transaction.ended(cancelled.size());
        shortenDeadlines(run);
        var ended =
                cancelled.stream()
                        .map(step -> new Change.EndedStep(step, StepState.CANCELLED, null))
                        .toList();
        return new Change(List.of(), ended, settlement.finish(run, transaction));
    }

    private List<String> cancelUnstarted(UUID run) {
        return jdbc.sql(
                        """
                        update step
                           set state = 'CANCELLED', message = 'cancelled before it started',
                               ended_at = database_now()
                         where run = :run and state in ('WAITING', 'READY', 'RETRYING')
                        returning name
                        """)
                .param("run", run)
                .query((row, at) -> row.getString("name"))
                .list();
    }

    private void shortenDeadlines(UUID run) {
        jdbc.sql(
                        """
                        update step
                           set message = 'asked to stop',
                               deadline = least(deadline,
                                                database_now() + :grace * interval '1 millisecond')
                         where run = :run and state = 'RUNNING'
                        """)
                .param("grace", settings.cancelGrace().toMillis())
                .param("run", run)
                .update();
    }

    /** The resumed run, owned by this instance, and the steps that may start. */
    record Resumed(HeldRun run, List<String> ready) {}

    /** Starts the steps over that did not succeed; those that did are kept. */
    Resumed resume(UUID run, String principal) {
        runs.require(run);
        var ready =
                java.util.Objects.requireNonNull(
                        transactions.execute(status -> resumeLocked(run, principal)));
        return new Resumed(runs.held(run), ready);
    }

    private List<String> resumeLocked(UUID run, String principal) {
        var transaction = RunTransaction.from(jdbc, json, run);
        if (!transaction.state().mayBecome(RunState.RUNNING) || !transaction.state().isTerminal()) {
            throw new PlatformException(
                    FailureCode.ALREADY_ENDED,
                    "run %s is %s; only a run that FAILED or was CANCELLED can be resumed"
                            .formatted(run, transaction.state()));
        }
        var plan = runs.plan(run);
        var over = startingOver(run, plan);
        jdbc.sql(
                        """
                        update run set owner = :me, generation = generation + 1 where id = :run
                        """)
                .param("me", instance.id())
                .param("run", run)
                .update();
        transaction.become(RunState.RUNNING);
        transaction.open(over.size());
        var ready = reset(run, plan, over);
        transaction.event(
                null,
                0,
                "run-resumed",
                "resumed; these steps start over: " + String.join(", ", over),
                principal,
                Map.of());
        transaction.finish(null);
        return ready;
    }

    private Set<String> startingOver(UUID run, Plan plan) {
        var names = plan.steps().stream().map(StepDefinition::name).toList();
        return steps.states(run, names).entrySet().stream()
                .filter(step -> step.getValue() != StepState.SUCCEEDED)
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(java.util.LinkedHashSet::new));
    }

    private List<String> reset(UUID run, Plan plan, Set<String> over) {
        var names = List.copyOf(over);
        var unmet = new ArrayList<Integer>();
        var ready = new ArrayList<String>();
        for (var name : names) {
            int open = (int) plan.step(name).needs().stream().filter(over::contains).count();
            unmet.add(open);
            if (open == 0) {
                ready.add(name);
            }
        }
        jdbc.sql(
                        """
                        update step s
                           set state = case when o.unmet = 0 then 'READY' else 'WAITING' end,
                               unmet = o.unmet, spoiled = 0, attempt_base = s.attempt, progress = 0,
                               message = '', job = null, outputs = null, failure = null,
                               due_at = null, deadline = null, started_at = null, ended_at = null
                          from unnest(:names, :unmet) as o (name, unmet)
                         where s.run = :run and s.name = o.name
                        """)
                .param("names", names.toArray(String[]::new))
                .param("unmet", unmet.toArray(Integer[]::new))
                .param("run", run)
                .update();
        return ready;
    }
}
