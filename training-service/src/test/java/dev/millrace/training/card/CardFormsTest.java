package dev.millrace.training.card;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

class CardFormsTest {

    private static final String NASTY =
            "<img src=x onerror='a()'> | \"q\" & *b* [l](http://x) `c`\n# h";

    @Test
    void whatUsersWroteIsNothingButText() {
        var card =
                new ModelCard(
                        NASTY,
                        List.of(
                                new Block.Heading(NASTY),
                                new Block.Paragraph(NASTY),
                                new Block.Bullets(List.of(NASTY)),
                                new Block.Table(List.of(NASTY), List.of(List.of(NASTY)))));

        assertThat(HtmlCard.of(card))
                .doesNotContain("<img")
                .contains("&lt;img src=x onerror=&#39;");
        assertThat(MarkdownCard.of(card))
                .doesNotContain("<img")
                .contains("&lt;img", "\\| ", "\\[l\\]\\(http://x\\)")
                .doesNotContain("\n# h");
    }

    @Test
    void aChartIsWellFormedWhateverItsNumbers() throws Exception {
        var empty = new double[0];
        for (var line :
                List.of(
                        new Chart.Line(
                                "<a&b>", new double[] {1, 2, 3}, new double[] {1, Double.NaN, 3}),
                        new Chart.Line("flat", new double[] {1}, new double[] {5}),
                        new Chart.Line("none", empty, empty),
                        new Chart.Line(
                                "far",
                                new double[] {0, 1},
                                new double[] {Double.NEGATIVE_INFINITY, 1e300}))) {
            var svg = new Chart("t \"q\"", "x", "y", List.of(line)).svg();

            var document =
                    DocumentBuilderFactory.newInstance()
                            .newDocumentBuilder()
                            .parse(new InputSource(new StringReader(svg)));
            assertThat(document.getElementsByTagName("polyline").getLength()).isEqualTo(1);
            assertThat(svg).doesNotContain("NaN", "Infinity");
        }
    }

    @Test
    void numbersHaveFourDigits() {
        assertThat(Numbers.text(100.0)).isEqualTo("100");
        assertThat(Numbers.text(0.123456)).isEqualTo("0.1235");
        assertThat(Numbers.text(1234567.0)).isEqualTo("1235000");
        assertThat(Numbers.text(1e-7)).isEqualTo("1.000e-07");
        assertThat(Numbers.text(-0.0)).isEqualTo("0");
        assertThat(Numbers.text(null)).isEqualTo("–");
    }
}
