package dev.millrace.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives a parameter of type {@link PipelineTest} the pipeline that it is about: a fresh one for
 * each parameter of each test.
 */
@Documented
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(PipelineExtension.class)
public @interface Pipeline {

    /**
     * The definition's file: a resource beside the test class (from the root of the class path if
     * it begins with a slash), or a path from the folder in which the tests run.
     */
    String value() default "";

    /** The definition itself, in place of a file. */
    String text() default "";
}
