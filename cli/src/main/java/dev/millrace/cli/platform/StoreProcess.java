package dev.millrace.cli.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Optional;

/** The S3 store: S3Proxy on a folder of the home, in a process of its own. */
final class StoreProcess implements PartProcess {

    static final String BUCKET = "millrace";

    private final Home home;
    private final Installation installation;
    private final int port;
    private final Secrets secrets;

    StoreProcess(Home home, Installation installation, int port, Secrets secrets) {
        this.home = home;
        this.installation = installation;
        this.port = port;
        this.secrets = secrets;
    }

    @Override
    public String name() {
        return Part.S3.label();
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public boolean isFoundation() {
        return true;
    }

    @Override
    public Process start() throws IOException {
        // A bucket of this store is a folder.
        Files.createDirectories(home.objects().resolve(BUCKET));
        var command = new ArrayList<>(Launch.jvm(home));
        command.addAll(Part.S3.jvmOptions());
        command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
        command.add("-cp");
        command.add(installation.ownClassPath());
        command.add(Store.class.getName());
        command.add(home.objects().toString());
        command.add(Integer.toString(port));
        var builder = new ProcessBuilder(command);
        builder.environment().put(Store.ACCESS_KEY, secrets.accessKey());
        builder.environment().put(Store.SECRET_KEY, secrets.secretKey());
        return Launch.detachedOutput(builder, home.log(name()));
    }

    @Override
    public Optional<String> problem() {
        return HealthCheck.ofTcp(port);
    }
}
