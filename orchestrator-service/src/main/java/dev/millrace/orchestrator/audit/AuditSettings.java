package dev.millrace.orchestrator.audit;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is audited: every request that is neither a GET, a HEAD nor an OPTIONS.
 *
 * @param except patterns of paths that change nothing although they are POSTs, or that services
 *     call
 */
@ConfigurationProperties("millrace.audit")
record AuditSettings(
        @DefaultValue({
                    "/v1/callbacks/**",
                    "/v1/pipelines/check",
                    "/v1/pipelines/plan",
                    "/v1/schedules/*/backfills/preview",
                    "/services/*/**/search",
                    "/services/inference/v1/endpoints/*/predictions"
                })
                List<String> except) {}
