package dev.millrace.contracts.orchestrator;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;

/** How pipelines do. */
@Tag(name = "Statistics", description = "How pipelines do")
@HttpExchange("/v1/pipelines")
public interface StatisticsApi {

    @Operation(
            summary = "Read a pipeline's statistics",
            description =
                    """
                    Outcomes, success rates, durations and queueing times of its runs and steps in the last `days` (365 at
                    most), over at most the newest 2000 runs and 200,000 steps.\
                    """)
    @GetExchange("/{name}/statistics")
    PipelineStatistics statistics(
            @PathVariable("name") String name,
            @RequestParam(name = "days", defaultValue = "30") int days);
}
