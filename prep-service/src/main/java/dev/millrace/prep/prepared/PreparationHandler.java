package dev.millrace.prep.prepared;

import dev.millrace.contracts.prep.PrepareRequest;
import dev.millrace.contracts.prep.PreparedData;
import dev.millrace.kit.job.JobContext;
import dev.millrace.kit.job.JobHandler;
import dev.millrace.kit.job.Publication;
import dev.millrace.kit.store.ObjectStore;
import dev.millrace.prep.dataset.Datasets;
import dev.millrace.prep.dataset.Input;
import dev.millrace.prep.profile.PartSummary;
import dev.millrace.prep.recipe.RecipeHash;
import dev.millrace.prep.spark.Preparation;
import dev.millrace.transform.FittedTransform;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Prepares training data, unless the same was prepared before. */
@Component
class PreparationHandler implements JobHandler<PrepareRequest> {

    private static final Logger log = LoggerFactory.getLogger(PreparationHandler.class);

    private final Datasets datasets;
    private final Preparation preparation;
    private final PreparedDataSets catalogue;
    private final StatisticsFiles statistics;
    private final ObjectStore store;
    private final MeterRegistry metrics;
    private final Clock clock;

    PreparationHandler(
            Datasets datasets,
            Preparation preparation,
            PreparedDataSets catalogue,
            StatisticsFiles statistics,
            ObjectStore store,
            MeterRegistry metrics,
            Clock clock) {
        this.datasets = datasets;
        this.preparation = preparation;
        this.catalogue = catalogue;
        this.statistics = statistics;
        this.store = store;
        this.metrics = metrics;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return "preparation";
    }

    @Override
    public Class<PrepareRequest> requestType() {
        return PrepareRequest.class;
    }

    @Override
    public Publication run(JobContext context, PrepareRequest request) throws Exception {
        List<Input> inputs = datasets.findAll(request.inputs());
        String hash = hash(request, inputs);
        Optional<PreparedData> existing = catalogue.findByHash(hash);
        if (existing.isPresent()) {
            return () -> result(existing.get(), true);
        }
        // Said before the work, so that no input is deleted while it is read.
        datasets.refer(context.id(), references(inputs).values());
        try {
            PreparedData data = prepare(context, request, inputs, hash);
            // Again: an attempt that was taken over by this one may have let go of them.
            datasets.refer(context.id(), references(inputs).values());
            return publication(data, inputs);
        } catch (Exception failed) {
            release(context.id(), inputs);
            throw failed;
        }
    }

    private PreparedData prepare(
            JobContext context, PrepareRequest request, List<Input> inputs, String hash)
            throws Exception {
        String location = store.uri(context.outputPrefix());
        var outcome =
                preparation.run(
                        context,
                        inputs,
                        request.recipe(),
                        location,
                        columns -> () -> new PartSummary(columns));
        statistics.write(context.outputPrefix(), outcome.training().of(outcome.columns()));
        FittedTransform transform = outcome.transform();
        store.put(
                context.outputPrefix() + "transform.json",
                transform.toJson().getBytes(StandardCharsets.UTF_8));
        List<String> classes = transform.target().classes();
        context.progress(0.95, "Publishing.");
        return new PreparedData(
                context.id(),
                hash,
                references(inputs),
                location,
                outcome.trainRows(),
                outcome.validationRows(),
                outcome.testRows(),
                transform.hash(),
                transform.outputNames(),
                request.recipe().target(),
                classes.isEmpty() ? null : classes,
                request.recipe(),
                clock.instant(),
                context.principal());
    }

    private Publication publication(PreparedData data, List<Input> inputs) {
        return () -> {
            boolean first = catalogue.insert(data);
            if (first) {
                count(data);
                return result(data, false);
            }
            // Another job was faster with the same. This one's objects go at the next gc.
            log.info("Prepared data {} was already there; {} is dropped.", data.hash(), data.id());
            afterCommit(() -> release(data.id(), inputs));
            return result(catalogue.findByHash(data.hash()).orElseThrow(), true);
        };
    }

    private static void afterCommit(Runnable action) {
        TransactionSynchronizationManager.registerSynchronization(
                new TransactionSynchronization() {
                    @Override
                    public void afterCommit() {
                        action.run();
                    }
                });
    }

    private void count(PreparedData data) {
        metrics.counter("millrace.prep.rows", "part", "train").increment(data.trainRows());
        metrics.counter("millrace.prep.rows", "part", "validation")
                .increment(data.validationRows());
        metrics.counter("millrace.prep.rows", "part", "test").increment(data.testRows());
    }

    private void release(UUID id, List<Input> inputs) {
        try {
            datasets.release(id, references(inputs).values());
        } catch (RuntimeException unreachable) {
            log.warn(
                    "ingest-service still counts prep:{} as a referrer of {}: {}",
                    id,
                    references(inputs).values(),
                    unreachable.toString());
        }
    }

    private static Map<String, Object> result(PreparedData data, boolean existing) {
        return Map.ofEntries(
                Map.entry("preparedData", data.id()),
                Map.entry("id", data.id()),
                Map.entry("hash", data.hash()),
                Map.entry("location", data.location()),
                Map.entry("trainRows", data.trainRows()),
                Map.entry("validationRows", data.validationRows()),
                Map.entry("testRows", data.testRows()),
                Map.entry("transformHash", data.transformHash()),
                Map.entry("features", data.featureNames().size()),
                Map.entry("inputs", data.inputs()),
                Map.entry("existing", existing));
    }

    private static String hash(PrepareRequest request, List<Input> inputs) {
        SortedMap<String, String> hashes = new TreeMap<>();
        inputs.forEach(input -> hashes.put(input.name(), input.version().hash()));
        return RecipeHash.of(request.recipe(), hashes);
    }

    private static Map<String, String> references(List<Input> inputs) {
        Function<Input, String> reference = input -> input.version().reference();
        return inputs.stream().collect(Collectors.toMap(Input::name, reference));
    }
}
