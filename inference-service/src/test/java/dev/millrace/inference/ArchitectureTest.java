package dev.millrace.inference;

import dev.millrace.kit.test.HouseRules;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ArchitectureTest {

    @Test
    void featuresDependOnEachOtherOneWay() {
        ApplicationModules.of(InferenceApplication.class).verify();
    }

    @Test
    void keepsTheRulesOfTheHouse() {
        HouseRules.check("inference");
    }
}
