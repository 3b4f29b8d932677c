package dev.millrace.kit.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a listing.
 *
 * @param next the key after which it goes on; null at its end
 */
public record StoredPage(List<StoredObject> objects, @Nullable String next) {}
