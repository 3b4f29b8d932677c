package dev.millrace.training.launch;

import java.io.BufferedReader;
import java.io.Writer;
import java.util.concurrent.CompletionStage;

/** A worker as its launcher holds it. The end of its input means to it that nobody needs it. */
interface LaunchedWorker {

    /** Tells it from others in logs. */
    String name();

    Writer input();

    BufferedReader output();

    /** Its exit status, once it has ended. */
    CompletionStage<Integer> ended();

    boolean isAlive();

    /** At once, whatever it is doing. */
    void kill();

    /** Kills it if it still runs, waits for its end and removes what it left where it ran. */
    void remove();
}
