package dev.millrace.orchestrator.run;

/** Another instance, or a later generation, drives the run now: whoever catches this lets go. */
final class TakenOver extends RuntimeException {

    TakenOver(HeldRun run) {
        super("run %s is no longer ours in generation %d".formatted(run.id(), run.generation()));
    }
}
