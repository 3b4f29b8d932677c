package dev.millrace.training.worker;

import dev.millrace.contracts.prep.PreparedData;
import dev.millrace.training.data.PatientStore;
import dev.millrace.training.data.PreparedFiles;
import dev.millrace.training.data.StoredTransform;
import dev.millrace.transform.FittedTransform;

/** The data of a task with the transform that made it. */
record Prepared(PreparedData data, FittedTransform transform, PreparedFiles files) {

    /** Refuses a transform that is not the one that the data was made with. */
    static Prepared of(PreparedData data, PatientStore store) {
        return new Prepared(
                data,
                StoredTransform.read(data, store),
                new PreparedFiles(store, StoredTransform.prefix(data, store.plain())));
    }

    Parts parts() {
        return new Parts(data, files, Runtime.getRuntime().maxMemory());
    }
}
