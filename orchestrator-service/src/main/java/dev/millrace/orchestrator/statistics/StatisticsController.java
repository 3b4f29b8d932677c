package dev.millrace.orchestrator.statistics;

import dev.millrace.contracts.orchestrator.PipelineStatistics;
import dev.millrace.contracts.orchestrator.StatisticsApi;
import dev.millrace.orchestrator.pipeline.Pipelines;
import org.springframework.web.bind.annotation.RestController;

@RestController
class StatisticsController implements StatisticsApi {

    private static final int LONGEST = 365;

    private final Pipelines pipelines;
    private final Statistics statistics;

    StatisticsController(Pipelines pipelines, Statistics statistics) {
        this.pipelines = pipelines;
        this.statistics = statistics;
    }

    @Override
    public PipelineStatistics statistics(String name, int days) {
        pipelines.number(name, "latest"); // refuses a name that is no pipeline's
        return statistics.of(name, Math.clamp(days, 1, LONGEST));
    }
}
