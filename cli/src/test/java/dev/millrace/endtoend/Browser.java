package dev.millrace.endtoend;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Debian's Chromium, with a fresh profile. */
final class Browser implements AutoCloseable {

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final List<String> FLAGS =
            List.of(
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync");

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser chromium;

    private Browser() {
        var options =
                new Playwright.CreateOptions()
                        .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"));
        playwright = Playwright.create(options);
        chromium =
                playwright
                        .chromium()
                        .launch(
                                new LaunchOptions()
                                        .setExecutablePath(CHROMIUM)
                                        .setHeadless(true)
                                        .setArgs(FLAGS));
    }

    /** Skips the test where there is no Chromium; fails it where CI should have installed one. */
    static Browser open() {
        if (!Files.isExecutable(CHROMIUM)) {
            var missing = "Skipped: %s is missing; apt-get install chromium".formatted(CHROMIUM);
            if ("true".equals(System.getenv("CI"))) {
                throw new AssertionError(missing.replace("Skipped: ", ""));
            }
            LivePlatform.say(missing);
            assumeTrue(false, missing);
        }
        return new Browser();
    }

    /** A page that waits at most so long for what it is asked to find. */
    Page page(double secondsOfPatience) {
        var page = chromium.newContext().newPage();
        page.setDefaultTimeout(secondsOfPatience * 1000);
        return page;
    }

    @Override
    public void close() {
        chromium.close();
        playwright.close();
    }
}
