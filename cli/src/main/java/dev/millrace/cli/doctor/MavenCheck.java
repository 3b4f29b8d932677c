package dev.millrace.cli.doctor;

import java.io.IOException;
import java.util.regex.Pattern;

/** Maven, which builds the platform. */
final class MavenCheck {

    private static final Pattern VERSION = Pattern.compile("Apache Maven (\\d+)\\.(\\d+)[\\w.-]*");
    private static final String REMEDY =
            "Install Maven 3.8 or newer, for example with apt-get install maven";

    Finding run() throws InterruptedException {
        try {
            var process = new ProcessBuilder("mvn", "-v").redirectErrorStream(true).start();
            var output = new String(process.getInputStream().readAllBytes());
            process.waitFor();
            return judge(output);
        } catch (IOException absent) {
            return Finding.problem("maven", "mvn was not found on the PATH", REMEDY);
        }
    }

    static Finding judge(String output) {
        var matcher = VERSION.matcher(output);
        if (!matcher.find()) {
            return Finding.problem("maven", "mvn -v does not tell its version", REMEDY);
        }
        var major = Integer.parseInt(matcher.group(1));
        var minor = Integer.parseInt(matcher.group(2));
        return major > 3 || (major == 3 && minor >= 8)
                ? Finding.ok("maven", matcher.group())
                : Finding.problem("maven", matcher.group() + " is too old", REMEDY);
    }
}
