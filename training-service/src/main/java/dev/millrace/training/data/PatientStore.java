package dev.millrace.training.data;

import dev.millrace.kit.store.ObjectStore;
import dev.millrace.kit.store.StoredObject;
import java.nio.file.Path;
import java.util.List;

/**
 * The object store for whoever has time: each call waits while it is away.
 *
 * @param plain the store itself, whose calls fail at once
 */
public record PatientStore(ObjectStore plain, Patience patience) {

    public PatientStore(ObjectStore plain) {
        this(plain, new Patience());
    }

    public List<StoredObject> list(String prefix) {
        return patience.insist("list " + prefix, () -> plain.list(prefix));
    }

    /** A whole object, read by ranges. */
    public PatientStream open(String key) {
        long length = patience.insist("read " + key, () -> plain.size(key));
        return new PatientStream(this, key, length);
    }

    byte[] range(String key, long from, int length) {
        return patience.insist("read " + key, () -> plain.readRange(key, from, length));
    }

    public void put(String key, Path file) {
        patience.insist(
                "store " + key,
                () -> {
                    plain.put(key, file);
                    return key;
                });
    }
}
