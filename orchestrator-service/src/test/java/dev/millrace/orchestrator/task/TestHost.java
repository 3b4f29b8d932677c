package dev.millrace.orchestrator.task;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Drives one attempt in a test. */
public final class TestHost implements TaskHost {

    public final List<String> sentences = new CopyOnWriteArrayList<>();
    private final List<Runnable> onStop = new CopyOnWriteArrayList<>();
    private final Semaphore news = new Semaphore(0);
    private volatile @Nullable String callback;
    private volatile boolean stopping;

    public void stop() {
        stopping = true;
        onStop.forEach(Runnable::run);
    }

    public void callBack(String body) {
        callback = body;
        news.release();
    }

    @Override
    public @Nullable String callback() {
        return callback;
    }

    @Override
    public void progress(double share, String sentence) {
        sentences.add(sentence);
    }

    @Override
    public boolean isStopping() {
        return stopping;
    }

    @Override
    public void onStop(Runnable action) {
        onStop.add(action);
    }

    @Override
    public void await(Duration longest) throws InterruptedException {
        news.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS);
    }
}
