package dev.millrace.cli.platform;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The processes of the platform beside the supervisor, with their port counted from the base. */
public enum Part {
    ORCHESTRATOR("orchestrator", 0, List.of("-Xmx192m", "-XX:TieredStopAtLevel=1")),
    INGEST("ingest", 1, List.of("-Xmx192m")),
    PREP("prep", 2, List.of("-Xmx1g")),
    TRAINING("training", 3, List.of("-Xmx192m", "-XX:TieredStopAtLevel=1")),
    INFERENCE("inference", 4, List.of("-Xmx384m")),
    POSTGRES("postgres", 5, List.of()),
    S3("s3", 6, List.of("-Xmx128m"));

    private final String label;
    private final int portOffset;
    private final List<String> jvmOptions;

    Part(String label, int portOffset, List<String> jvmOptions) {
        this.label = label;
        this.portOffset = portOffset;
        this.jvmOptions = jvmOptions;
    }

    /** The name that commands, files and schemas use. */
    public String label() {
        return label;
    }

    public int port(int base) {
        return base + portOffset;
    }

    /** Heap sizes keep the whole platform under 4 GiB resident. */
    List<String> jvmOptions() {
        return jvmOptions;
    }

    public boolean isService() {
        return this != POSTGRES && this != S3;
    }

    public static List<Part> services() {
        return Arrays.stream(values()).filter(Part::isService).toList();
    }

    public static Optional<Part> named(String label) {
        return Arrays.stream(values()).filter(part -> part.label.equals(label)).findFirst();
    }
}
