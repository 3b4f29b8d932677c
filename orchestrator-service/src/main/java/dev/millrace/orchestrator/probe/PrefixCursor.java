package dev.millrace.orchestrator.probe;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.millrace.kit.store.StoredObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How far a prefix was looked through. Keys come in any order, so each round looks through all of
 * them again; what was last written before {@code since} was seen in an earlier round.
 *
 * @param since objects written before are old
 * @param known objects written later that are old too
 * @param after the last key that this round came to; null at the start of a round
 * @param round when this round began; null at its start
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record PrefixCursor(
        Instant since, Set<String> known, @Nullable String after, @Nullable Instant round) {

    /** S3 dates an object to the beginning of its upload, so long ago at most. */
    static final Duration LONGEST_UPLOAD = Duration.ofDays(1);

    /** So far the clock of S3 may be behind. */
    static final Duration BEHIND = Duration.ofMinutes(1);

    static final PrefixCursor BEGINNING = new PrefixCursor(Instant.EPOCH, Set.of(), null, null);

    static PrefixCursor from(Instant now, List<StoredObject> there) {
        var since = now.minus(BEHIND);
        return new PrefixCursor(
                since,
                there.stream()
                        .filter(object -> !object.lastModified().isBefore(since))
                        .map(FoundObject::name)
                        .collect(Collectors.toSet()),
                null,
                null);
    }

    boolean isNew(StoredObject object) {
        return !object.lastModified().isBefore(since) && !known.contains(FoundObject.name(object));
    }

    /**
     * After a page of the listing.
     *
     * @param next the key after which it goes on; null at its end
     */
    PrefixCursor after(@Nullable String next, Instant now) {
        var began = round == null ? now : round;
        if (next != null) {
            return new PrefixCursor(since, known, next, began);
        }
        var seen = began.minus(LONGEST_UPLOAD);
        return seen.isAfter(since)
                ? new PrefixCursor(seen, Set.of(), null, null)
                : new PrefixCursor(since, known, null, null);
    }
}
