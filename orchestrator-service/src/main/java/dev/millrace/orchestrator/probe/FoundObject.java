package dev.millrace.orchestrator.probe;

import dev.millrace.kit.store.StoredObject;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/** An object as a finding: written again, it is another one. */
final class FoundObject {

    private FoundObject() {}

    static String name(StoredObject object) {
        return "%s %s %d".formatted(object.key(), object.lastModified(), object.size());
    }

    static Finding finding(String bucket, StoredObject object) {
        var facts = new LinkedHashMap<String, @Nullable Object>();
        facts.put("bucket", bucket);
        facts.put("key", object.key());
        facts.put("uri", "s3://%s/%s".formatted(bucket, object.key()));
        facts.put("size", object.size());
        facts.put("at", object.lastModified().toString());
        return new Finding(name(object), facts);
    }
}
