package dev.millrace.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.LoadState;
import dev.millrace.cli.platform.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a person sees in a browser. */
@OnThePlatform
class ConsoleIT {

    /** In seconds. */
    private static final double PATIENCE = 30;

    private static final double LONGEST_RUN = 120;

    private static final String ASKS =
            """
            pipeline: console-asks
            steps:
              ask: {type: approve, message: "Serve it?"}
            """;

    private static Browser browser;

    private final LivePlatform platform;
    private final String origin;

    ConsoleIT(LivePlatform platform) {
        this.platform = platform;
        this.origin = "http://127.0.0.1:%d/".formatted(platform.port(Part.ORCHESTRATOR));
    }

    @BeforeAll
    static void open() {
        browser = Browser.open();
    }

    @AfterAll
    static void close() {
        if (browser != null) { // there was one
            browser.close();
        }
    }

    @Test
    void aRunIsStartedAndSeenToSucceed() throws IOException {
        var example = Script.ROOT.resolve("examples/diabetes");
        var definition = Files.readString(example.resolve("pipeline.yaml"));
        var data =
                platform.file(
                        "console.csv", Files.readString(example.resolve("diabetes-sample.csv")));

        var page = browser.page(PATIENCE);
        page.navigate(origin);
        page.getByTestId("post-open").click();
        page.getByTestId("definition").fill(definition);
        // The form for its parameters is there once its latest version has arrived.
        page.waitForResponse(
                response -> response.url().contains("/versions/latest"),
                () -> page.getByTestId("post-pipeline").click());
        page.waitForLoadState(LoadState.NETWORKIDLE);
        assertThat(page.getByTestId("post-answer")).containsText("diabetes is now at version");

        page.getByTestId("param-data").fill(data.toString());
        page.getByTestId("start-run").click();

        assertThat(page.getByTestId("run-state"))
                .hasText("SUCCEEDED", new HasTextOptions().setTimeout(LONGEST_RUN * 1000));
        assertThat(page.getByTestId("steps")).containsText("deploy");
    }

    @Test
    void aStepThatAsksIsAnswered() {
        var run = platform.work().start(ASKS, Map.of());
        var page = browser.page(PATIENCE);
        page.navigate(origin + "#/runs/" + run);
        assertThat(page.getByTestId("steps")).containsText("Serve it?");

        page.getByTestId("step-ask-approve").click();

        assertThat(page.getByTestId("run-state")).hasText("SUCCEEDED");
    }

    @Test
    void swaggerUiCallsAnotherServiceThroughTheSameOrigin() {
        var page = browser.page(PATIENCE);
        var elsewhere = new ArrayList<String>();
        page.onRequest(request -> {
            if (request.url().startsWith("http") && !request.url().startsWith(origin)) {
                elsewhere.add(request.url());
            }
        });

        page.navigate(origin + "swagger-ui.html");
        page.getByLabel("Select a definition").selectOption("Training");
        var operation =
                page.locator(".opblock", new Page.LocatorOptions().setHasText("List models"));
        operation.locator(".opblock-summary").first().click();
        button(operation, "Try it out").click();
        button(operation, "Execute").click();

        assertThat(operation.locator(".live-responses-table tbody .response-col_status").first())
                .containsText("200", new ContainsTextOptions().setTimeout(PATIENCE * 1000));
        assertThat(elsewhere).as("requests to other origins").isEmpty();
    }

    private static Locator button(Locator within, String name) {
        return within.getByRole(
                AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
    }
}
