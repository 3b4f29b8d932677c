package dev.millrace.cli.platform;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A service: a child JVM, told by one JSON document in its environment where everything is. */
final class ServiceProcess implements PartProcess {

    private final Part service;
    private final Home home;
    private final Installation installation;
    private final PlatformSettings settings;
    private final Secrets secrets;

    ServiceProcess(
            Part service,
            Home home,
            Installation installation,
            PlatformSettings settings,
            Secrets secrets) {
        this.service = service;
        this.home = home;
        this.installation = installation;
        this.settings = settings;
        this.secrets = secrets;
    }

    @Override
    public String name() {
        return service.label();
    }

    @Override
    public int port() {
        return service.port(settings.portBase());
    }

    @Override
    public boolean isFoundation() {
        return false;
    }

    @Override
    public Process start() throws IOException {
        var builder = new ProcessBuilder(command()).directory(installation.root().toFile());
        // Not on the command line, which every user of the machine can read.
        builder.environment()
                .put("SPRING_APPLICATION_JSON", Json.MAPPER.writeValueAsString(properties()));
        // TensorFlow writes past the JSON log: errors only.
        builder.environment().putIfAbsent("TF_CPP_MIN_LOG_LEVEL", "2");
        return Launch.detachedOutput(builder, home.log(name()));
    }

    @Override
    public Optional<String> problem() {
        return HealthCheck.ofHttp(port(), "/actuator/health/readiness");
    }

    private List<String> command() {
        var command = new ArrayList<>(Launch.jvm(home));
        command.addAll(service.jvmOptions());
        command.add("-jar");
        command.add(installation.jar(service).toString());
        return command;
    }

    private Map<String, Object> properties() {
        var base = settings.portBase();
        var properties = new LinkedHashMap<String, Object>();
        properties.put("server.port", port());
        properties.put("server.address", "127.0.0.1");
        properties.put(
                "spring.datasource.url",
                "jdbc:postgresql://127.0.0.1:%d/%s?currentSchema=%s"
                        .formatted(Part.POSTGRES.port(base), PostgresProcess.DATABASE, name()));
        properties.put("spring.datasource.username", PostgresProcess.USER);
        properties.put("spring.datasource.password", secrets.databasePassword());
        properties.put("millrace.store.endpoint", "http://127.0.0.1:" + Part.S3.port(base));
        properties.put("millrace.store.bucket", StoreProcess.BUCKET);
        properties.put("millrace.store.region", "us-east-1");
        properties.put("millrace.store.path-style", true);
        properties.put("millrace.store.access-key", secrets.accessKey());
        properties.put("millrace.store.secret-key", secrets.secretKey());
        for (var other : Part.services()) {
            properties.put(
                    "millrace.services." + other.label(), "http://127.0.0.1:" + other.port(base));
        }
        properties.put("millrace.ingest.allowed-folders", settings.allowedFolders());
        return properties;
    }
}
