package dev.millrace.orchestrator.probe;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.ingest.DatasetVersion;
import dev.millrace.contracts.ingest.IngestApi;
import dev.millrace.orchestrator.remote.ServiceJobs;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import org.springframework.web.service.registry.HttpServiceProxyRegistry;

/** Versions of datasets. The cursor is the number of the last one. */
@Component
class Versions implements Search<Probe.NewVersion> {

    private static final int MOST = 20;

    private final Supplier<IngestApi> ingest;

    @Autowired
    Versions(HttpServiceProxyRegistry clients) {
        this(() -> clients.getClient("ingest", IngestApi.class));
    }

    Versions(Supplier<IngestApi> ingest) {
        this.ingest = ingest;
    }

    @Override
    public String now(Probe.NewVersion probe) {
        return String.valueOf(latest(probe));
    }

    private int latest(Probe.NewVersion probe) {
        return version(probe, "latest").map(DatasetVersion::number).orElse(0);
    }

    @Override
    public Look look(Probe.NewVersion probe, @Nullable String cursor) {
        int seen = cursor == null ? 0 : Integer.parseInt(cursor);
        int latest = latest(probe);
        int last = Math.min(latest, seen + MOST);
        var found = new ArrayList<Finding>();
        for (int number = seen + 1; number <= last; number++) {
            version(probe, String.valueOf(number))
                    .ifPresent(version -> found.add(finding(version)));
        }
        // A number is never given again, also where the latest version was deleted.
        return new Look(found, String.valueOf(Math.max(seen, last)), last < latest);
    }

    /** A dataset that is not there yet has no version, and one that was deleted is none. */
    private Optional<DatasetVersion> version(Probe.NewVersion probe, String version) {
        try {
            return Optional.of(
                    ServiceJobs.answered(() -> ingest.get().version(probe.dataset(), version)));
        } catch (PlatformException refused) {
            if (refused.code() == FailureCode.DATASET_NOT_FOUND) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    static Finding finding(DatasetVersion version) {
        var facts = new LinkedHashMap<String, @Nullable Object>();
        facts.put("dataset", version.dataset());
        facts.put("version", version.number());
        facts.put("reference", version.reference());
        facts.put("hash", version.hash());
        facts.put("rows", version.rows());
        facts.put("location", version.location());
        facts.put("at", version.createdAt().toString());
        return new Finding(version.reference(), facts);
    }
}
