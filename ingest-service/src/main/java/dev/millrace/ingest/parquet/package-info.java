/** Writes typed rows as Parquet, without Spark and without a running Hadoop. */
@NullMarked
package dev.millrace.ingest.parquet;

import org.jspecify.annotations.NullMarked;
