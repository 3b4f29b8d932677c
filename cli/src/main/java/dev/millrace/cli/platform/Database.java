package dev.millrace.cli.platform;

import java.io.IOException;
import java.util.Map;

/** How a child process reaches the platform's database; never on its command line. */
public final class Database {

    private Database() {}

    /** Environment variables with address and login, as the orchestrator has them. */
    public static Map<String, String> environment(Home home) throws IOException {
        int base = PlatformSettings.of(home).portBase();
        return Map.of(
                "MILLRACE_DATABASE_URL",
                "jdbc:postgresql://127.0.0.1:%d/%s?currentSchema=orchestrator"
                        .formatted(Part.POSTGRES.port(base), PostgresProcess.DATABASE),
                "MILLRACE_DATABASE_USER",
                PostgresProcess.USER,
                "MILLRACE_DATABASE_PASSWORD",
                Secrets.of(home).databasePassword());
    }
}
