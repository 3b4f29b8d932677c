package dev.millrace.training.launch;

import dev.millrace.training.worker.WorkerReport.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** Several errands of one job at a time, never more than there are slots. */
public final class Lanes {

    private Lanes() {}

    /**
     * Does all errands. The first failure ends the others and is thrown.
     *
     * @param ended hears each outcome, one at a time
     */
    public static void run(Crew crew, List<? extends Errand> errands, Consumer<Outcome> ended)
            throws Exception {
        var ids = MDC.getCopyOfContextMap();
        int lanes = Math.min(crew.most(), errands.size());
        try (var threads = Executors.newFixedThreadPool(lanes, Thread.ofVirtual().factory())) {
            var completion = new ExecutorCompletionService<Outcome>(threads);
            var tasks = new ArrayList<java.util.concurrent.Future<Outcome>>();
            errands.forEach(
                    errand -> tasks.add(completion.submit(withIds(ids, () -> crew.run(errand)))));
            try {
                for (int done = 0; done < errands.size(); done++) {
                    ended.accept(completion.take().get());
                }
            } catch (ExecutionException failure) {
                throw cause(failure);
            } finally {
                tasks.forEach(task -> task.cancel(false));
                if (tasks.stream().anyMatch(task -> !task.isDone() || task.isCancelled())) {
                    crew.dismiss();
                }
            }
        }
    }

    /** Log lines of a lane carry the ids of the job. */
    public static <T> Callable<T> withIds(@Nullable Map<String, String> ids, Callable<T> work) {
        return () -> {
            if (ids != null) {
                MDC.setContextMap(ids);
            }
            return work.call();
        };
    }

    private static Exception cause(ExecutionException failure) {
        return failure.getCause() instanceof Exception cause ? cause : failure;
    }
}
