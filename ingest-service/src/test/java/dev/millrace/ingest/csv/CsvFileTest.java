package dev.millrace.ingest.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.Mistake;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.ingest.CsvOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvFileTest {

    private static final CsvOptions DEFAULTS = CsvOptions.defaults();

    @Test
    void readsNamesRowsAndTheirLines() throws IOException {
        var rows = read("a,b\n1,\"x\ny\"\r\n\n\"say \"\"hi\"\"\",2", DEFAULTS);

        assertThat(rows)
                .containsExactly(
                        new CsvRow(2, List.of("1", "x\ny")),
                        new CsvRow(5, List.of("say \"hi\"", "2")));
    }

    @Test
    void readsNullTokensOnlyWhereTheyAreNotQuoted() throws IOException {
        var options = new CsvOptions(null, null, null, null, null, List.of("?", "NA"), null, null);

        var rows = read("a,b,c,d\n?,\"?\",NA,\n", options);

        assertThat(rows.getFirst().values()).isEqualTo(Arrays.asList(null, "?", null, ""));
    }

    @Test
    void trimsBlanksAroundValuesAndQuotesUnlessToldNotTo() throws IOException {
        var untrimmed = new CsvOptions(null, null, null, null, null, null, false, null);

        assertThat(read("a, b\n 1 , \" x \" \n", DEFAULTS).getFirst().values())
                .containsExactly("1", " x ");
        assertThat(read("a,b\n 1 , x\n", untrimmed).getFirst().values())
                .containsExactly(" 1 ", " x");
    }

    @Test
    void readsOtherDelimitersAndQuotesAndGivenNames() throws IOException {
        var options = new CsvOptions(";", "'", null, false, List.of("x", "y"), null, null, null);

        assertThat(read("1;'a;b'\n", options).getFirst().values()).containsExactly("1", "a;b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
    void recognisesAByteOrderMark(String encoding) throws IOException {
        byte[] bytes = "\uFEFFä,b\n1,ß\n".getBytes(Charset.forName(encoding));
        var mistakes = new ReadMistakes();

        var csv = open(bytes, DEFAULTS, mistakes);

        assertThat(csv.columns()).containsExactly("ä", "b");
        assertThat(rows(csv)).containsExactly(new CsvRow(2, List.of("1", "ß")));
    }

    @Test
    void readsADeclaredEncoding() throws IOException {
        var latin = new CsvOptions(null, null, "ISO-8859-1", null, null, null, null, null);

        var csv = open("ä\nß\n".getBytes(StandardCharsets.ISO_8859_1), latin, new ReadMistakes());

        assertThat(csv.columns()).containsExactly("ä");
        assertThat(rows(csv).getFirst().values()).containsExactly("ß");
    }

    @Test
    void refusesAMarkThatContradictsTheDeclaredEncoding() {
        var latin = new CsvOptions(null, null, "ISO-8859-1", null, null, null, null, null);
        byte[] bytes = "\uFEFFa\n1\n".getBytes(StandardCharsets.UTF_8);

        assertThat(refusal(bytes, latin))
                .extracting(Mistake::message)
                .containsExactly(
                        "begins with the byte order mark of UTF-8, but csv.encoding says ISO-8859-1");
    }

    @Test
    void refusesBytesThatAreNotTheEncodingAndNamesTheirLine() {
        byte[] bytes = "a,b\n1,2\n3,\u00e4\n".getBytes(StandardCharsets.ISO_8859_1);

        var mistake = refusal(bytes, DEFAULTS).getFirst();

        assertThat(mistake.line()).isEqualTo(3);
        assertThat(mistake.message()).contains("not UTF-8");
    }

    @Test
    void namesTheLineOfWrongBytesFarIntoALargeFile() {
        var text = "a\n" + "12345\n".repeat(100_000) + "\u00e4\n" + "1\n".repeat(50_000);

        var mistake = refusal(text.getBytes(StandardCharsets.ISO_8859_1), DEFAULTS).getFirst();

        assertThat(mistake.line()).isEqualTo(100_002);
    }

    @Test
    void refusesANulAndNamesItsLine() {
        assertThat(refusal("a,b\n1,2\n3,\0\n"))
                .extracting(Mistake::line, Mistake::message)
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple(
                                3L,
                                "holds a NUL character, which no text has; name the right csv.encoding"));
    }

    @Test
    void refusesAnEmptyFile() {
        assertThat(refusal("").getFirst().message()).contains("is empty");
    }

    @Test
    void refusesARaggedRowAndNamesItsLine() {
        assertThat(refusal("a,b\n1,2\n3\n4,5,6\n"))
                .containsExactly(
                        Mistake.at(3, null, "expected 2 values, found 1"),
                        Mistake.at(4, null, "expected 2 values, found 3"));
    }

    @Test
    void refusesColumnsNamedTwiceOrNotAtAll() {
        assertThat(refusal("a,,A,b\n1,2,3,4\n"))
                .containsExactly(
                        Mistake.at(1, "", "column 2 has no name"),
                        Mistake.at(
                                1,
                                "A",
                                "columns 1 and 3 are both named \"A\"; names must differ in more than case"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a,b\n1,2\n3,\"4\n5,6\n", "a,b\n1,2\n3,\"", "a,b\n1,2\n3,\"x\"\"\n"})
    void refusesAQuoteThatIsNeverClosed(String text) {
        assertThat(refusal(text))
                .containsExactly(Mistake.at(3, null, "opens a quote that is never closed"));
    }

    @Test
    void refusesTextAfterAClosingQuote() {
        var mistake = refusal("a,b\n1,2\n\"x\"y,3\n").getFirst();

        assertThat(mistake.line()).isEqualTo(3);
        assertThat(mistake.message()).contains("after closing quote");
    }

    @Test
    void refusesARecordThatIsTooLong() {
        var oneLongValue = "a,b\n1,2\n3," + "x".repeat(200_000) + "\n";
        var manyValues = "a,b\n1,2\n" + ("x".repeat(100) + ",").repeat(2_000) + "\n";

        assertThat(refusal(oneLongValue).getFirst().line()).isEqualTo(3);
        assertThat(refusal(oneLongValue).getFirst().message())
                .contains("is longer than 100,000 characters");
        assertThat(refusal(manyValues).getFirst())
                .isEqualTo(Mistake.at(3, null, "is longer than 100,000 characters"));
    }

    @Test
    void refusesTooManyColumns() {
        assertThat(refusal("a,".repeat(2_000)).getFirst())
                .isEqualTo(Mistake.at(1, null, "has more than 1,000 columns"));
    }

    @Test
    void stopsAtTwentyMistakes() {
        var failure =
                failure(("a,b\n" + "1\n".repeat(1_000)).getBytes(StandardCharsets.UTF_8), DEFAULTS);

        assertThat(failure.failure().mistakes()).hasSize(20);
        assertThat(failure)
                .hasMessage(
                        "The data cannot be read: line 2, expected 2 values, found 1 (the first 20 mistakes are listed)");
    }

    @Test
    void holdsNoMoreThanItsBuffersOfAnEndlessSource() throws IOException {
        var csv = new CsvFile(new Endless(), CsvFormat.of(DEFAULTS), limits(), new ReadMistakes());

        for (long i = 0; i < 3_000_000; i++) { // 36 MB through at most some 64 KiB buffers
            var row = csv.next();
            assertThat(row == null ? -1 : row.line()).isEqualTo(i + 2);
        }
    }

    /** A header, then rows for ever. */
    private static final class Endless extends InputStream {
        private final byte[] row = "12345,67890\n".getBytes(StandardCharsets.UTF_8);
        private long at;

        @Override
        public int read() {
            return at < 4 ? "a,b\n".charAt((int) at++) : row[(int) ((at++ - 4) % row.length)];
        }
    }

    private static CsvLimits limits() {
        return new CsvLimits(100_000, 1_000);
    }

    private static CsvFile open(byte[] bytes, CsvOptions options, ReadMistakes mistakes)
            throws IOException {
        return new CsvFile(
                new ByteArrayInputStream(bytes), CsvFormat.of(options), limits(), mistakes);
    }

    private static List<CsvRow> read(String text, CsvOptions options) throws IOException {
        var mistakes = new ReadMistakes();
        var rows = rows(open(text.getBytes(StandardCharsets.UTF_8), options, mistakes));
        mistakes.throwIfAny();
        return rows;
    }

    private static List<CsvRow> rows(CsvFile csv) throws IOException {
        var rows = new ArrayList<CsvRow>();
        for (var row = csv.next(); row != null; row = csv.next()) {
            rows.add(row);
        }
        return rows;
    }

    private static List<Mistake> refusal(String text) {
        return refusal(text.getBytes(StandardCharsets.UTF_8), DEFAULTS);
    }

    private static List<Mistake> refusal(byte[] bytes, CsvOptions options) {
        var failure = failure(bytes, options);
        assertThat(failure.code()).isEqualTo(FailureCode.INVALID_DATA);
        return failure.failure().mistakes();
    }

    private static PlatformException failure(byte[] bytes, CsvOptions options) {
        return catchThrowableOfType(
                PlatformException.class,
                () -> {
                    var mistakes = new ReadMistakes();
                    rows(open(bytes, options, mistakes));
                    mistakes.throwIfAny();
                });
    }
}
