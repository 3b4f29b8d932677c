package dev.millrace.orchestrator.pipeline;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.Mistake;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.orchestrator.Pipeline;
import dev.millrace.contracts.orchestrator.PipelineDiff;
import dev.millrace.contracts.orchestrator.PipelineVersion;
import dev.millrace.orchestrator.definition.Definition;
import dev.millrace.orchestrator.definition.Definitions;
import dev.millrace.orchestrator.definition.StepDefinition;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** All pipelines. A version never changes, and a definition equal to the latest adds none. */
@Component
public class Pipelines {

    private static final int REMEMBERED = 50;

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Definitions definitions;
    private final Map<String, Definition> remembered =
            new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Definition> eldest) {
                    return size() > REMEMBERED;
                }
            };

    Pipelines(JdbcClient jdbc, JsonMapper json, Definitions definitions) {
        this.jdbc = jdbc;
        this.json = json;
        this.definitions = definitions;
    }

    public List<Mistake> check(String text) {
        return definitions.check(text);
    }

    @Transactional
    public PipelineVersion post(String text, String principal) {
        var definition = definitions.parse(text);
        int latest = lock(definition.pipeline());
        if (latest > 0) {
            var present = version(definition.pipeline(), latest);
            if (present.definition().equals(text)) {
                return present;
            }
        }
        insert(definition, latest + 1, text, principal);
        return version(definition.pipeline(), latest + 1);
    }

    /** The latest number, 0 for a new pipeline; the row is ours until the transaction ends. */
    private int lock(String pipeline) {
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

    private void insert(Definition definition, int number, String text, String principal) {
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

    public List<Pipeline> list() {
        return jdbc.sql("select name, latest_version, updated_at from pipeline order by name")
                .query((row, at) ->
                        new Pipeline(
                                row.getString("name"),
                                row.getInt("latest_version"),
                                row.getObject("updated_at", OffsetDateTime.class).toInstant()))
                .list();
    }

    /** The number that {@code version} (a number, or latest) stands for. */
    public int number(String pipeline, String version) {
        int latest =
                jdbc.sql("select latest_version from pipeline where name = :name")
                        .param("name", pipeline)
                        .query(Integer.class)
                        .optional()
                        .orElseThrow(() ->
                                new PlatformException(
                                        FailureCode.PIPELINE_NOT_FOUND,
                                        "there is no pipeline '%s'".formatted(pipeline)));
        if ("latest".equals(version)) {
            return latest;
        }
        if (!version.matches("[0-9]{1,9}")) {
            throw new PlatformException(
                    FailureCode.INVALID_REQUEST,
                    "'%s' is no version; give a number, or latest".formatted(version));
        }
        return Integer.parseInt(version);
    }

    public PipelineVersion version(String pipeline, int number) {
        return jdbc.sql(
                        "select * from pipeline_version where pipeline = :name and number = :number")
                .param("name", pipeline)
                .param("number", number)
                .query((row, at) -> version(row))
                .optional()
                .orElseThrow(() -> missing(pipeline, number));
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
    public Definition definition(String pipeline, int number) {
        var key = pipeline + "@" + number;
        synchronized (remembered) {
            var definition = remembered.get(key);
            if (definition != null) {
                return definition;
            }
        }
        var read =
                jdbc.sql(
                                """
                                select compiled from pipeline_version
                                 where pipeline = :name and number = :number
                                """)
                        .param("name", pipeline)
                        .param("number", number)
                        .query(String.class)
                        .optional()
                        .map(compiled -> json.readValue(compiled, Definition.class))
                        .orElseThrow(() -> missing(pipeline, number));
        synchronized (remembered) {
            remembered.put(key, read);
        }
        return read;
    }

    /** What is different in the second version. */
    public PipelineDiff diff(String pipeline, int from, int to) {
        return Differences.between(from, definition(pipeline, from), to, definition(pipeline, to));
    }

    private static PlatformException missing(String pipeline, int number) {
        return new PlatformException(
                FailureCode.PIPELINE_NOT_FOUND,
                "pipeline '%s' has no version %d".formatted(pipeline, number));
    }
}
