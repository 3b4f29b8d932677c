package dev.millrace.training;

import dev.millrace.kit.test.MillraceTest;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.test.context.TestPropertySource;

/**
 * The service as those who only track see it, one for all of them: no worker waits for a training,
 * and an artifact is too large sooner than after the usual gigabyte.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@MillraceTest
@TestPropertySource(
        properties = {
            "millrace.training.worker.spare=false",
            "millrace.training.artifacts.max-size=64MB"
        })
public @interface TrackingTest {}
