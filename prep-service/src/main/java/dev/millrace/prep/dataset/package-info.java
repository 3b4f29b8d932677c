/** The dataset versions that recipes and profiles read, as ingest-service knows them. */
@NullMarked
package dev.millrace.prep.dataset;

import org.jspecify.annotations.NullMarked;
