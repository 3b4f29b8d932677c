package dev.millrace.orchestrator.archive;

import dev.millrace.contracts.orchestrator.Run;
import dev.millrace.contracts.orchestrator.RunEvent;
import dev.millrace.contracts.orchestrator.StepAttempt;
import dev.millrace.kit.store.ObjectStore;
import dev.millrace.orchestrator.run.ArchivedRuns;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The archived runs in the bucket. Writing one again writes the same. */
@Component
class Documents implements ArchivedRuns {

    private static final int MOST_EVENTS = 1000;

    private final ObjectStore store;
    private final JsonMapper json;

    Documents(ObjectStore store, JsonMapper json) {
        this.store = store;
        // What an older version wrote is read, whatever has been removed since.
        this.json =
                json.rebuild().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
    }

    void write(RunDocument document) {
        store.put(RunDocument.key(document.run().id()), zipped(document));
    }

    private byte[] zipped(RunDocument document) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(bytes)) {
            json.writeValue(zip, document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private Optional<RunDocument> read(UUID id) {
        try (var zip = new GZIPInputStream(store.open(RunDocument.key(id)))) {
            return Optional.of(json.readValue(zip, RunDocument.class));
        } catch (NoSuchKeyException never) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Optional<Run> run(UUID id) {
        return read(id).map(found -> found.run().in(store.uri(RunDocument.key(id))));
    }

    @Override
    public Optional<List<RunEvent>> history(UUID id, long after) {
        return read(id).map(found ->
                found.events().stream()
                        .filter(event -> event.number() > after)
                        .limit(MOST_EVENTS)
                        .toList());
    }

    @Override
    public Optional<List<StepAttempt>> attempts(UUID id, String step) {
        return read(id).map(found -> found.attempts().get(step));
    }
}
