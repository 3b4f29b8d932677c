package dev.millrace.endtoend;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Tests that take a {@link LivePlatform}; all of a test run get the same one. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(OnThePlatform.Lender.class)
@interface OnThePlatform {

    /** Starts the platform for the first who asks; JUnit closes it after the last test. */
    final class Lender implements ParameterResolver {

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == LivePlatform.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(ExtensionContext.Namespace.GLOBAL)
                    .computeIfAbsent(Lending.class, ignored -> Lending.begin(), Lending.class)
                    .platform();
        }
    }

    /** Where the platform did not start, why: so that it is tried once, not for each test. */
    record Lending(LivePlatform started, Throwable problem) implements AutoCloseable {

        static Lending begin() {
            try {
                return new Lending(LivePlatform.start(), null);
            } catch (Exception | AssertionError problem) {
                return new Lending(null, problem);
            }
        }

        LivePlatform platform() {
            if (problem != null) {
                throw new AssertionError("The platform did not start: " + problem, problem);
            }
            return started;
        }

        @Override
        public void close() {
            if (started != null) {
                started.close();
            }
        }
    }
}
