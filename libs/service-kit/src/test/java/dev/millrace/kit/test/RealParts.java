package dev.millrace.kit.test;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** Points an application context at a fresh database and bucket. */
public class RealParts implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final AtomicInteger CONTEXTS = new AtomicInteger();

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource("real parts", fresh()));
    }

    /**
     * Properties of a fresh database and bucket, for contexts and processes that a test starts
     * itself.
     */
    public static Map<String, Object> fresh() {
        int number = CONTEXTS.incrementAndGet();
        return Map.ofEntries(
                Map.entry(
                        "spring.datasource.url",
                        TestDatabase.create("test" + number) + "${spring.application.name}"),
                Map.entry("spring.datasource.username", TestDatabase.USER),
                Map.entry("spring.datasource.password", TestDatabase.USER),
                Map.entry("millrace.store.endpoint", TestStore.endpoint()),
                Map.entry("millrace.store.bucket", "test-bucket-" + number),
                Map.entry("millrace.store.access-key", TestStore.KEY),
                Map.entry("millrace.store.secret-key", TestStore.KEY),
                Map.entry("millrace.store.path-style", "true"),
                Map.entry("millrace.store.create-bucket", "true"));
    }
}
