package dev.millrace.prep.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryCheckTest {

    private static final Set<String> NAMES = Set.of("d", "other");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select * from d",
                "SELECT a, sum(b) OVER (PARTITION BY a ORDER BY c ROWS 3 PRECEDING) FROM D",
                "with x as (select * from d), y as (select * from x) select * from y join other using (a)",
                "select * from d where a in (select a from other) union all select * from d limit 3",
                "select a, count(*) n from d group by a having count(*) > 2 order by n",
                "select * from d lateral view explode(array(1, 2)) t as e",
                "select * from (values (1, 'a'), (2, 'b')) as v(x, y)",
                "select 1 as one",
            })
    void acceptsQueriesOverKnownNames(String sql) {
        assertThat(QueryCheck.query("sql", sql, NAMES)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "drop table d",
                "create table x as select * from d",
                "create temporary view x as select * from d",
                "insert into d select * from other",
                "delete from d",
                "set spark.sql.ansi.enabled = false",
                "set x = 1",
                "use default",
                "show tables",
                "describe d",
                "cache table d",
                "add jar '/tmp/x.jar'",
                "explain select * from d",
                "select * from parquet.`s3a://other/bucket`",
                "select * from csv.`/etc/passwd`",
                "select * from default.d",
                "select * from unknown",
                "select * from range(10)",
                "select * from d where a in (select b from text.`/etc/passwd`)",
                "with x as (select * from json.`/tmp/x`) select * from x",
                "select (select max(value) from text.`/etc/passwd`) from d",
                "select reflect('java.lang.System', 'getenv', 'HOME') from d",
                "select java_method('java.lang.Runtime', 'getRuntime') from d",
                "select transform(a) using 'cat' as (b) from d",
                "select * from identifier('parquet.`/tmp/x`')",
                "begin select 1; end",
                "execute immediate 'select 1'",
                "select * from d; drop table d",
                "selct * from d",
                "",
            })
    void refusesEverythingElse(String sql) {
        assertThat(QueryCheck.query("sql", sql, NAMES))
                .isNotEmpty()
                .allSatisfy(mistake -> assertThat(mistake.field()).isEqualTo("sql"));
    }

    @Test
    void saysWhereTheSyntaxErrorIs() {
        assertThat(QueryCheck.query("views.x", "select *\nfrom d were a = 1", NAMES))
                .singleElement()
                .satisfies(mistake -> {
                    assertThat(mistake.line()).isEqualTo(2);
                    assertThat(mistake.column()).isEqualTo(13);
                    assertThat(mistake.message()).contains("a");
                });
    }

    @Test
    void namesTheTablesThatThereAre() {
        assertThat(QueryCheck.query("sql", "select * from patient", NAMES))
                .singleElement()
                .satisfies(mistake ->
                        assertThat(mistake.message()).contains("\"patient\"").contains("d, other"));
    }

    @Test
    void acceptsAnySingleNameWhereTheInputsAreNotKnown() {
        assertThat(QueryCheck.query("sql", "select * from anything", null)).isEmpty();
        assertThat(QueryCheck.query("sql", "select * from parquet.`/x`", null)).isNotEmpty();
    }

    @Test
    void refusesAConditionThatIsNoExpression() {
        assertThat(QueryCheck.condition("where", "a > 1 and b is not null")).isEmpty();
        assertThat(QueryCheck.condition("where", "a > ")).isNotEmpty();
        assertThat(QueryCheck.condition("where", "1 = 1 union select 1")).isNotEmpty();
        assertThat(QueryCheck.condition("where", "a in (select x from text.`/etc/passwd`)"))
                .isNotEmpty();
    }
}
