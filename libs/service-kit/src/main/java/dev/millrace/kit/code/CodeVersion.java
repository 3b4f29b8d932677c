package dev.millrace.kit.code;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;

/**
 * A hash of names and checksums of everything on a class path, in its order. When and where it was
 * built, and where it lies, make no difference. Jars tell the checksums of their entries, so that
 * nothing is unpacked.
 */
final class CodeVersion {

    private final MessageDigest digest;
    private final Set<Path> seen = new HashSet<>();

    private CodeVersion(MessageDigest digest) {
        this.digest = digest;
    }

    static String of(String classPath, String java) throws IOException {
        try {
            var version = new CodeVersion(MessageDigest.getInstance("SHA-256"));
            version.say(java);
            for (var entry : classPath.split(File.pathSeparator)) {
                version.add(Path.of(entry).toAbsolutePath().normalize());
            }
            return HexFormat.of().formatHex(version.digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void add(Path entry) throws IOException {
        if (!seen.add(entry)) {
            return;
        }
        if (Files.isDirectory(entry)) {
            addFolder(entry);
        } else if (Files.isRegularFile(entry)) {
            addJar(entry);
        }
    }

    private void addFolder(Path folder) throws IOException {
        List<Path> files;
        try (var found = Files.walk(folder)) {
            files = found.filter(Files::isRegularFile).sorted().toList();
        }
        for (var file : files) {
            var sum = new CRC32();
            sum.update(Files.readAllBytes(file));
            say(folder.relativize(file), sum.getValue());
        }
    }

    private void addJar(Path file) throws IOException {
        try (var jar = new JarFile(file.toFile())) {
            jar.stream()
                    .filter(entry -> !entry.isDirectory() && isCode(entry.getName()))
                    .sorted(Comparator.comparing(ZipEntry::getName))
                    .forEach(entry -> say(entry.getName(), entry.getCrc()));
            var manifest = jar.getManifest();
            var more =
                    manifest == null
                            ? null
                            : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
            if (more != null && !more.isBlank()) {
                for (var each : more.strip().split(" +")) {
                    add(Path.of(file.toUri().resolve(URI.create(each))).normalize());
                }
            }
        }
    }

    /** What builders write about themselves is none. */
    private static boolean isCode(String name) {
        return !name.equals(JarFile.MANIFEST_NAME) && !name.startsWith("META-INF/maven/");
    }

    private void say(Object name, long sum) {
        say("%s %x".formatted(name, sum));
    }

    private void say(String line) {
        digest.update((line + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
