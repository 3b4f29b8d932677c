package dev.millrace.orchestrator.task.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CsvTest {

    private static final String[] PIECES = {"a", "\"", ",", "\n", "\r\n", " ", "ü", "\\", "\r"};

    @Test
    void readsWhatItWrote() throws IOException {
        var random = new Random(11);
        for (int i = 0; i < 5_000; i++) {
            var rows = new ArrayList<List<String>>();
            int columns = 1 + random.nextInt(4);
            for (int row = random.nextInt(4); row >= 0; row--) {
                var values = new String[columns];
                for (int at = 0; at < columns; at++) {
                    values[at] = value(random);
                }
                rows.add(Arrays.asList(values));
            }
            var text = new StringWriter();
            for (var row : rows) {
                Csv.write(text, row);
            }

            assertThat(all(text.toString())).as(text.toString()).isEqualTo(rows);
        }
    }

    private static String value(Random random) {
        int pieces = random.nextInt(5) - 1;
        if (pieces < 0) {
            return null;
        }
        var value = new StringBuilder();
        for (int i = 0; i < pieces; i++) {
            value.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return value.toString();
    }

    @Test
    void readsOtherLineEndsAndNoneAtTheEnd() throws IOException {
        assertThat(all("a,b\r\n1,\"\"\r\n,2"))
                .isEqualTo(List.of(List.of("a", "b"), List.of("1", ""), Arrays.asList(null, "2")));
    }

    @Test
    void namesWhatIsNoCsv() {
        assertThatThrownBy(() -> all("a\n\"b")).hasMessageContaining("never closed");
        assertThatThrownBy(() -> all("\"b\"c")).hasMessageContaining("followed by more");
    }

    private static List<List<String>> all(String text) throws IOException {
        var csv = new Csv(new StringReader(text));
        var rows = new ArrayList<List<String>>();
        for (var row = csv.read(); row != null; row = csv.read()) {
            rows.add(row);
        }
        return rows;
    }
}
