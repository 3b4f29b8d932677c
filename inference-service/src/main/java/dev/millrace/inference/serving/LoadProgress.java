package dev.millrace.inference.serving;

/** Hears how far the loading of a model is. May throw to stop it. */
@FunctionalInterface
public interface LoadProgress {

    /**
     * @param share 0 to 1
     * @param sentence what begins now
     */
    void at(double share, String sentence);
}
