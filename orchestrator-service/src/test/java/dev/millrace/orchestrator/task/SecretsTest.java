package dev.millrace.orchestrator.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.orchestrator.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {

    @TempDir private Path directory;

    private Secrets secrets() {
        return new Secrets(
                new SecretSettings(directory),
                Map.of("MILLRACE_SECRET_TOKEN", "t0ken", "MILLRACE_SECRET_both", "variable"));
    }

    @Test
    void readsFilesWithoutTheirLastLineEndAndVariables() throws Exception {
        Files.writeString(directory.resolve("db-password"), "pässword\n");

        assertThat(secrets().value("db-password")).isEqualTo("pässword");
        assertThat(secrets().value("TOKEN")).isEqualTo("t0ken");
    }

    @Test
    void aFileComesBeforeAVariableAndANewValueCountsAtOnce() throws Exception {
        var secrets = secrets();
        assertThat(secrets.value("both")).isEqualTo("variable");

        Files.writeString(directory.resolve("both"), "file");

        assertThat(secrets.value("both")).isEqualTo("file");
    }

    @Test
    void listsNamesAndWhereTheyComeFromButNoValues() throws Exception {
        Files.writeString(directory.resolve("a"), "s3cret");
        Files.writeString(directory.resolve(".hidden"), "x");
        Files.createDirectory(directory.resolve("folder"));

        assertThat(secrets().all())
                .containsExactly(
                        new Secret("TOKEN", Secret.Source.ENVIRONMENT),
                        new Secret("a", Secret.Source.FILE),
                        new Secret("both", Secret.Source.ENVIRONMENT));
    }

    @Test
    void namesTheOneThatIsMissingOrEmpty() throws Exception {
        Files.writeString(directory.resolve("empty"), "\n");

        for (var name : new String[] {"absent", "empty", "../etc/passwd"}) {
            assertThatThrownBy(() -> secrets().value(name))
                    .isInstanceOfSatisfying(
                            PlatformException.class,
                            refused ->
                                    assertThat(refused.code())
                                            .isEqualTo(FailureCode.INVALID_REQUEST))
                    .hasMessageContaining("secret '" + name + "'");
        }
    }
}
