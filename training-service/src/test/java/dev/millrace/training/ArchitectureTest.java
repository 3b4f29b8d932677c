package dev.millrace.training;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.millrace.kit.test.HouseRules;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ArchitectureTest {

    @Test
    void modulesKeepTheirBounds() {
        ApplicationModules.of(TrainingApplication.class).verify();
    }

    @Test
    void keepsTheRulesOfTheHouse() {
        HouseRules.check("training");
    }

    @Test
    void onlyTheWorkerKnowsEngines() {
        var classes =
                new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("dev.millrace.training");

        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "dev.millrace.training.worker..",
                        "dev.millrace.training.engine.tensorflow..",
                        "dev.millrace.training.engine.pytorch..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.millrace.training.engine.tensorflow..",
                        "dev.millrace.training.engine.pytorch..")
                .because("the service process must not load their libraries")
                .check(classes);
    }
}
