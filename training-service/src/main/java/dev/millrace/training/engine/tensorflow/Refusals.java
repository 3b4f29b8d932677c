package dev.millrace.training.engine.tensorflow;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import java.util.regex.Pattern;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TFInvalidArgumentException;

/** Sentences that a graph refuses its input with, found again in what TensorFlow throws. */
final class Refusals {

    private static final Pattern MARKED = Pattern.compile("«(.+?)»");

    private Refusals() {}

    /** To be said by an assertion of a graph. */
    static String marked(String sentence) {
        return "«" + sentence + "»";
    }

    /** Runs what may refuse its input: then with a PlatformException that says so. */
    static Result run(Session.Runner runner) {
        try {
            return runner.run();
        } catch (TFInvalidArgumentException failure) {
            var sentence = MARKED.matcher(String.valueOf(failure.getMessage()));
            if (sentence.find()) {
                throw new PlatformException(FailureCode.UNTRAINABLE_DATA, sentence.group(1));
            }
            throw failure;
        }
    }
}
