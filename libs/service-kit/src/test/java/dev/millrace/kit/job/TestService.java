package dev.millrace.kit.job;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.job.JobApi;
import dev.millrace.kit.store.ObjectStore;
import dev.millrace.kit.store.ReferencedObjects;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.service.registry.ImportHttpServices;

/** The smallest service with jobs: one kind, which does what its request says. */
@SpringBootApplication(scanBasePackages = "nothing.to.scan")
@ImportHttpServices(group = "ingest", types = JobApi.class)
public class TestService {

    record Work(String outcome) {}

    @Bean
    Handler testHandler(ObjectStore store, JdbcClient jdbc) {
        return new Handler(store, jdbc);
    }

    @Bean
    ReferencedObjects kept() {
        return () -> Set.of("kit-test/kept/");
    }

    static class Handler implements JobHandler<Work> {

        static CountDownLatch waiting = new CountDownLatch(1);
        static CountDownLatch interrupted = new CountDownLatch(1);
        static AtomicBoolean interruptedWhilePublishing = new AtomicBoolean();
        static volatile CompletableFuture<Void> watch = new CompletableFuture<>();

        private final ObjectStore store;
        private final JdbcClient jdbc;

        Handler(ObjectStore store, JdbcClient jdbc) {
            this.store = store;
            this.jdbc = jdbc;
        }

        @Override
        public String kind() {
            return "test";
        }

        @Override
        public Class<Work> requestType() {
            return Work.class;
        }

        @Override
        public Publication run(JobContext context, Work request) throws Exception {
            switch (request.outcome()) {
                case "succeed" -> context.progress(0.5, "half way");
                case "succeed with an object" ->
                        store.put(context.outputPrefix() + "object", new byte[] {1});
                case "fail" -> {
                    store.put(context.outputPrefix() + "half", new byte[] {1});
                    throw new PlatformException(
                            FailureCode.INVALID_DATA, "line 3 is wrong", List.of());
                }
                case "wait" -> {
                    var end = new CountDownLatch(1);
                    context.onInterrupt(end::countDown);
                    waiting.countDown();
                    end.await();
                    interrupted.countDown();
                    context.checkStillOurs();
                }
                case "wait on the first attempt" -> {
                    if (context.attempt() == 1) {
                        var end = new CountDownLatch(1);
                        context.onInterrupt(end::countDown);
                        context.progress(0.5, "waiting");
                        end.await();
                        context.progress(0.6, "never said");
                    }
                }
                case "be watched while publishing" -> {
                    context.onInterrupt(() -> interruptedWhilePublishing.set(true));
                    return () -> {
                        watch = CompletableFuture.runAsync(((Attempt) context)::watch);
                        // A watch that waits for this transaction's lock is left waiting.
                        watch.copy().completeOnTimeout(null, 1, TimeUnit.SECONDS).join();
                        return Map.of("answer", 42);
                    };
                }
                case "taken over" -> {
                    context.progress(0.1, "about to lose the job");
                    jdbc.sql("update job set attempt = attempt + 1 where id = :id")
                            .param("id", context.id())
                            .update();
                }
                default -> throw new IllegalArgumentException(request.outcome());
            }
            return () -> Map.of("answer", 42);
        }
    }
}
