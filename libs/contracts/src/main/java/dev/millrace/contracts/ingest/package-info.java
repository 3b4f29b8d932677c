/** What ingest-service offers: datasets and their immutable versions. */
@NullMarked
package dev.millrace.contracts.ingest;

import org.jspecify.annotations.NullMarked;
