package dev.millrace.kit.job;

/**
 * Does one kind of job. Called at least once per job: a service may die under it, and then another
 * instance starts over with the next attempt. Therefore it writes objects only under {@link
 * JobContext#outputPrefix()} and rows only in its {@link Publication}.
 *
 * @param <Q> the request, as JSON in the job's row
 */
public interface JobHandler<Q> {

    /** Such as {@code ingestion}; part of the API. */
    String kind();

    Class<Q> requestType();

    /**
     * Works outside any transaction.
     *
     * @return called inside the transaction that marks the job SUCCEEDED, and only if the job is
     *     still this attempt's
     */
    Publication run(JobContext context, Q request) throws Exception;
}
