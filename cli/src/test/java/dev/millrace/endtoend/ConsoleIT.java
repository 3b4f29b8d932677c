package dev.millrace.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.options.AriaRole;
import dev.millrace.cli.platform.Part;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/** What a person sees in a browser. */
@OnThePlatform
class ConsoleIT {

    private static final double PATIENCE = 20;

    private final LivePlatform platform;
    private final String origin;

    ConsoleIT(LivePlatform platform) {
        this.platform = platform;
        this.origin = "http://127.0.0.1:%d/".formatted(platform.port(Part.ORCHESTRATOR));
    }

    @Test
    void swaggerUiCallsAnotherServiceThroughTheSameOrigin() {
        try (var browser = Browser.open()) {
            var page = browser.page(PATIENCE);
            var elsewhere = new ArrayList<String>();
            page.onRequest(request -> {
                if (request.url().startsWith("http") && !request.url().startsWith(origin)) {
                    elsewhere.add(request.url());
                }
            });

            page.navigate(origin + "swagger-ui/index.html?urls.primaryName=training");
            var operation =
                    page.locator(".opblock", new Page.LocatorOptions().setHasText("List models"));
            operation.locator(".opblock-summary").first().click();
            button(operation, "Try it out").click();
            button(operation, "Execute").click();

            assertThat(operation.locator(".live-responses-table .response-col_status").first())
                    .containsText("200", new ContainsTextOptions().setTimeout(PATIENCE * 1000));
            assertThat(elsewhere).as("requests to other origins").isEmpty();
        }
    }

    private static com.microsoft.playwright.Locator button(
            com.microsoft.playwright.Locator within, String name) {
        return within.getByRole(
                AriaRole.BUTTON,
                new com.microsoft.playwright.Locator.GetByRoleOptions()
                        .setName(name)
                        .setExact(true));
    }
}
