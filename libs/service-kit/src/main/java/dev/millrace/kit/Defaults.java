package dev.millrace.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.io.ClassPathResource;

/**
 * Puts the settings that all services share below everything else, so that any of them can be
 * overridden.
 */
class Defaults implements EnvironmentPostProcessor {

    @Override
    public void postProcessEnvironment(
            ConfigurableEnvironment environment, SpringApplication application) {
        try {
            new YamlPropertySourceLoader()
                    .load("millrace defaults", new ClassPathResource("millrace-defaults.yml"))
                    .forEach(environment.getPropertySources()::addLast);
        } catch (IOException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }
}
