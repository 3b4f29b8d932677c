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
    void onlyTheWorkerKnowsTensorflow() {
        var classes =
                new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("dev.millrace.training");

        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "dev.millrace.training.worker..",
                        "dev.millrace.training.engine.tensorflow..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.millrace.training.engine.tensorflow..")
                .because("the service process must not load TensorFlow")
                .check(classes);
    }
}
