package dev.millrace.contracts.job;

/** Request headers that mean the same at every service. */
public final class Headers {

    /**
     * Makes a repeated POST answer with the first one's job. The same key with another body is
     * refused with 409.
     */
    public static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    /**
     * Where to POST the job's id when it has ended. A hint: the caller then asks for the job
     * itself.
     */
    public static final String CALLBACK_URL = "Millrace-Callback-Url";

    /** Who acts; {@code anonymous} where nobody says. */
    public static final String PRINCIPAL = "Millrace-Principal";

    /** The run, step and job on whose behalf a call is made; they reappear in logs. */
    public static final String RUN = "Millrace-Run";

    public static final String STEP = "Millrace-Step";

    public static final String JOB = "Millrace-Job";

    private Headers() {}
}
