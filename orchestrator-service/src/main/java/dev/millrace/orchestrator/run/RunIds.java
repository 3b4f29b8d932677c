package dev.millrace.orchestrator.run;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;

/**
 * Ids that grow with time (version 7, RFC 9562), so that the rows of new runs lie together at the
 * end of every index, however many have ended.
 */
final class RunIds {

    private static final SecureRandom RANDOM = new SecureRandom();

    private RunIds() {}

    static UUID next(Instant now) {
        long high = (now.toEpochMilli() << 16) | 0x7000 | RANDOM.nextInt(0x1000);
        long low = (RANDOM.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }
}
