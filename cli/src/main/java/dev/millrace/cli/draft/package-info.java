/** Writes a first pipeline for data that was looked at. */
@NullMarked
package dev.millrace.cli.draft;

import org.jspecify.annotations.NullMarked;
