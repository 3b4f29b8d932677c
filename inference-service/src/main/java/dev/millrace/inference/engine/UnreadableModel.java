package dev.millrace.inference.engine;

import org.jspecify.annotations.Nullable;

/** A SavedModel that the engine cannot read, or with another signature than the contract's. */
public final class UnreadableModel extends Exception {

    UnreadableModel(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
