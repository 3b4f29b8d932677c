package dev.millrace.inference.endpoint;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.training.ModelVersion;
import dev.millrace.contracts.training.TrainingApi;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Tells training-service which versions it must keep. A row is written before a version is claimed
 * and deleted after it is released, so that a crash in between leaves a row from which the rest is
 * done later; a version that is served is claimed at every moment.
 */
@Component
class ModelReferences {

    private static final Logger log = LoggerFactory.getLogger(ModelReferences.class);

    /** Longer than any deployment: only what a crash left is ever this old and not served. */
    private static final Duration ABANDONED = Duration.ofHours(1);

    private static final String SUPERSEDED =
            """
            select endpoint, model, number from model_reference held
             where since < :abandoned
               and not exists (select from endpoint served
                                where served.name = held.endpoint
                                  and served.model = held.model and served.number = held.number)
               for update skip locked
             limit 1
            """;

    private final JdbcClient database;
    private final TransactionTemplate transaction;
    private final TrainingApi training;
    private final Clock clock;

    ModelReferences(
            JdbcClient database,
            TransactionTemplate transaction,
            TrainingApi training,
            Clock clock) {
        this.database = database;
        this.transaction = transaction;
        this.training = training;
        this.clock = clock;
    }

    private record Held(String endpoint, String model, int number) {}

    /** Before a version is loaded: from here on it cannot be deleted. */
    void claim(String endpoint, ModelVersion version) {
        database.sql(
                        """
                        insert into model_reference (endpoint, model, number, since)
                        values (:endpoint, :model, :number, :now)
                        on conflict (endpoint, model, number) do update set since = excluded.since
                        """)
                .param("endpoint", endpoint)
                .param("model", version.model())
                .param("number", version.number())
                .param("now", at(clock.instant()))
                .update();
        training.addReference(
                version.model(), Integer.toString(version.number()), referrer(endpoint));
    }

    /** In the transaction that publishes: whether the claim stands. It is now served. */
    boolean confirm(String endpoint, ModelVersion version) {
        return database.sql(
                                """
                                update model_reference set since = :now
                                 where endpoint = :endpoint and model = :model and number = :number
                                """)
                        .param("now", at(clock.instant()))
                        .param("endpoint", endpoint)
                        .param("model", version.model())
                        .param("number", version.number())
                        .update()
                == 1;
    }

    /** What is no longer served, or never came to be: released unless the endpoint serves it. */
    void letGo(String endpoint, ModelVersion version) {
        database.sql(
                        """
                        update model_reference set since = '-infinity'
                         where endpoint = :endpoint and model = :model and number = :number
                        """)
                .param("endpoint", endpoint)
                .param("model", version.model())
                .param("number", version.number())
                .update();
    }

    /** Releases what is neither served nor wanted; what fails is tried again at the next call. */
    void releaseSuperseded() {
        try {
            while (Boolean.TRUE.equals(transaction.execute(status -> releaseOne()))) {
                // One transaction each: a claim of the same version waits for its row.
            }
        } catch (PlatformException unreachable) {
            log.warn(
                    "A model version that no endpoint serves stays referenced until training-service answers: {}",
                    unreachable.getMessage());
        }
    }

    private boolean releaseOne() {
        Optional<Held> found =
                database.sql(SUPERSEDED)
                        .param("abandoned", at(clock.instant().minus(ABANDONED)))
                        .query(Held.class)
                        .optional();
        found.ifPresent(this::release);
        return found.isPresent();
    }

    private void release(Held held) {
        try {
            training.removeReference(
                    held.model(), Integer.toString(held.number()), referrer(held.endpoint()));
        } catch (PlatformException failure) {
            if (failure.code() != FailureCode.MODEL_NOT_FOUND) {
                throw failure;
            }
        }
        database.sql(
                        """
                        delete from model_reference
                         where endpoint = :endpoint and model = :model and number = :number
                        """)
                .param("endpoint", held.endpoint())
                .param("model", held.model())
                .param("number", held.number())
                .update();
    }

    private static String referrer(String endpoint) {
        return "endpoint-" + endpoint;
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
