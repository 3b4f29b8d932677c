package dev.millrace.orchestrator.pipeline;

import dev.millrace.contracts.orchestrator.Pipeline;
import dev.millrace.contracts.orchestrator.PipelineVersion;
import dev.millrace.orchestrator.definition.Definition;
import dev.millrace.orchestrator.definition.StepDefinition;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The rows of pipelines and their versions. */
@Component
class PipelineRows {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    PipelineRows(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** One at a time: two that contain each other must not overlook each other. */
    void lockContainment() {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('pipeline containment', 0))")
                .query((row, at) -> true)
                .single();
    }

    /** The latest number, 0 for a new pipeline; the row is ours until the transaction ends. */
    int lock(String pipeline) {
        return jdbc.sql(
                        """
                        insert into pipeline (name, latest_version, updated_at)
                        values (:name, 0, database_now())
                        on conflict (name) do update set name = excluded.name
                        returning latest_version
                        """)
                .param("name", pipeline)
                .query(Integer.class)
                .single();
    }

    void insert(Definition definition, int number, String text, String principal) {
        jdbc.sql(
                        """
                        insert into pipeline_version
                               (pipeline, number, definition, compiled, created_at, created_by)
                        values (:pipeline, :number, :definition, cast(:compiled as json),
                                database_now(), :principal)
                        """)
                .param("pipeline", definition.pipeline())
                .param("number", number)
                .param("definition", text)
                .param("compiled", json.writeValueAsString(definition))
                .param("principal", principal)
                .update();
        jdbc.sql(
                        """
                        update pipeline set latest_version = :number, updated_at = database_now()
                         where name = :name
                        """)
                .param("number", number)
                .param("name", definition.pipeline())
                .update();
    }

    List<Pipeline> list() {
        return jdbc.sql("select name, latest_version, updated_at from pipeline order by name")
                .query((row, at) ->
                        new Pipeline(
                                row.getString("name"),
                                row.getInt("latest_version"),
                                row.getObject("updated_at", OffsetDateTime.class).toInstant()))
                .list();
    }

    /** Empty where there is no such pipeline. */
    OptionalInt latest(String pipeline) {
        return jdbc.sql("select latest_version from pipeline where name = :name")
                .param("name", pipeline)
                .query(Integer.class)
                .optional()
                .map(OptionalInt::of)
                .orElseGet(OptionalInt::empty);
    }

    Optional<PipelineVersion> version(String pipeline, int number) {
        return jdbc.sql(
                        "select * from pipeline_version where pipeline = :name and number = :number")
                .param("name", pipeline)
                .param("number", number)
                .query((row, at) -> version(row))
                .optional();
    }

    private PipelineVersion version(ResultSet row) throws SQLException {
        var definition = json.readValue(row.getString("compiled"), Definition.class);
        return new PipelineVersion(
                row.getString("pipeline"),
                row.getInt("number"),
                row.getString("definition"),
                definition.parameters(),
                definition.rules(),
                definition.steps().stream().map(StepDefinition::name).toList(),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getString("created_by"));
    }

    /** What the version was read as. */
    Optional<Definition> definition(String pipeline, int number) {
        return jdbc.sql(
                        """
                        select compiled from pipeline_version
                         where pipeline = :name and number = :number
                        """)
                .param("name", pipeline)
                .param("number", number)
                .query(String.class)
                .optional()
                .map(compiled -> json.readValue(compiled, Definition.class));
    }
}
