/** What type a text has, and what types the columns of a whole file have. */
@NullMarked
package dev.millrace.ingest.schema;

import org.jspecify.annotations.NullMarked;
