package dev.millrace.orchestrator;

import dev.millrace.kit.test.HouseRules;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ArchitectureTest {

    @Test
    void packagesDependOnEachOtherInOneDirection() {
        ApplicationModules.of(OrchestratorApplication.class).verify();
    }

    @Test
    void obeysTheHouseRules() {
        HouseRules.check("orchestrator");
    }
}
