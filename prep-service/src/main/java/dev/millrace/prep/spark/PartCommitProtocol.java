package dev.millrace.prep.spark;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapreduce.JobContext;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.spark.internal.io.FileCommitProtocol;
import org.apache.spark.internal.io.FileNameSpec;
import scala.Option;
import scala.collection.immutable.Seq;

/**
 * Writes each partition straight to the file that the {@link PartLayout} has for it.
 *
 * <p>Nothing needs to be moved or committed: an object of the store appears whole or not at all,
 * the prefix belongs to one attempt of one job, two tasks for the same partition write the same
 * bytes, and readers hear of the prefix only when the database commits. What a failed attempt
 * leaves is deleted with its prefix.
 */
public final class PartCommitProtocol extends FileCommitProtocol implements java.io.Serializable {

    static final String LAYOUT = "millrace.part-layout";

    private final String folder;

    /** By Spark, through reflection. */
    public PartCommitProtocol(String jobId, String folder) {
        this.folder = folder;
    }

    @Override
    public String newTaskTempFile(
            TaskAttemptContext task, Option<String> directory, FileNameSpec name) {
        Configuration configuration = task.getConfiguration();
        int partition = task.getTaskAttemptID().getTaskID().getId();
        return folder + "/" + PartLayout.parse(configuration.get(LAYOUT)).file(partition);
    }

    @Override
    public String newTaskTempFile(
            TaskAttemptContext task, Option<String> directory, String extension) {
        return newTaskTempFile(task, directory, new FileNameSpec("", extension));
    }

    @Override
    public String newTaskTempFileAbsPath(
            TaskAttemptContext task, String absoluteFolder, String extension) {
        throw new UnsupportedOperationException(
                "files are written below the attempt's prefix only");
    }

    @Override
    public TaskCommitMessage commitTask(TaskAttemptContext task) {
        return new TaskCommitMessage(null);
    }

    @Override
    public void setupJob(JobContext job) {}

    @Override
    public void commitJob(JobContext job, Seq<TaskCommitMessage> tasks) {}

    @Override
    public void abortJob(JobContext job) {}

    @Override
    public void setupTask(TaskAttemptContext task) {}

    @Override
    public void abortTask(TaskAttemptContext task) {}
}
