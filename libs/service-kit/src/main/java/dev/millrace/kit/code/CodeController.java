package dev.millrace.kit.code;

import dev.millrace.contracts.job.Code;
import dev.millrace.contracts.job.CodeApi;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RestController;

@RestController
class CodeController implements CodeApi {

    private @Nullable Code code;

    /**
     * @param given by whoever installed the service; empty where the class path is to tell
     */
    CodeController(String given) {
        code = given.isBlank() ? null : new Code(given.strip());
    }

    /** Read once, when somebody first asks: the code of a process does not change. */
    @Override
    public synchronized Code code() {
        if (code == null) {
            try {
                code =
                        new Code(
                                CodeVersion.of(
                                        System.getProperty("java.class.path"),
                                        Runtime.version().toString()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return code;
    }
}
