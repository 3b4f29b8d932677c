package dev.millrace.orchestrator.run;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Lets a few transactions of the engine at the database at a time: thousands of steps may be ready
 * at once, and requests of people need connections too.
 */
@Component
class Gate {

    private static final int AT_ONCE = 5;

    private final Semaphore places = new Semaphore(AT_ONCE, true);
    private final TransactionTemplate transactions;

    Gate(PlatformTransactionManager transactions) {
        this.transactions = new TransactionTemplate(transactions);
    }

    <T> T transaction(Supplier<T> work) {
        places.acquireUninterruptibly();
        try {
            return java.util.Objects.requireNonNull(transactions.execute(status -> work.get()));
        } finally {
            places.release();
        }
    }
}
