package dev.millrace.orchestrator.run;

import dev.millrace.orchestrator.definition.StepDefinition;
import dev.millrace.orchestrator.definition.StepType;
import dev.millrace.orchestrator.machine.Changes;
import dev.millrace.orchestrator.machine.RunMachine;
import dev.millrace.orchestrator.remote.ServiceJobs;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A run that this instance owns, as of one generation: its machine, and what it is yet to be told.
 */
final class HeldRun {

    /** Something to tell a run's machine. */
    @FunctionalInterface
    interface Signal {
        void tell(RunMachine machine, Instant now);
    }

    private record AcceptedJob(int attempt, UUID id) {}

    private record Letter(Signal signal, CompletableFuture<@Nullable Void> written) {}

    private final UUID id;
    private final long generation;
    private final String startedBy;
    private final @Nullable UUID parent;
    private final boolean reuses;
    private final RunMachine machine;
    private @Nullable NewRun isNew;
    private Map<String, @Nullable Object> writtenParameters;
    private final Queue<Letter> mail = new ConcurrentLinkedQueue<>();
    private final Queue<CompletableFuture<@Nullable Void>> unwritten =
            new ConcurrentLinkedQueue<>();
    private volatile boolean isKnown;
    private final Map<String, AcceptedJob> jobs = new ConcurrentHashMap<>();
    private final AtomicBoolean inLine = new AtomicBoolean();

    HeldRun(
            UUID id,
            long generation,
            String startedBy,
            @Nullable UUID parent,
            boolean reuses,
            RunMachine machine,
            @Nullable NewRun isNew) {
        this.id = id;
        this.generation = generation;
        this.startedBy = startedBy;
        this.parent = parent;
        this.reuses = reuses;
        this.machine = machine;
        this.isNew = isNew;
        this.writtenParameters = machine.parameters();
    }

    UUID id() {
        return id;
    }

    long generation() {
        return generation;
    }

    String startedBy() {
        return startedBy;
    }

    /** The run whose step started it; null where somebody else did. */
    @Nullable UUID parent() {
        return parent;
    }

    /** Whether earlier results may stand for those of its steps. */
    boolean reuses() {
        return reuses;
    }

    RunMachine machine() {
        return machine;
    }

    /**
     * Whether the step's work takes time outside the run's machine: its attempts have a token, and
     * their request is stored, so that another owner can go on with them.
     */
    boolean isFollowed(String step) {
        var type = definition(step).type();
        return type.isTask() || type == StepType.PIPELINE || ServiceJobs.service(type) != null;
    }

    StepDefinition definition(String step) {
        return Objects.requireNonNull(machine.steps().find(step), step).definition();
    }

    /** Its parameters, if its row has others; null if it has these. */
    @Nullable Map<String, @Nullable Object> changedParameters() {
        return machine.parameters() == writtenParameters ? null : machine.parameters();
    }

    /** A service has the attempt's job; to be written with whatever is next written of the step. */
    void accepted(Attempt attempt, UUID job) {
        jobs.put(attempt.step(), new AcceptedJob(attempt.number(), job));
    }

    /** The attempt's job; null if it is not known here. */
    @Nullable UUID job(String step, int attempt) {
        var job = jobs.get(step);
        return job == null || job.attempt() != attempt ? null : job.id();
    }

    /** What its row is made of, if it has none yet. */
    @Nullable NewRun isNew() {
        return isNew;
    }

    /** Completed when what follows from the signal is durable. */
    CompletableFuture<@Nullable Void> post(Signal signal) {
        var written = new CompletableFuture<@Nullable Void>();
        mail.add(new Letter(signal, written));
        return written;
    }

    /** True for the one who is to put it in line. */
    boolean getsInLine() {
        return inLine.compareAndSet(false, true);
    }

    void leavesLine() {
        inLine.set(false);
    }

    boolean hasMail() {
        return !mail.isEmpty();
    }

    /** Tells the machine everything that has come; what follows from it. */
    Changes read(Instant now) {
        for (var letter = mail.poll(); letter != null; letter = mail.poll()) {
            unwritten.add(letter.written());
            letter.signal().tell(machine, now);
        }
        return machine.take();
    }

    /** Whether its rows are what it is: false until the first write of this copy. */
    boolean isKnown() {
        return isKnown;
    }

    void written() {
        isKnown = true;
        isNew = null;
        writtenParameters = machine.parameters();
        unwritten.forEach(letter -> letter.complete(null));
        unwritten.clear();
    }

    void lost(RuntimeException why) {
        unwritten.forEach(letter -> letter.completeExceptionally(why));
        unwritten.clear();
        for (var letter = mail.poll(); letter != null; letter = mail.poll()) {
            letter.written().completeExceptionally(why);
        }
    }
}
