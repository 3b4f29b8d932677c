package dev.millrace.training.engine.tensorflow;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import java.util.regex.Pattern;
import org.tensorflow.exceptions.TFInvalidArgumentException;

/** Sentences that a graph refuses its input with, found again in what TensorFlow throws. */
final class Refusals {

    private static final Pattern MARKED = Pattern.compile("«(.+?)»");

    private Refusals() {}

    /** To be said by an assertion of a graph. */
    static String marked(String sentence) {
        return "«" + sentence + "»";
    }

    /** The failure to throw in place of this one. */
    static RuntimeException from(TFInvalidArgumentException failure) {
        var sentence = MARKED.matcher(String.valueOf(failure.getMessage()));
        return sentence.find()
                ? new PlatformException(FailureCode.UNTRAINABLE_DATA, sentence.group(1))
                : failure;
    }
}
