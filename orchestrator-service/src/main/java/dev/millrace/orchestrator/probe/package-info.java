/** What triggers and sensors look for, and where. */
@NullMarked
package dev.millrace.orchestrator.probe;

import org.jspecify.annotations.NullMarked;
