package dev.millrace.training.card;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Training")
@RestController
class CardController {

    private static final MediaType MARKDOWN =
            new MediaType("text", "markdown", StandardCharsets.UTF_8);
    private static final MediaType HTML =
            new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);

    private final Cards cards;

    CardController(Cards cards) {
        this.cards = cards;
    }

    @Operation(
            summary = "Read a version's model card",
            description =
                    """
                    What it is, its data, network, metrics, loss curve, baselines, environment, approval and limits, in one document
                    without scripts: HTML where `Accept` asks for `text/html`, Markdown otherwise.\
                    """)
    @GetMapping(
            path = "/v1/models/{name}/versions/{version}/card",
            produces = {"text/markdown", MediaType.TEXT_HTML_VALUE})
    ResponseEntity<byte[]> card(
            @PathVariable("name") String name,
            @PathVariable("version") String version,
            @RequestHeader(name = HttpHeaders.ACCEPT, required = false, defaultValue = "*/*")
                    String accept) {
        var card = cards.of(name, version);
        boolean html = wantsHtml(MediaType.parseMediaTypes(accept));
        var text = html ? HtmlCard.of(card) : MarkdownCard.of(card);
        return ResponseEntity.ok()
                .contentType(html ? HTML : MARKDOWN)
                // Whatever users wrote into it, a browser shows it and does nothing else.
                .header(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'unsafe-inline'; img-src data:")
                .body(text.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean wantsHtml(List<MediaType> accepted) {
        for (var type : accepted) {
            if (type.includes(MARKDOWN)) {
                return false;
            }
            if (type.includes(HTML)) {
                return true;
            }
        }
        return false;
    }
}
