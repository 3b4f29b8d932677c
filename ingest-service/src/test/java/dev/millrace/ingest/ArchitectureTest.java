package dev.millrace.ingest;

import dev.millrace.kit.test.HouseRules;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ArchitectureTest {

    @Test
    void featuresDependOnEachOtherInOneDirectionOnly() {
        ApplicationModules.of(IngestApplication.class).verify();
    }

    @Test
    void keepsTheRulesOfTheHouse() {
        HouseRules.check("ingest");
    }
}
