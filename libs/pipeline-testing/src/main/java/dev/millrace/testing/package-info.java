/**
 * Tests of pipelines by those who write them: the orchestrator's own code decides, the test says
 * what the services do, and time passes as fast as nothing happens.
 */
@NullMarked
package dev.millrace.testing;

import org.jspecify.annotations.NullMarked;
