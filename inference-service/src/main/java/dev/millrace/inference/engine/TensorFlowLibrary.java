package dev.millrace.inference.engine;

import java.nio.file.Path;
import java.util.Objects;
import org.bytedeco.javacpp.Loader;

/**
 * Makes DJL use the TensorFlow library that is on the class path, without looking at the network.
 *
 * <p>DJL would otherwise download a library of its own. Everything here must happen before the
 * first use of DJL or JavaCPP in the process; a system property that is already set is respected.
 */
final class TensorFlowLibrary {

    static {
        Path cache = Path.of(System.getProperty("user.home"), ".cache", "millrace");
        // Shared with training-service, so that the library is unpacked once per machine.
        setUnlessGiven("org.bytedeco.javacpp.cachedir", cache.resolve("javacpp").toString());
        setUnlessGiven("DJL_CACHE_DIR", cache.resolve("djl").toString());
        setUnlessGiven("ENGINE_CACHE_DIR", cache.resolve("djl").toString());
        // JavaCPP's default caps derive from the Java heap, which says nothing about model weights.
        setUnlessGiven("org.bytedeco.javacpp.maxBytes", "0");
        setUnlessGiven("org.bytedeco.javacpp.maxPhysicalBytes", "0");
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        String library = Loader.load(org.tensorflow.internal.c_api.global.tensorflow.class);
        Path folder = Objects.requireNonNull(Path.of(library).getParent());
        System.setProperty("TENSORFLOW_LIBRARY_PATH", folder.toString());
    }

    private TensorFlowLibrary() {}

    /** Returns once the library is loaded; quick after the first call. */
    static void load() {
        // The static initialiser has done it, once, however many threads asked.
    }

    private static void setUnlessGiven(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
