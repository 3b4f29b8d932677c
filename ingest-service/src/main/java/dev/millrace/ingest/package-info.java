/** Sources to immutable, hashed dataset versions, and the catalogue that lists them. */
@NullMarked
package dev.millrace.ingest;

import org.jspecify.annotations.NullMarked;
