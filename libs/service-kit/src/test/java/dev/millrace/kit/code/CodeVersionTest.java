package dev.millrace.kit.code;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CodeVersionTest {

    @TempDir Path folder;

    @Test
    void isTheSameForEqualCodeBuiltElsewhereAtAnotherTime() throws IOException {
        var one = jar("one.jar", 1, "", Map.of("a/A.class", "aaa", "b/B.class", "bbb"));
        var two =
                jar(
                        "two.jar",
                        999_999_999_999L,
                        "",
                        Map.of("b/B.class", "bbb", "a/A.class", "aaa"));

        assertThat(version(two)).isEqualTo(version(one));
    }

    @Test
    void differsForAnyOtherByteNameLibraryOrJava() throws IOException {
        var one = jar("one.jar", 1, "", Map.of("A.class", "aaa"));
        var library = jar("library.jar", 1, "", Map.of("L.class", "l"));

        assertThat(version(one))
                .isNotEqualTo(version(jar("byte.jar", 1, "", Map.of("A.class", "aab"))))
                .isNotEqualTo(version(jar("name.jar", 1, "", Map.of("B.class", "aaa"))))
                .isNotEqualTo(version(one + File.pathSeparator + library))
                .isNotEqualTo(CodeVersion.of(one, "26"));
    }

    @Test
    void followsTheClassPathOfAJar() throws IOException {
        var before = jar("lib.jar", 1, "", Map.of("L.class", "l"));
        var main = jar("main.jar", 1, "lib.jar missing.jar", Map.of("A.class", "aaa"));
        var version = version(main);

        assertThat(version(main)).isEqualTo(version);
        assertThat(version).isEqualTo(version(main + File.pathSeparator + before));
        jar("lib.jar", 1, "", Map.of("L.class", "m"));
        assertThat(version(main)).isNotEqualTo(version);
    }

    @Test
    void readsFolders() throws IOException {
        var classes = Files.createDirectories(folder.resolve("classes/p")).getParent();
        Files.writeString(classes.resolve("p/A.class"), "aaa");
        var version = version(classes.toString());

        Files.writeString(classes.resolve("p/A.class"), "aab");
        assertThat(version(classes.toString())).isNotEqualTo(version);
        Files.writeString(classes.resolve("p/A.class"), "aaa");
        assertThat(version(classes.toString())).isEqualTo(version);
    }

    private static String version(String classPath) throws IOException {
        return CodeVersion.of(classPath, "25");
    }

    private String jar(String name, long time, String classPath, Map<String, String> entries)
            throws IOException {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classPath);
        var file = folder.resolve(name);
        try (var jar = new JarOutputStream(Files.newOutputStream(file), manifest)) {
            for (var entry : new TreeMap<>(entries).entrySet()) {
                var written = new ZipEntry(entry.getKey());
                written.setTime(time);
                jar.putNextEntry(written);
                jar.write(entry.getValue().getBytes(java.nio.charset.StandardCharsets.UTF_8));
            }
        }
        return file.toString();
    }
}
