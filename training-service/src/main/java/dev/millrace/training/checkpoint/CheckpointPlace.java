package dev.millrace.training.checkpoint;

/**
 * Where the attempts of a job leave checkpoints for each other: beside the prefixes of the
 * attempts.
 *
 * @param prefix of all checkpoints of the job, ending with a slash
 * @param job its id
 * @param attempt that writes
 */
public record CheckpointPlace(String prefix, String job, int attempt) {

    private static final String FOLDER = "checkpoints/";

    /** The place that belongs to an attempt's output {@code …/<job>/<attempt>/}. */
    public static CheckpointPlace beside(String output) {
        var parts = output.split("/");
        int attempt = Integer.parseInt(parts[parts.length - 1]);
        var above = output.substring(0, output.length() - parts[parts.length - 1].length() - 1);
        return new CheckpointPlace(above + FOLDER, parts[parts.length - 2], attempt);
    }

    /** Later epochs have later names; of one epoch, later attempts. */
    String key(int epoch) {
        return "%s%08d-%04d.safetensors".formatted(prefix, epoch, attempt);
    }
}
