package dev.millrace.training.engine.pytorch;

import ai.djl.engine.Engine;
import java.nio.file.Path;

/** The native library: comes from the class path, is unpacked once, asks nothing of the network. */
final class Library {

    private static final String CACHE = "ENGINE_CACHE_DIR";
    private static final String JAVACPP_CACHE = "org.bytedeco.javacpp.cachedir";

    private Library() {}

    /** Settings count until the first call in a JVM; later ones change nothing. */
    static synchronized Engine load(int threads) {
        setDefault("ai.djl.offline", "true");
        setDefault(CACHE, cache().toString());
        setDefault("DJL_CACHE_DIR", System.getProperty(CACHE));
        setDefault("ai.djl.pytorch.num_threads", Integer.toString(threads));
        setDefault("ai.djl.pytorch.num_interop_threads", "1");
        return Engine.getEngine("PyTorch");
    }

    /** Where the other native libraries are unpacked too. */
    private static Path cache() {
        var javacpp = System.getProperty(JAVACPP_CACHE);
        return javacpp == null
                ? Path.of(System.getProperty("user.home"), ".cache", "millrace", "djl")
                : Path.of(javacpp).resolve("djl");
    }

    private static void setDefault(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
