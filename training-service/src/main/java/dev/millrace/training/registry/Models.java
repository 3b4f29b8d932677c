package dev.millrace.training.registry;

import dev.millrace.contracts.training.Model;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The rows of models, of their aliases and of references to their versions. */
@Repository
class Models {

    private static final String SELECT =
            """
            select m.name, m.updated_at, count(*) as versions, max(v.number) as latest,
                   coalesce((select jsonb_object_agg(a.alias, a.number)
                               from model_alias a where a.model = m.name), '{}') as aliases
              from model m join model_version v on v.model = m.name
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    Models(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Creates the model if it is new, locks it, and answers a number never given before. */
    int nextNumber(String model, Instant now) {
        return jdbc.sql(
                        """
                        insert into model (name, last_number, created_at, updated_at)
                        values (:model, 1, :now, :now)
                        on conflict (name) do update
                           set last_number = model.last_number + 1, updated_at = :now, deleted = false
                        returning last_number
                        """)
                .param("model", model)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query(Integer.class)
                .single();
    }

    /** From here to the end of the transaction nobody else changes versions or aliases. */
    void lock(String model) {
        jdbc.sql("select name from model where name = :model for update")
                .param("model", model)
                .query(String.class)
                .optional();
    }

    List<Model> all() {
        return jdbc.sql(SELECT + " group by m.name order by m.name").query(this::model).list();
    }

    Optional<Model> find(String name) {
        return jdbc.sql(SELECT + " where m.name = :name group by m.name")
                .param("name", name)
                .query(this::model)
                .optional();
    }

    Optional<Integer> aliased(String model, String alias) {
        return jdbc.sql("select number from model_alias where model = :model and alias = :alias")
                .param("model", model)
                .param("alias", alias)
                .query(Integer.class)
                .optional();
    }

    void setAlias(String model, String alias, int number, Instant now) {
        jdbc.sql(
                        """
                        insert into model_alias (model, alias, number) values (:model, :alias, :number)
                        on conflict (model, alias) do update set number = excluded.number
                        """)
                .param("model", model)
                .param("alias", alias)
                .param("number", number)
                .update();
        touch(model, now);
    }

    void removeAlias(String model, String alias, Instant now) {
        jdbc.sql("delete from model_alias where model = :model and alias = :alias")
                .param("model", model)
                .param("alias", alias)
                .update();
        touch(model, now);
    }

    void addReference(String model, int number, String referrer, Instant now) {
        jdbc.sql(
                        """
                        insert into model_reference (model, number, referrer, created_at)
                        values (:model, :number, :referrer, :now)
                        on conflict do nothing
                        """)
                .param("model", model)
                .param("number", number)
                .param("referrer", referrer)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    void removeReference(String model, int number, String referrer) {
        jdbc.sql(
                        """
                        delete from model_reference
                         where model = :model and number = :number and referrer = :referrer
                        """)
                .param("model", model)
                .param("number", number)
                .param("referrer", referrer)
                .update();
    }

    /** Aliases and referrers that need a version, in words. */
    List<String> users(String model, int number) {
        return jdbc.sql(
                        """
                        select 'alias ' || alias from model_alias
                         where model = :model and number = :number
                        union all
                        select referrer from model_reference
                         where model = :model and number = :number
                        order by 1
                        """)
                .param("model", model)
                .param("number", number)
                .query((row, index) -> row.getString(1))
                .list();
    }

    private void touch(String model, Instant now) {
        jdbc.sql("update model set updated_at = :now where name = :model")
                .param("model", model)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    private Model model(ResultSet row, int index) throws SQLException {
        return new Model(
                row.getString("name"),
                row.getInt("versions"),
                row.getInt("latest"),
                json.readValue(
                        row.getString("aliases"), new TypeReference<Map<String, Integer>>() {}),
                row.getTimestamp("updated_at").toInstant());
    }
}
