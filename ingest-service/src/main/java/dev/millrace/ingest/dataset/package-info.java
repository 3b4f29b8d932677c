/** The catalogue: datasets, their versions, and who refers to them. */
@NullMarked
package dev.millrace.ingest.dataset;

import org.jspecify.annotations.NullMarked;
