package dev.millrace.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Reads the definitions that {@link Pipeline} names, and publishes the timelines of the runs of a
 * test that fails. That annotation registers it.
 */
public final class PipelineExtension implements ParameterResolver, AfterTestExecutionCallback {

    private static final Namespace NAMESPACE = Namespace.create(PipelineExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.isAnnotated(Pipeline.class);
    }

    @Override
    public PipelineTest resolveParameter(ParameterContext parameter, ExtensionContext context) {
        var pipeline = parameter.findAnnotation(Pipeline.class).orElseThrow();
        var type = parameter.getParameter().getType();
        if (type != PipelineTest.class) {
            throw new ParameterResolutionException(
                    "a @Pipeline is a PipelineTest, not a " + type.getSimpleName());
        }
        if (pipeline.value().isEmpty() == pipeline.text().isEmpty()) {
            throw new ParameterResolutionException(
                    "@Pipeline needs a file or a text: @Pipeline(\"churn.yaml\")");
        }
        var test =
                pipeline.text().isEmpty()
                        ? Sources.named(pipeline.value(), context.getRequiredTestClass())
                        : PipelineTest.of(pipeline.text());
        tests(context).add(test);
        return test;
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        if (context.getExecutionException().isPresent()) {
            for (var test : tests(context)) {
                test.runs().forEach(run -> context.publishReportEntry("timeline", run.log()));
            }
        }
    }

    private static List<PipelineTest> tests(ExtensionContext context) {
        return context.getStore(NAMESPACE)
                .computeIfAbsent(Tests.class, key -> new Tests(), Tests.class)
                .all();
    }

    private record Tests(List<PipelineTest> all) {

        Tests() {
            this(new CopyOnWriteArrayList<>());
        }
    }
}
