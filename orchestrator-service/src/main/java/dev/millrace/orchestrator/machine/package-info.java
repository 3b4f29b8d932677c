/**
 * What a run does next: a pure function of its plan and of what has happened, without a database, a
 * clock or a thread. Production, the tests of users and the model test run this same code.
 */
@NullMarked
package dev.millrace.orchestrator.machine;

import org.jspecify.annotations.NullMarked;
