package dev.holdfast.system;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The boundaries between modules and between packages. */
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .importPaths(List.of(
                            "shared-model",
                            "infra/service-kit",
                            "infra/local",
                            "link-writer",
                            "link-reader",
                            "click-worker")
                    .stream()
                    .map(module -> Platform.ROOT.resolve(module).resolve("target/classes"))
                    .toArray(Path[]::new));

    @Test
    void theSharedModelKnowsNoFramework() {
        noClasses()
                .that()
                .resideInAPackage("dev.holdfast.model..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.micronaut..",
                        "java.sql..",
                        "javax.sql..",
                        "org.postgresql..",
                        "io.lettuce..",
                        "org.apache.kafka..",
                        "io.netty..",
                        "jakarta..")
                .check(CLASSES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"writer", "reader", "worker"})
    void servicesKnowNeitherEachOtherNorTheEmbeddedPlatform(String service) {
        String[] others = List.of("writer", "reader", "worker", "local").stream()
                .filter(other -> !other.equals(service))
                .map(other -> "dev.holdfast." + other + "..")
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage("dev.holdfast." + service + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .check(CLASSES);
    }

    @Test
    void theEmbeddedPlatformKnowsTheServicesOnlyAsPrograms() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.holdfast.local..", "dev.holdfast.service..", "dev.holdfast.model..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.holdfast.writer..", "dev.holdfast.reader..", "dev.holdfast.worker..")
                .check(CLASSES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"model", "service", "local", "writer", "reader", "worker"})
    void featuresDoNotDependOnEachOtherInCircles(String module) {
        slices().matching("dev.holdfast." + module + ".(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }
}
