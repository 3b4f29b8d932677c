package dev.millrace.orchestrator.task;

import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An attempt that has a place to work in. */
final class WorkingAttempt implements TaskAttempt {

    private final TaskOrder order;
    private final TaskHost host;
    private final Places places;
    private final Bodies bodies;
    private final Secrets secrets;
    private final Redaction redaction;
    private final Stopping stopping = new Stopping(Thread.currentThread());
    private boolean hasPlace;

    WorkingAttempt(TaskOrder order, TaskHost host, Places places, Tasks.Parts parts) {
        this.order = order;
        this.host = host;
        this.places = places;
        this.bodies = parts.bodies();
        this.secrets = parts.secrets();
        this.redaction = parts.redaction();
        host.onStop(stopping::stop);
    }

    @Override
    public UUID run() {
        return order.run();
    }

    @Override
    public String step() {
        return order.step();
    }

    @Override
    public int number() {
        return order.number();
    }

    @Override
    public <B> B body(Class<B> type) {
        return bodies.read(order, type, this::secret);
    }

    @Override
    public String secret(String name) {
        var value = secrets.value(name);
        redaction.hide(value);
        return value;
    }

    @Override
    public String redacted(String text) {
        return redaction.of(text);
    }

    @Override
    public String redactedTail(String tail, boolean cut) {
        return redaction.ofTail(tail, cut);
    }

    @Override
    public String principal() {
        return order.principal();
    }

    @Override
    public String callbackAddress() {
        return order.callbackAddress();
    }

    @Override
    public @Nullable String callback() {
        return host.callback();
    }

    @Override
    public void progress(double share, String sentence) {
        host.progress(share, redaction.of(sentence));
    }

    @Override
    public boolean isStopping() {
        return host.isStopping();
    }

    @Override
    public void onStop(Runnable action) {
        stopping.then(action);
    }

    @Override
    public void pause(Duration longest) throws InterruptedException {
        leave();
        host.await(longest);
        places.enterAgain();
        hasPlace = true;
    }

    void enter() throws InterruptedException {
        places.enter(host);
        hasPlace = true;
    }

    /** Nothing of it is to be stopped any more. */
    void end() {
        stopping.tooLate();
        leave();
    }

    private void leave() {
        if (hasPlace) {
            hasPlace = false;
            places.leave();
        }
    }
}
