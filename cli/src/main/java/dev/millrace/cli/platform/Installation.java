package dev.millrace.cli.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;

/** The built repository that this command belongs to. */
public record Installation(Path root) {

    public Installation {
        root = root.toAbsolutePath().normalize();
    }

    /** The repository given by the launch script, or the working directory without it. */
    public static Installation current() {
        return new Installation(Path.of(System.getProperty("millrace.root", "")));
    }

    public static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    public Path jar(Part service) {
        var module = service.label() + "-service";
        return root.resolve(module).resolve("target").resolve(module + ".jar");
    }

    /** The class path of this module, with its libraries. */
    public String ownClassPath() {
        return System.getProperty("java.class.path");
    }

    /** Jars of services that are missing: the repository has not been built. */
    List<Path> missing(List<Part> services) {
        return services.stream().map(this::jar).filter(jar -> !Files.isRegularFile(jar)).toList();
    }

    /** When the newest of the jars that the platform runs was written. */
    FileTime newestJar(List<Part> services) throws IOException {
        var newest = FileTime.fromMillis(0);
        for (var jar : services.stream().flatMap(this::ownJars).toList()) {
            var written = Files.getLastModifiedTime(jar);
            newest = written.compareTo(newest) > 0 ? written : newest;
        }
        return newest;
    }

    private Stream<Path> ownJars(Part service) {
        var libraries = jar(service).resolveSibling("lib");
        return Stream.of(
                        jar(service),
                        libraries.resolve("contracts-1.0.0-SNAPSHOT.jar"),
                        libraries.resolve("service-kit-1.0.0-SNAPSHOT.jar"),
                        libraries.resolve("feature-transform-1.0.0-SNAPSHOT.jar"))
                .filter(Files::isRegularFile);
    }
}
