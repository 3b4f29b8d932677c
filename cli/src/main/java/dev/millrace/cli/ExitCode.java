package dev.millrace.cli;

/** What the command's exit codes mean. 3 belongs to the launch script: no JDK or Maven. */
final class ExitCode {

    static final int DONE = 0;
    static final int FAILED = 1;
    static final int WRONG_USAGE = 2;
    static final int NOT_RUNNING = 4;

    private ExitCode() {}
}
