package dev.millrace.transform;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;

/** A trip through Java serialization, as between a Spark driver and its executors. */
final class Serialized {

    private Serialized() {}

    @SuppressWarnings("unchecked")
    static <T> T copy(T original) {
        try {
            var bytes = new ByteArrayOutputStream();
            try (var out = new ObjectOutputStream(bytes)) {
                out.writeObject(original);
            }
            var in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()));
            return (T) in.readObject();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (ClassNotFoundException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
