package dev.millrace.orchestrator.frontdoor;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** Base URLs of the services behind the front door; it opens to no other address. */
@ConfigurationProperties("millrace.services")
record ServiceAddresses(String ingest, String prep, String training, String inference) {

    String of(String service) {
        var address =
                Map.of(
                                "ingest", ingest,
                                "prep", prep,
                                "training", training,
                                "inference", inference)
                        .get(service);
        if (address == null) {
            throw new PlatformException(
                    FailureCode.OPERATION_NOT_FOUND,
                    "there is no service '%s'; known are ingest, prep, training and inference"
                            .formatted(service));
        }
        return address;
    }
}
