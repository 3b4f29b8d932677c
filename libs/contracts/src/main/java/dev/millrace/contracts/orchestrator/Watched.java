package dev.millrace.contracts.orchestrator;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * What a trigger or a sensor looks for; exactly one of these.
 *
 * @param dataset name of a dataset of which a new version appears
 * @param s3 an object, or objects below a prefix
 * @param sql a number that a query gives and that rises above another
 * @param http an answer of a service that comes to be as it should be
 * @param pipeline the end of a run of another pipeline
 * @param event an event that a step of type emit tells
 */
@Schema(example = "{\"s3\": {\"bucket\": \"landing\", \"prefix\": \"orders/\"}}")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Watched(
        @Nullable String dataset,
        @Valid @Nullable Objects s3,
        @Valid @Nullable Sql sql,
        @Valid @Nullable Http http,
        @Valid @Nullable PipelineEnd pipeline,
        @Valid @Nullable Event event) {

    /**
     * @param bucket default: the platform's own
     * @param key of one object: it appears, or is written again
     * @param prefix of any number of objects, each of which appears or is written again
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Objects(
            @Nullable String bucket,
            @Size(max = 1024) @Nullable String key,
            @Size(max = 1024) @Nullable String prefix) {}

    /**
     * @param connection name of a connection of this installation
     * @param query gives one row with a number, such as select count(*) from orders
     * @param above the number that it must exceed; default 0
     */
    public record Sql(
            @NotBlank String connection, @NotBlank @Size(max = 10_000) String query, Double above) {

        public Sql(String connection, String query, @Nullable Double above) {
            this.connection = connection;
            this.query = query;
            this.above = requireNonNullElse(above, 0.0);
        }
    }

    /**
     * @param url is asked with GET
     * @param expect the status that counts; default 200
     * @param where what must hold for the JSON in the body, such as body.ready == true
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Http(
            @NotBlank @Size(max = 2000) String url,
            @Min(100) @Max(599) Integer expect,
            @Size(max = 1000) @Nullable String where) {

        public Http(String url, @Nullable Integer expect, @Nullable String where) {
            this.url = url;
            this.expect = requireNonNullElse(expect, 200);
            this.where = where;
        }
    }

    /**
     * @param name of the pipeline
     * @param state in which its runs end; default succeeded
     */
    public record PipelineEnd(@NotBlank String name, Ended state) {

        public PipelineEnd(String name, @Nullable Ended state) {
            this.name = name;
            this.state = requireNonNullElse(state, Ended.SUCCEEDED);
        }
    }

    /** How a run must have ended. */
    public enum Ended {
        @JsonProperty("succeeded")
        SUCCEEDED,
        @JsonProperty("failed")
        FAILED,
        @JsonProperty("cancelled")
        CANCELLED,
        @JsonProperty("any")
        ANY
    }

    /**
     * @param name of the event
     */
    public record Event(@NotBlank String name) {}
}
